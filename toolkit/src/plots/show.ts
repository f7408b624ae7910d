/** Shows values: pictures, labels, tables, runs, anything that shows itself. Outside a notebook it prints their text. */
import { inspect } from 'node:util';
import {
  currentDisplay,
  jupyterDisplay,
  type ConfusionView,
  type Displayable,
  type LabelsView,
  type MimeBundle,
  type RunView
} from '@sonde/schema';
import { readImage } from '../data/index.js';
import { confusionBundle } from './confusion-bundle.js';
import { labelsBundle } from './labels-bundle.js';
import { runBundle } from './run-bundle.js';
import { tableBundle } from './table-bundle.js';

/**
 * Shows each value, one below the other. A path or URL of a picture, or a picture's bytes, shows the picture.
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
  if (typeof value === 'string') return { 'text/plain': value };
  if (isRun(value)) return runBundle(value);
  if (isConfusion(value)) return confusionBundle(value);
  if (isLabels(value)) return labelsBundle(value);
  if (isRows(value)) return tableBundle(value);
  return { 'text/plain': inspect(value, { depth: 4 }) };
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

function isRun(value: unknown): value is RunView {
  return isRecord(value) && typeof value['job'] === 'string' && isRecord(value['series']);
}

function isConfusion(value: unknown): value is ConfusionView {
  return isRecord(value) && Array.isArray(value['counts']) && Array.isArray(value['labels']);
}

function isLabels(value: unknown): value is LabelsView {
  if (!isRecord(value) || !Array.isArray(value['labels']) || value['labels'].length === 0) return false;
  return value['labels'].every(
    one => isRecord(one) && typeof one['label'] === 'string' && typeof one['probability'] === 'number'
  );
}

function isRows(value: unknown): value is Record<string, unknown>[] {
  return Array.isArray(value) && value.length > 0 && value.every(isRecord);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
