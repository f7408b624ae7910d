/**
 * Finds the terms that a word was meant to be: a few letters wrong, missing, too many or swapped (Damerau's distance in
 * its "optimal string alignment" form). The sorted terms are walked like a tree: what neighbours share is computed once,
 * and whatever begins too differently is left out as a whole.
 */
import type { TermIndex } from './term-index.js';

/** How many slips a word of this length is forgiven. In short words each letter matters. */
export function slipsAllowed(length: number): number {
  return length < 4 ? 0 : length < 8 ? 1 : 2;
}

/** From this length on a word that is not typed to its end is forgiven as well. */
const beginningsFrom = 5;

/** Calls `visit` for each term within reach of `word`, or that begins with something within reach of it. */
export function eachSlip(index: TermIndex, word: string, visit: (term: number, slips: number) => void): void {
  const { letters, starts, shared, terms } = index;
  const limit = slipsAllowed(word.length);
  const width = word.length;
  const beginnings = width >= beginningsFrom;
  // rows[d][j]: slips between the first d letters of the term and the first j of the word.
  const rows: Uint8Array[] = [Uint8Array.from({ length: width + 1 }, (_, j) => j)];
  const nearest: number[] = [width];
  let computed = 0;
  let given = Infinity;

  for (let term = 0; term < terms; term++) {
    const common = shared[term]!;
    if (common >= given) {
      // Begins like the one that was given up at this depth, and shares its fate.
      if (nearest[given]! <= limit) visit(term, nearest[given]!);
      continue;
    }
    given = Infinity;
    const start = starts[term]!;
    const length = starts[term + 1]! - start;
    let depth = Math.min(common, computed);
    while (depth < length) {
      depth += 1;
      const row = (rows[depth] ??= new Uint8Array(width + 1));
      const least = fillRow(row, rows[depth - 1]!, rows[depth - 2], depth, word, letters, start);
      nearest[depth] = beginnings ? Math.min(nearest[depth - 1]!, row[width]!) : limit + 1;
      if (least > limit) {
        given = depth;
        break;
      }
    }
    computed = depth;
    const slips = given < Infinity ? nearest[given]! : Math.min(rows[length]![width]!, nearest[length]!);
    if (slips <= limit) visit(term, slips);
  }
}

/** Fills the row of `depth` letters from the two before it; returns its least value. */
function fillRow(
  row: Uint8Array,
  above: Uint8Array,
  aboveThat: Uint8Array | undefined,
  depth: number,
  word: string,
  letters: Uint16Array,
  start: number
): number {
  const letter = letters[start + depth - 1]!;
  const before = depth > 1 ? letters[start + depth - 2]! : -1;
  row[0] = depth;
  let least = depth;
  for (let j = 1; j <= word.length; j++) {
    const wanted = word.charCodeAt(j - 1);
    let slips = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + (letter === wanted ? 0 : 1));
    if (aboveThat && j > 1 && before === wanted && letter === word.charCodeAt(j - 2)) {
      slips = Math.min(slips, aboveThat[j - 2]! + 1);
    }
    row[j] = slips;
    if (slips < least) least = slips;
  }
  return least;
}
