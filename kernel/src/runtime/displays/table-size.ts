/** How many rows and columns of a table are shown. */
export interface TableSize {
  rows: number;
  columns: number;
}

export const usualSize: TableSize = { rows: 20, columns: 24 };

/** The first and the last of `length` where they are more than `most`: two thirds are first ones. */
export function ends(length: number, most: number): [head: number, tail: number] {
  if (length <= most) return [length, 0];
  const tail = Math.floor(most / 3);
  return [most - tail, tail];
}
