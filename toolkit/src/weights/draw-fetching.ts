/** Shows below the cell that weights are being fetched, once that has taken a second. */
import { randomUUID } from 'node:crypto';
import type { DisplayPort, MimeBundle, WeightFile } from '@sonde/schema';
import { escapeMarkup } from '../plots/escape-markup.js';

export interface DrawFetchingOptions {
  now?: () => number;
  /** Milliseconds before it shows, and between two updates. */
  after?: number;
  every?: number;
}

/** What `report` of a fetch may be. Without a notebook nothing is drawn. */
export function drawFetching(
  port: DisplayPort | undefined,
  { now = Date.now, after = 1000, every = 250 }: DrawFetchingOptions = {}
): (file: WeightFile, done: number) => void {
  const id = `sonde-weights-${randomUUID()}`;
  const started = new Map<string, number>();
  let drawn: number | undefined;
  return (file, done) => {
    const begun = started.get(file.path) ?? now();
    started.set(file.path, begun);
    const last = done === file.bytes;
    if (!port || (drawn === undefined && now() - begun < after)) return;
    if (drawn !== undefined && !last && now() - drawn < every) return;
    const bundle = fetching(file, done);
    if (drawn === undefined) port.show(bundle, { id });
    else port.update(id, bundle);
    drawn = now();
  };
}

function fetching({ path, bytes }: WeightFile, done: number): MimeBundle {
  const text =
    done === bytes
      ? `Fetched the weights ${path} (${megabytes(bytes)} MB)`
      : `Fetching the weights ${path}: ${megabytes(done)} of ${megabytes(bytes)} MB`;
  const bar = done === bytes ? '' : ` <progress max="${bytes}" value="${done}"></progress>`;
  return { 'text/html': `<div>${escapeMarkup(text)}${bar}</div>`, 'text/plain': text };
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
