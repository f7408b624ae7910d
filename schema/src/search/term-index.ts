/**
 * Which documents have which word, in typed arrays: about six bytes per word of a document, where objects and maps take
 * fifty. A builder collects, in any number of sittings; the sealed index only answers.
 */

/** The words of all documents, in the order of their letters, each with the documents that have it. */
export interface TermIndex {
  readonly terms: number;
  /** Letters (UTF-16) of all terms, one after the other; term t is `letters[starts[t]]` to `letters[starts[t + 1]]`. */
  readonly letters: Uint16Array;
  readonly starts: Uint32Array;
  /** How many first letters a term shares with the term before it. */
  readonly shared: Uint8Array;
  /** Documents of term t: `documents[first[t]]` to `documents[first[t + 1]]`, each with the fields that have it. */
  readonly first: Uint32Array;
  readonly documents: Uint32Array;
  /** One bit per field. */
  readonly fields: Uint8Array;
}

export class TermIndexBuilder {
  /** Says that `word` stands in a field of `document`. Documents come in ascending order. */
  add(document: number, word: string, field: number): void {
    // Longer words are no words; 255 letters fit the count of shared ones.
    const term = this._termOf(word.length > 60 ? word.slice(0, 60) : word);
    if (this._lastDocument.at(term) === document + 1) {
      this._field.or(this._lastPlace.at(term), 1 << field);
      return;
    }
    this._lastDocument.set(term, document + 1);
    this._lastPlace.set(term, this._term.length);
    this._term.push(term);
    this._document.push(document);
    this._field.push(1 << field);
  }

  /** The index of what was added. The builder is empty afterwards. */
  seal(): TermIndex {
    const sorted = [...this._ids.keys()].sort();
    const place = new Uint32Array(sorted.length);
    sorted.forEach((term, position) => (place[this._ids.get(term)!] = position));
    this._ids.clear();

    const first = new Uint32Array(sorted.length + 1);
    for (let i = 0; i < this._term.length; i++) first[place[this._term.at(i)]! + 1]! += 1;
    for (let t = 0; t < sorted.length; t++) first[t + 1]! += first[t]!;
    const next = first.slice();
    const documents = new Uint32Array(this._term.length);
    const fields = new Uint8Array(this._term.length);
    for (let i = 0; i < this._term.length; i++) {
      const at = next[place[this._term.at(i)]!]!++;
      documents[at] = this._document.at(i);
      fields[at] = this._field.at(i);
    }
    for (const log of [this._term, this._document, this._field, this._lastDocument, this._lastPlace])
      log.clear();
    return { terms: sorted.length, ...lettersOf(sorted), first, documents, fields };
  }

  private _termOf(word: string): number {
    const known = this._ids.get(word);
    if (known !== undefined) return known;
    this._ids.set(word, this._ids.size);
    return this._ids.size - 1;
  }

  private readonly _ids = new Map<string, number>();
  private readonly _term = new Numbers(Uint32Array);
  private readonly _document = new Numbers(Uint32Array);
  private readonly _field = new Numbers(Uint8Array);
  private readonly _lastDocument = new Numbers(Uint32Array);
  private readonly _lastPlace = new Numbers(Uint32Array);
}

/** The terms that begin with `word`: the first one, and the one after the last. */
export function termsBeginningWith(index: TermIndex, word: string): [from: number, to: number] {
  return [bound(index, word, false), bound(index, word, true)];
}

export function termLength({ starts }: TermIndex, term: number): number {
  return starts[term + 1]! - starts[term]!;
}

export function termText({ letters, starts }: TermIndex, term: number): string {
  return String.fromCharCode(...letters.subarray(starts[term], starts[term + 1]));
}

/** The first term that is not below `word`, or not below all that begin with it. */
function bound(index: TermIndex, word: string, after: boolean): number {
  let low = 0;
  let high = index.terms;
  while (low < high) {
    const middle = (low + high) >> 1;
    const order = compare(index, middle, word);
    if (order < 0 || (after && order === 0)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Below, at or above `word`; a term that begins with it is at it. */
function compare({ letters, starts }: TermIndex, term: number, word: string): number {
  const start = starts[term]!;
  const length = starts[term + 1]! - start;
  for (let i = 0; i < word.length; i++) {
    if (i === length) return -1;
    const difference = letters[start + i]! - word.charCodeAt(i);
    if (difference !== 0) return difference;
  }
  return 0;
}

function lettersOf(sorted: readonly string[]): Pick<TermIndex, 'letters' | 'starts' | 'shared'> {
  const starts = new Uint32Array(sorted.length + 1);
  sorted.forEach((term, t) => (starts[t + 1] = starts[t]! + term.length));
  const letters = new Uint16Array(starts[sorted.length]!);
  const shared = new Uint8Array(sorted.length);
  sorted.forEach((term, t) => {
    const start = starts[t]!;
    const before = sorted[t - 1] ?? '';
    let same = 0;
    while (same < before.length && before.charCodeAt(same) === term.charCodeAt(same)) same += 1;
    shared[t] = same;
    for (let i = 0; i < term.length; i++) letters[start + i] = term.charCodeAt(i);
  });
  return { letters, starts, shared };
}

/** A typed array that becomes longer. */
class Numbers {
  length = 0;

  constructor(private readonly _type: typeof Uint32Array | typeof Uint8Array) {
    this._values = new _type(1024);
  }

  at(place: number): number {
    return this._values[place] ?? 0;
  }

  push(value: number): void {
    this.set(this.length, value);
  }

  set(place: number, value: number): void {
    if (place >= this._values.length) {
      const longer = new this._type(Math.max(place + 1, this._values.length * 2));
      longer.set(this._values);
      this._values = longer;
    }
    this._values[place] = value;
    if (place >= this.length) this.length = place + 1;
  }

  or(place: number, bits: number): void {
    this._values[place]! |= bits;
  }

  clear(): void {
    this._values = new this._type(0);
    this.length = 0;
  }

  private _values: Uint32Array | Uint8Array;
}
