/** Shows values: pictures, labels, tables, runs, anything that shows itself. Outside a notebook it prints their text. */
import { inspect } from 'node:util';
import { currentDisplay, jupyterDisplay, type Displayable, type MimeBundle } from '@sonde/schema';
import { readAudio, readImage } from '../data/index.js';
import { tableBundle } from './table-bundle.js';
import { viewBundle } from './view-bundle.js';

/**
 * Shows each value, one below the other. A path or URL of a picture or a recording, or the bytes of one, shows what is in it.
 *
 * @example
 * await show('cat.jpg', await model.predict('cat.jpg'));
 */
export async function show(...values: unknown[]): Promise<void> {
  for (const value of values) {
    const bundle = await toBundle(value);
    const port = currentDisplay();
    if (port) port.show(bundle);
    else console.log(bundle['text/plain'] ?? '');
  }
}

/** The MIME bundle that shows `value`. */
export async function toBundle(value: unknown): Promise<MimeBundle> {
  if (isDisplayable(value)) return value[jupyterDisplay]();
  if (isPicture(value)) return (await readImage(value))[jupyterDisplay]();
  if (isSound(value)) return (await readAudio(value))[jupyterDisplay]();
  if (typeof value === 'string') return { 'text/plain': value };
  if (isRows(value)) return tableBundle(value);
  return viewBundle(value) ?? { 'text/plain': inspect(value, { depth: 4 }) };
}

function isDisplayable(value: unknown): value is Displayable {
  return typeof (value as Partial<Displayable> | null | undefined)?.[jupyterDisplay] === 'function';
}

function isPicture(value: unknown): value is string | Uint8Array {
  if (typeof value === 'string')
    return /^[^\n]+\.(jpe?g|png|webp|gif|avif|tiff?|svg)(\?[^\n]*)?$/i.test(value);
  if (!(value instanceof Uint8Array)) return false;
  const head = String.fromCharCode(...value.subarray(0, 12));
  return /^(\u00ff\u00d8\u00ff|\u0089PNG|GIF8|RIFF....WEBP|II\*\0|MM\0\*|....ftypavif)/s.test(head);
}

function isSound(value: unknown): value is string | Uint8Array {
  if (typeof value === 'string') return /^[^\n]+\.(wav|mp3|flac|ogg|oga|opus)(\?[^\n]*)?$/i.test(value);
  if (!(value instanceof Uint8Array)) return false;
  return /^(RIFF....WAVE|fLaC|OggS|ID3)/s.test(String.fromCharCode(...value.subarray(0, 12)));
}

function isRows(value: unknown): value is Record<string, unknown>[] {
  return Array.isArray(value) && value.length > 0 && value.every(isRecord);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
