/** Any object to a MIME bundle: the first idea that fits. */
import { types } from 'node:util';
import { jupyterDisplay, type MimeBundle } from '@sonde/schema/display';
import { boundedInspect } from './bounded-inspect.js';
import { bytesText } from './bytes-text.js';
import { errorBundle } from './error-bundle.js';
import { polarsTable } from './frame-table.js';
import { imageBundle } from './image-bundle.js';
import { limitedBundle } from './limited-bundle.js';
import { markupBundle } from './markup-bundle.js';
import { isObject, isPlain, member } from './member.js';
import { numbersOf } from './numbers-of.js';
import { specBundle } from './spec-bundle.js';
import { tableOf } from './table.js';
import { tableBundle } from './table-bundle.js';
import { withTwin } from './text-twin.js';
import { validBundle } from './valid-bundle.js';
import { valueText } from './value-text.js';

/** Synchronous where it can be, so that what is shown stands before what is printed after it. */
export function objectBundle(value: object): MimeBundle | Promise<MimeBundle> {
  const bundle = bundleOf(value);
  return bundle instanceof Promise ? bundle.then(limitedBundle) : limitedBundle(bundle);
}

function bundleOf(value: object): MimeBundle | Promise<MimeBundle> {
  // Before its own: its HTML holds what is in the cells as it is.
  const frame = polarsTable(value);
  if (frame) return tableBundle(frame);
  const own = member(value, jupyterDisplay);
  if (typeof own === 'function') return ownBundle(value, own as (this: unknown) => unknown);
  // Whatever else a proxy is asked may throw; inspect looks behind it.
  if (types.isProxy(value)) return specBundle(value) ?? markupBundle(value) ?? plain(boundedInspect(value));
  if (value instanceof Error) return errorBundle(value);
  const bundle = imageBundle(value) ?? specBundle(value) ?? markupBundle(value);
  if (bundle) return bundle;
  const table = tableOf(value);
  if (table) return tableBundle(table);
  const tensor = numbersOf(value);
  if (tensor instanceof Promise) return tensor.then(plain);
  return plain(tensor ?? bytesText(value) ?? valueText(value) ?? boundedInspect(value));
}

function plain(text: string): MimeBundle {
  return { 'text/plain': text };
}

function ownBundle(value: object, show: (this: unknown) => unknown): MimeBundle | Promise<MimeBundle> {
  const shown = show.call(value);
  return types.isPromise(shown) ? shown.then(bundle => withText(value, bundle)) : withText(value, shown);
}

function withText(value: object, shown: unknown): MimeBundle {
  if (!isObject(shown)) return plain(boundedInspect(value));
  const given = validBundle(shown);
  // Of what has nothing but a way to show itself, what it shows says more than how it is made.
  const bundle = isPlain(value) && Object.keys(value).length === 0 ? withTwin(given) : given;
  return 'text/plain' in bundle ? { ...bundle } : { ...bundle, ...plain(boundedInspect(value)) };
}
