/** The answers to many inputs, in their order. In a notebook they are a gallery. */
import {
  jupyterDisplay,
  type Displayable,
  type ErrorRecord,
  type GalleryView,
  type MimeBundle
} from '@sonde/schema';
import { formatDuration } from '../plots/format-value.js';
import { galleryBundle } from '../plots/gallery-bundle.js';
import { lighter } from '../plots/lighter.js';
import { toBundle } from '../plots/show.js';

/** One input with its answer, or with the sentence that says why there is none. */
export interface Result<Output> {
  /** The file's name, or the input's number. */
  readonly name: string;
  readonly input: unknown;
  readonly output?: Output;
  readonly error?: ErrorRecord;
}

/** A page with more tiles would take long to open; the values are all there in code. */
const mostTiles = 200;

export class Results<Output> implements Iterable<Result<Output>>, Displayable {
  readonly #results: readonly Result<Output>[];
  /** Milliseconds for all of them, reading included. */
  readonly ms: number;

  constructor(results: readonly Result<Output>[], ms: number) {
    this.#results = results;
    this.ms = ms;
  }

  get length(): number {
    return this.#results.length;
  }

  /** The answers of those that did not fail. */
  get outputs(): Output[] {
    return this.#results.flatMap(result => ('output' in result ? [result.output as Output] : []));
  }

  get failures(): Result<Output>[] {
    return this.#results.filter(({ error }) => error !== undefined);
  }

  at(index: number): Result<Output> | undefined {
    return this.#results.at(index);
  }

  [Symbol.iterator](): Iterator<Result<Output>> {
    return this.#results[Symbol.iterator]();
  }

  toString(): string {
    const failed = this.failures.length;
    return `${this.length} results${failed > 0 ? `, ${failed} failed` : ''}, ${formatDuration(this.ms)}`;
  }

  async [jupyterDisplay](): Promise<MimeBundle> {
    const shown = this.#results.slice(0, mostTiles);
    const items: GalleryView['items'] = [];
    for (const result of shown) items.push(await itemOf(result, shown.length));
    const left = this.length - shown.length;
    const footnote = `${String(this)}${left > 0 ? `; the first ${mostTiles} are shown` : ''}`;
    return galleryBundle({ items, footnote });
  }
}

async function itemOf<Output>(
  { name, output, error }: Result<Output>,
  count: number
): Promise<GalleryView['items'][number]> {
  if (error) {
    const sentence = [error.message, error.hint].filter(Boolean).join('\n');
    return { title: name, mime: 'text/plain', view: sentence };
  }
  const bundle = await toBundle(output);
  const type = Object.keys(bundle).find(key => key.startsWith('application/vnd.sonde.'));
  if (type === undefined) return { title: name, mime: 'text/plain', view: bundle['text/plain'] ?? '' };
  return { title: name, mime: type, view: await lighter(bundle[type], count) };
}
