/** The mistakes of a notebook one after another. Pure. */
import type { Mark } from './ranges.js';

export interface MarkedCell {
  id: string;
  marks: readonly Mark[];
}

/** The first mistake behind a place, in the order of the cells; after the last one comes the first again. */
export function nextMistake(
  cells: readonly MarkedCell[],
  at: { cell: string; offset: number } | undefined
): { cell: string; mark: Mark } | undefined {
  const all = cells.flatMap(({ id, marks }, index) =>
    [...marks]
      .filter(mark => mark.severity !== 'hint')
      .sort((a, b) => a.from - b.from)
      .map(mark => ({ cell: id, index, mark }))
  );
  const here = cells.findIndex(one => one.id === at?.cell);
  const next = all.find(
    ({ index, mark }) => index > here || (index === here && mark.from > (at?.offset ?? -1))
  );
  const found = next ?? all[0];
  return found && { cell: found.cell, mark: found.mark };
}
