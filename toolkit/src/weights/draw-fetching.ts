/**
 * Shows that weights are being fetched, once that has taken a second: in a notebook as a bar below the cell, elsewhere
 * as lines of text.
 */
import { randomUUID } from 'node:crypto';
import type { DisplayPort, MimeBundle, WeightFile } from '@sonde/schema';
import { escapeMarkup } from '@sonde/schema/markup';

export interface DrawFetchingOptions {
  now?: () => number;
  /** Milliseconds before it shows, and between two updates. Lines come less often, because they stay. */
  after?: number;
  every?: number;
  print?: (line: string) => void;
}

export interface DrawnFetching {
  /** What `report` of a fetch may be. */
  report(file: WeightFile, done: number): void;
  /** Says of what is shown and not whole that it ended: by an error, which has its own sentence, or by an interrupt. */
  stopped(): void;
}

export function drawFetching(
  port: DisplayPort | undefined,
  {
    now = Date.now,
    after = 1000,
    every = port ? 250 : 5000,
    print = line => console.log(line)
  }: DrawFetchingOptions = {}
): DrawnFetching {
  const id = `sonde-weights-${randomUUID()}`;
  const started = new Map<string, number>();
  let drawn: number | undefined;
  let shown: [file: WeightFile, done: number] | undefined;
  const draw = (text: string, bar = ''): void => {
    const bundle: MimeBundle = {
      'text/html': `<div>${escapeMarkup(text)}${bar}</div>`,
      'text/plain': text
    };
    if (!port) print(text);
    else if (drawn === undefined) port.show(bundle, { id });
    else port.update(id, bundle);
    drawn = now();
  };
  return {
    report(file, done) {
      const { path, bytes } = file;
      const begun = started.get(path) ?? now();
      started.set(path, begun);
      const last = done === bytes;
      if (drawn === undefined && now() - begun < after) return;
      if (drawn !== undefined && !last && now() - drawn < every) return;
      shown = last ? undefined : [file, done];
      if (last) draw(`Fetched the weights ${path} (${megabytes(bytes)} MB)`);
      else {
        const bar = ` <progress max="${bytes}" value="${done}"></progress>`;
        draw(`Fetching the weights ${path}: ${megabytes(done)} of ${megabytes(bytes)} MB`, bar);
      }
    },
    stopped() {
      if (!shown) return;
      const [{ path, bytes }, done] = shown;
      shown = undefined;
      draw(`Stopped fetching the weights ${path} at ${megabytes(done)} of ${megabytes(bytes)} MB`);
    }
  };
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
