/** Counts how often each class was taken for each other: rows are true classes, columns predicted ones. */
export function confusionOf(
  truth: readonly number[],
  predicted: readonly number[],
  classes: number
): number[][] {
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  truth.forEach((label, i) => {
    const row = counts[label];
    const column = predicted[i];
    if (row && column !== undefined) row[column] = (row[column] ?? 0) + 1;
  });
  return counts;
}
