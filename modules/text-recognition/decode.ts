/** From what the recognition network says of each place along a line to the text of the line. */

/** What a line says, and the mean probability of its characters. */
export interface ReadText {
  text: string;
  score: number;
}

/**
 * Takes the most probable character of each place, once where places beside each other have the same one. Class 0 is no
 * character and parts two of the same (Connectionist Temporal Classification).
 *
 * @param scores probabilities of all classes, place by place
 * @param characters those of the classes from 1 on; the class after the last is a space
 */
export function decode(scores: Float32Array, classes: number, characters: readonly string[]): ReadText {
  let [text, sum, count, last] = ['', 0, 0, 0];
  for (let at = 0; at < scores.length; at += classes) {
    let best = 0;
    for (let i = 1; i < classes; i++) if (scores[at + i]! > scores[at + best]!) best = i;
    if (best !== 0 && best !== last) {
      text += characters[best - 1] ?? ' ';
      sum += scores[at + best]!;
      count++;
    }
    last = best;
  }
  return { text: text.trim(), score: count === 0 ? 0 : Math.round((1000 * sum) / count) / 1000 };
}
