/** Cuts text into the words that a search compares: small letters, without accents, apart at whatever is no letter or digit. */

export interface Word {
  /** As it is compared. */
  word: string;
  /** Where it stands in the text. */
  start: number;
  end: number;
}

/** The words of `text`, in their order. */
export function wordsOf(text: string): string[] {
  const lower = text.toLowerCase();
  return plain.test(lower) ? (lower.match(plainWord) ?? []) : (lower.match(anyWord) ?? []).map(fold);
}

/** The words of `text` with where they stand. */
export function* placedWords(text: string): Generator<Word> {
  for (const match of text.matchAll(anyWord)) {
    yield { word: fold(match[0].toLowerCase()), start: match.index, end: match.index + match[0].length };
  }
}

function fold(word: string): string {
  return plain.test(word) ? word : word.normalize('NFD').replace(/\p{M}+/gu, '');
}

// Most text is ASCII, where the small expressions are several times as fast.
const plain = /^[\0-\x7f]*$/;
const plainWord = /[a-z0-9]+/g;
const anyWord = /[\p{L}\p{N}\p{M}]+/gu;
