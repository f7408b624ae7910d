/** Where a program can be stopped, in the user's text and in the script that was made of it. Pure. */
import type { Position } from '@sonde/schema/editor';
import type { Segment } from '../cells/source-map.js';
import { isGlue, type Generated } from './cell-scripts.js';

export interface BreakPlace {
  generated: Position;
  original: Position;
}

/** What the Chrome DevTools Protocol calls a break location. */
export interface BreakLocation {
  lineNumber: number;
  columnNumber?: number;
  type?: string;
}

/** The places of a cell, in the order of its text; those of the frame around it are none of the user's. */
export function cellPlaces(locations: readonly BreakLocation[], cell: Generated): BreakPlace[] {
  return locations
    .map(({ lineNumber, columnNumber = 0 }) => ({ line: lineNumber, column: columnNumber }))
    .filter(generated => !isGlue(cell, generated))
    .flatMap(generated => {
      const original = cell.mapping(generated);
      return original ? [{ generated, original }] : [];
    })
    .sort(inOrder);
}

/** The places of a module, as far as its source map tells. */
export function modulePlaces(segments: readonly Segment[][]): BreakPlace[] {
  return segments
    .flatMap((line, index) =>
      line.map(one => ({
        generated: { line: index, column: one.generated },
        original: { line: one.line, column: one.column }
      }))
    )
    .sort(inOrder);
}

/** The first place on the line, at or behind the column if there is one; else the first below. */
export function placeFor(
  places: readonly BreakPlace[],
  { line, column }: { line: number; column?: number | undefined }
): BreakPlace | undefined {
  const here = places.filter(one => one.original.line === line);
  return (
    (column === undefined ? undefined : here.find(one => one.original.column >= column)) ??
    here[0] ??
    places.find(one => one.original.line > line)
  );
}

function inOrder(a: BreakPlace, b: BreakPlace): number {
  return (
    a.original.line - b.original.line ||
    a.original.column - b.original.column ||
    a.generated.line - b.generated.line ||
    a.generated.column - b.generated.column
  );
}
