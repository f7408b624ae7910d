/** What the catalogue answers: a list of entries that shows itself as a table. */
import { jupyterDisplay, type CatalogueEntry, type Displayable, type MimeBundle } from '@sonde/schema';
import { escapeMarkup } from '../plots/escape-markup.js';

export class CatalogueResult implements Displayable, Iterable<CatalogueEntry> {
  /** Usable modules and broken ones, best match first. */
  readonly entries: readonly CatalogueEntry[];
  readonly #text: string | undefined;

  constructor(entries: readonly CatalogueEntry[], text?: string) {
    this.entries = entries;
    this.#text = text;
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
    if (this.entries.length === 0) return this.#nothing();
    const width = Math.max(...this.names.map(name => name.length));
    return this.entries.map(entry => `${entry.name.padEnd(width)}  ${said(entry)}`).join('\n');
  }

  [jupyterDisplay](): MimeBundle {
    const text = this.toString();
    if (this.entries.length === 0) return { 'text/plain': text };
    const rows = this.entries.map(
      entry =>
        `<tr><td style="text-align:left"><code>${escapeMarkup(entry.name)}</code></td>` +
        `<td style="text-align:left">${escapeMarkup(entry.ok ? entry.card.title : 'Broken')}</td>` +
        `<td style="text-align:left">${escapeMarkup(entry.ok ? entry.card.summary : entry.problem)}</td>` +
        `<td style="text-align:left">${entry.ok && entry.trainable ? 'yes' : 'no'}</td></tr>`
    );
    const head = ['load(…)', 'Title', 'Summary', 'Can be trained'].map(
      name => `<th scope="col" style="text-align:left">${name}</th>`
    );
    return {
      'text/html': `<table><thead><tr>${head.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`,
      'text/plain': text
    };
  }

  #nothing(): string {
    return this.#text
      ? `No module matches "${this.#text}". catalogue.list() shows all.`
      : 'There are no modules.';
  }
}

function said(entry: CatalogueEntry): string {
  return entry.ok ? entry.card.summary : `broken: ${entry.problem}`;
}
