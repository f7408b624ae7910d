/** Gives each document its points for a query: every word must be there, and what is written as typed comes first. */
import { eachSlip, slipsAllowed } from './slips.js';
import { termLength, termsBeginningWith, termText, type TermIndex } from './term-index.js';

/** A word that is a hit only by forgiven slips puts its document behind all that have one word more as typed. */
const slipPenalty = 1000;
/** Terms within reach count only when they are this many times as frequent as what is written as typed. */
const clearlyMeant = 5;
/** More words narrow nothing down any further. */
const mostWords = 12;

export interface Ranked {
  /** Documents that have all words, in no order. */
  documents: Uint32Array;
  /** Points of each document there is; more are better. */
  points: Float32Array;
  /** Terms that were taken as misspelt in the query. */
  meant: ReadonlySet<string>;
}

/** @param weights points of a hit, by the bits of the fields it is in */
export function rank(
  index: TermIndex,
  size: number,
  words: readonly string[],
  weights: Float32Array
): Ranked {
  const points = new Float32Array(size);
  const best = new Float32Array(size);
  const having = new Uint8Array(size);
  const touched = new Uint32Array(size);
  const meant = new Set<string>();
  const wanted = [...new Set(words)].slice(0, mostWords);
  let count = 0;

  wanted.forEach((word, done) => {
    count = 0;
    const give = (term: number, worth: number) => {
      for (let i = index.first[term]!; i < index.first[term + 1]!; i++) {
        const document = index.documents[i]!;
        if (having[document] !== done) continue;
        const value = worth * weights[index.fields[i]!]!;
        if (best[document] === 0) touched[count++] = document;
        if (value > best[document]!) best[document] = value;
      }
    };
    const [from, to] = termsBeginningWith(index, word);
    for (let term = from; term < to; term++) {
      const length = termLength(index, term);
      give(term, length === word.length ? 1 : 0.4 + 0.4 * (word.length / length));
    }
    const asTyped = count;
    if (slipsAllowed(word.length) > 0) {
      eachSlip(index, word, (term, slips) => {
        if (term >= from && term < to) return;
        if (index.first[term + 1]! - index.first[term]! <= clearlyMeant * asTyped) return;
        meant.add(termText(index, term));
        give(term, 0.4 / slips);
      });
    }
    // A rare word says more than a frequent one.
    const rarity = Math.log(1 + size / Math.max(1, count));
    for (let i = 0; i < count; i++) {
      const document = touched[i]!;
      points[document]! += best[document]! * rarity - (i < asTyped ? 0 : slipPenalty);
      best[document] = 0;
      having[document] = done + 1;
    }
  });
  return { documents: touched.subarray(0, count), points, meant };
}
