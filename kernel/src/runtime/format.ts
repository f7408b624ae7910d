/** Any value to a MIME bundle: plain values here and at once, objects in `displays/`. */
import { inspect } from 'node:util';
import type { MimeBundle } from '@sonde/schema/display';

/** What shows objects, once it is loaded. */
export let displays: typeof import('./displays/index.js') | undefined;

/** Loads what shows objects: not needed for the first cell, and not to be waited for by the first object. */
export async function loadDisplays(): Promise<typeof import('./displays/index.js')> {
  displays ??= await import('./displays/index.js');
  return displays;
}

/** What `display` answers: as a cell's last value it shows nothing more. */
export const alreadyShown = new WeakSet<object>();

/** The bundle of a value, or undefined for `undefined`, which shows nothing. A promise only where one is needed. */
export function bundleOf(value: unknown): MimeBundle | undefined | Promise<MimeBundle> {
  if (value === undefined) return undefined;
  if (!isObject(value)) return { 'text/plain': text(value) };
  if (alreadyShown.has(value)) return undefined;
  return displays
    ? displays.objectBundle(value)
    : loadDisplays().then(({ objectBundle }) => objectBundle(value));
}

export async function toBundle(value: unknown): Promise<MimeBundle | undefined> {
  return bundleOf(value);
}

/** True when {@link toBundle} need not be waited for: most values. */
export function plainBundle(value: unknown): MimeBundle | undefined {
  return isObject(value) ? undefined : { 'text/plain': text(value) };
}

/** An object whose keys are all MIME types is one already. */
export function isMimeBundle(value: unknown): value is MimeBundle {
  if (!isObject(value) || Object.getPrototypeOf(value) !== Object.prototype) return false;
  const keys = Object.keys(value);
  return keys.length > 0 && keys.every(key => /^[a-z]+\/[\w.+-]+$/i.test(key));
}

/** Of a string, the first ten thousand characters. */
export function text(value: unknown): string {
  const shown = inspect(value, { colors: false, maxStringLength, breakLength: 100 });
  if (typeof value !== 'string' || value.length <= maxStringLength) return shown;
  return `${shown}\nconsole.log(value) prints all of it.`;
}

const maxStringLength = 10_000;

export function isObject(value: unknown): value is Record<PropertyKey, unknown> {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}
