/** What the catalogue answers: a list of entries that shows itself as a table. */
import {
  jupyterDisplay,
  printable,
  type CatalogueEntry,
  type Displayable,
  type MimeBundle,
  type SourceState
} from '@sonde/schema';
import { escapeMarkup } from '@sonde/schema/markup';
import type { CatalogueQuery } from './catalogue.js';

/** A longer table would make the notebook heavy; the entries are all there in code. */
const mostRows = 200;

export class CatalogueResult implements Displayable, Iterable<CatalogueEntry> {
  /** Usable modules and broken ones, best match first. */
  readonly entries: readonly CatalogueEntry[];
  /** Where they come from, and how each source is doing. */
  readonly sources: readonly SourceState[];
  readonly #wish: CatalogueQuery;

  constructor(
    entries: readonly CatalogueEntry[],
    { wish = {}, sources = [] }: { wish?: CatalogueQuery; sources?: readonly SourceState[] } = {}
  ) {
    this.entries = entries;
    this.sources = sources;
    this.#wish = wish;
  }

  get length(): number {
    return this.entries.length;
  }

  /** Names, to be given to `load`. */
  get names(): string[] {
    return this.entries.map(entry => entry.name);
  }

  [Symbol.iterator](): Iterator<CatalogueEntry> {
    return this.entries[Symbol.iterator]();
  }

  toString(): string {
    return printable(this.#text());
  }

  #text(entries = this.entries): string {
    const notes = [...this.#more(entries), ...this.#notes()];
    if (entries.length === 0) return [this.#nothing(), ...notes].join('\n');
    const names = widest(entries.map(({ name }) => name));
    const origins = widest(entries.map(origin));
    const lines = entries.map(
      entry => `${entry.name.padEnd(names)}  ${origin(entry).padEnd(origins)}  ${said(entry)}`
    );
    return [...lines, ...(notes.length > 0 ? ['', ...notes] : [])].join('\n');
  }

  [jupyterDisplay](): MimeBundle {
    const entries = this.entries.slice(0, mostRows);
    const text = printable(this.#text(entries));
    if (entries.length === 0) return { 'text/plain': text };
    const cell = (html: string): string => `<td style="text-align:left">${html}</td>`;
    const rows = entries.map(entry => {
      const cells = [
        `<code>${escapeMarkup(entry.name)}</code>`,
        escapeMarkup(entry.ok ? entry.card.title : 'Broken'),
        escapeMarkup(entry.ok ? entry.card.summary : entry.problem),
        escapeMarkup(kindOf(entry)),
        escapeMarkup(entry.source),
        entry.ok && entry.trainable ? 'yes' : 'no'
      ];
      return `<tr>${cells.map(cell).join('')}</tr>`;
    });
    const head = ['load(…)', 'Title', 'Summary', 'Kind', 'Source', 'Can be trained'].map(
      name => `<th scope="col" style="text-align:left">${name}</th>`
    );
    const notes = [...this.#more(entries), ...this.#notes()].map(note => `<p>${escapeMarkup(note)}</p>`);
    return {
      'text/html': `<table><thead><tr>${head.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>${notes.join('')}`,
      'text/plain': text
    };
  }

  #more({ length }: readonly CatalogueEntry[]): string[] {
    const more = this.length - length;
    return more === 0
      ? []
      : [
          `The first ${length} of ${this.length}: catalogue.search(…) finds among all, the catalogue panel shows them.`
        ];
  }

  /** A line for each source that does not show what it has now. */
  #notes(): string[] {
    return this.sources.flatMap(state => sourceNote(state) ?? []);
  }

  #nothing(): string {
    const { text, ...fields } = this.#wish;
    const wishes = Object.entries(fields).flatMap(([name, value]) =>
      value === undefined ? [] : `${wishNames[name as keyof typeof fields]} ${JSON.stringify(value)}`
    );
    const all = [...(text ? [`"${text}"`] : []), ...wishes];
    return all.length > 0
      ? `No module matches ${all.join(' and ')}. catalogue.list() shows all.`
      : 'There are no modules.';
  }
}

const wishNames: Record<Exclude<keyof CatalogueQuery, 'text'>, string> = {
  task: 'task',
  trainable: 'trainable',
  library: 'library',
  dataType: 'data type',
  licence: 'licence',
  source: 'source',
  runsHere: 'runs here'
};

/** What to know of a source that is not as it should be; undefined when all is well. */
export function sourceNote({ name, status, fetched, problem, next }: SourceState): string | undefined {
  const since = fetched === undefined ? '' : ` since ${minute(fetched)}`;
  const why = problem === undefined ? '' : `: ${problem}`;
  const again = next === undefined ? '' : ` (next attempt ${minute(next)})`;
  if (status === 'failed') return `${name}: nothing to show${why}${again}`;
  if (status === 'cached') return `${name}: cached${since}${why}${again}`;
  if (status === 'refreshing')
    return `${name}: being fetched${fetched === undefined ? '' : `, shown as it was${since}`}`;
  return problem === undefined ? undefined : `${name}${why}`;
}

/** "2026-11-23 14:05 UTC" */
function minute(time: string): string {
  return `${time.slice(0, 16).replace('T', ' ')} UTC`;
}

/** What an entry is, in a word. */
export function kindOf(entry: CatalogueEntry): string {
  return entry.ok ? entry.kind : 'broken';
}

function origin(entry: CatalogueEntry): string {
  return `${kindOf(entry)}, ${entry.source}`;
}

function said(entry: CatalogueEntry): string {
  return entry.ok ? entry.card.summary : `broken: ${entry.problem}`;
}

function widest(texts: readonly string[]): number {
  return texts.reduce((width, text) => Math.max(width, text.length), 0);
}
