/** Turns class scores into probabilities that add up to 1. */
export function softmax(scores: ArrayLike<number>): number[] {
  const all = Array.from(scores);
  const highest = all.reduce((most, score) => Math.max(most, score), -Infinity);
  const powers = all.map(score => Math.exp(score - highest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map(power => power / sum);
}

/** Labels with their probabilities, most probable first. */
export function ranked(labels: readonly string[], probabilities: readonly number[]): LabelProbability[] {
  return labels
    .map((label, i) => ({ label, probability: probabilities[i] ?? 0 }))
    .sort((a, b) => b.probability - a.probability);
}

export interface LabelProbability {
  label: string;
  /** 0 to 1. */
  probability: number;
}
