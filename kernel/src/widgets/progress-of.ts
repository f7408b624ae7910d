/** Goes through items, and shows below the cell how far it is and how long the rest takes. */
import { currentDisplay, jupyterDisplay } from '@sonde/schema/display';
import { hbox } from './containers.js';
import { intProgress, label } from './controls.js';

export interface ProgressOptions {
  /** How many there are, where the items do not say. */
  total?: number;
  /** What stands before the bar. */
  description?: string;
  /** Milliseconds. */
  now?: () => number;
}

/**
 * The items one after another, with a bar.
 *
 * @example
 * for await (const file of progressOf(files, { description: 'Files' })) await read(file);
 */
export async function* progressOf<T>(
  items: Iterable<T> | AsyncIterable<T>,
  { total = countOf(items), description = '', now = () => performance.now() }: ProgressOptions = {}
): AsyncGenerator<T, void, undefined> {
  const bar = intProgress({ max: Math.max(1, total ?? 1), description });
  const said = label();
  currentDisplay()?.show(hbox([bar, said])[jupyterDisplay]());
  const begun = now();
  let done = 0;
  let complete = false;
  try {
    for await (const item of items) {
      yield item;
      done += 1;
      // Items may turn out to be more than were announced.
      bar.set({ value: total === undefined ? 0 : Math.min(done, bar.max) });
      said.value = sentence(done, total, now() - begun);
    }
    complete = true;
  } finally {
    const seconds = ((now() - begun) / 1000).toFixed(1);
    bar.set({ barStyle: complete ? 'success' : 'danger', ...(complete && { value: bar.max }) });
    said.value = complete ? `${done} in ${seconds} s` : `stopped after ${done} in ${seconds} s`;
  }
}

function sentence(done: number, total: number | undefined, took: number): string {
  if (total === undefined) return String(done);
  const left = Math.max(0, Math.ceil(((took / done) * (total - done)) / 1000));
  return `${done} of ${total}, ${left} s left`;
}

function countOf(items: object): number | undefined {
  const { length, size } = items as { length?: unknown; size?: unknown };
  return typeof length === 'number' ? length : typeof size === 'number' ? size : undefined;
}
