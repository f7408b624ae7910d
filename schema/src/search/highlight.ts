/** Says which parts of a text made it a hit, so that they can be marked. */
import { placedWords } from './words.js';

/** What a query was understood as. */
export interface Matched {
  /** The words that were typed. A word of a text matches when it begins with one. */
  typed: readonly string[];
  /** Words of the catalogue that were taken as misspelt in the query. */
  meant: ReadonlySet<string>;
}

/** The matching parts of `text`, in their order; they do not overlap. */
export function matchesIn(text: string, { typed, meant }: Matched): [start: number, end: number][] {
  if (typed.length === 0) return [];
  const found: [number, number][] = [];
  for (const { word, start, end } of placedWords(text)) {
    const beginning = typed.reduce(
      (longest, one) => (word.startsWith(one) ? Math.max(longest, one.length) : longest),
      0
    );
    // Where folding has changed the length, letters no longer stand where they stood: the whole word is marked.
    if (beginning > 0) found.push([start, word.length === end - start ? start + beginning : end]);
    else if (meant.has(word)) found.push([start, end]);
  }
  return found;
}
