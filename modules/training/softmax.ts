/** Turns class scores into probabilities that add up to 1. */
export function softmax(scores: ArrayLike<number>): Float64Array {
  const powers = Float64Array.from(scores);
  let highest = -Infinity;
  for (const score of powers) highest = Math.max(highest, score);
  let sum = 0;
  for (let i = 0; i < powers.length; i++) sum += powers[i] = Math.exp((powers[i] as number) - highest);
  for (let i = 0; i < powers.length; i++) powers[i] = (powers[i] as number) / sum;
  return powers;
}

/** The `top` most probable labels with their probabilities, most probable first. */
export function ranked(
  labels: readonly string[],
  probabilities: ArrayLike<number>,
  top = labels.length
): LabelProbability[] {
  const best: LabelProbability[] = [];
  labels.forEach((label, i) => {
    const probability = probabilities[i] ?? 0;
    if (best.length === top && probability <= (best.at(-1)?.probability ?? Infinity)) return;
    let place = best.length;
    while (place > 0 && (best[place - 1] as LabelProbability).probability < probability) place--;
    best.splice(place, 0, { label, probability });
    if (best.length > top) best.pop();
  });
  return best;
}

export interface LabelProbability {
  label: string;
  /** 0 to 1. */
  probability: number;
}
