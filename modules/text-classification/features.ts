/**
 * How a text becomes numbers: each word, each pair of words and each group of one to four letters within a word falls, by
 * its hash, into one of `buckets`. A bucket counts by the logarithm of its hits and by how rare it is (tf-idf); the whole is
 * scaled to length 1, so that long and short texts weigh the same.
 */

/** A word in a text and the buckets it falls into. */
export interface WordHit {
  /** UTF-16 offsets. */
  start: number;
  end: number;
  buckets: number[];
}

/** Words of a text with their buckets. A text without letters or digits has none. */
export function hitsOf(text: string, buckets: number): WordHit[] {
  let before = '';
  return [...text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)].map(match => {
    const word = match[0].toLowerCase().normalize('NFC').slice(0, longestWord);
    const grams = [`w ${word}`, ...(before ? [`p ${before} ${word}`] : []), ...lettersOf(word)];
    before = word;
    return {
      start: match.index,
      end: match.index + match[0].length,
      buckets: grams.map(gram => hash(gram) % buckets)
    };
  });
}

/** Sparse numbers of a text: bucket → value. */
export function codeOf(hits: readonly WordHit[], rarity: ArrayLike<number>): Map<number, number> {
  const counts = new Map<number, number>();
  for (const bucket of hits.flatMap(hit => hit.buckets)) counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
  let square = 0;
  for (const [bucket, count] of counts) {
    const value = (1 + Math.log(count)) * (rarity[bucket] ?? 0);
    counts.set(bucket, value);
    square += value ** 2;
  }
  const length = Math.sqrt(square) || 1;
  for (const [bucket, value] of counts) counts.set(bucket, value / length);
  return counts;
}

/** How rare each bucket is among `texts`; 0 where it never occurs, so that what was never seen says nothing. */
export function rarityOf(texts: readonly (readonly WordHit[])[], buckets: number): Float32Array {
  const seen = new Float32Array(buckets);
  for (const hits of texts) {
    for (const bucket of new Set(hits.flatMap(hit => hit.buckets))) seen[bucket] = (seen[bucket] ?? 0) + 1;
  }
  return seen.map(count => (count === 0 ? 0 : Math.log((1 + texts.length) / (1 + count)) + 1));
}

/** What is written without spaces is one long word; its letter groups tell enough. */
const longestWord = 200;

function lettersOf(word: string): string[] {
  const letters = Array.from(` ${word} `);
  const grams: string[] = [];
  for (let size = 1; size <= 4; size++) {
    for (let start = 0; start + size <= letters.length; start++) {
      grams.push(letters.slice(start, start + size).join(''));
    }
  }
  return grams;
}

/** FNV-1a, 32 bits, over UTF-16 units, mixed once more because buckets take its lowest bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
  return (value ^ (value >>> 13)) >>> 0;
}
