/** From what the recognition network says of each place along a line to the text of the line. */

/** What a line says, and the mean probability of its characters. */
export interface ReadText {
  text: string;
  score: number;
}

/** What the network says of each place along a line: the class it takes it for, and how probable that is. */
export interface Places {
  classes: ArrayLike<number | bigint>;
  scores: ArrayLike<number>;
}

/**
 * Writes the character of each place, once where places beside each other have the same one. Class 0 is no character and
 * parts two of the same (Connectionist Temporal Classification).
 *
 * @param characters those of the classes from 1 on; the class after the last is a space
 */
export function decode({ classes, scores }: Places, characters: readonly string[]): ReadText {
  let [text, sum, count, last] = ['', 0, 0, 0];
  for (let at = 0; at < scores.length; at++) {
    const best = Number(classes[at]);
    if (best !== 0 && best !== last) {
      text += characters[best - 1] ?? ' ';
      sum += scores[at]!;
      count++;
    }
    last = best;
  }
  return { text: text.trim(), score: count === 0 ? 0 : Math.round((1000 * sum) / count) / 1000 };
}
