/** A variable's MIME bundle or text for the debugger, which looks at values from outside of any cell. */
import { Script } from 'node:vm';
import { jupyterDisplay, type MimeBundle } from '@sonde/schema/display';
import { displays, isMimeBundle, isObject, text, toBundle } from './format.js';

/** Of a script-scope name or an expression; undefined when it cannot be evaluated. */
export async function variableBundle(code: string): Promise<MimeBundle | undefined> {
  try {
    const value: unknown = new Script(code).runInThisContext({ displayErrors: false });
    if (isMimeBundle(value)) return value;
    return (await toBundle(value)) ?? { 'text/plain': 'undefined' };
  } catch {
    return undefined;
  }
}

/** At once: where the program is stopped, no promise is ever kept. */
export function bundleNow(value: unknown): MimeBundle {
  if (isMimeBundle(value)) return value;
  const own = (value as Record<PropertyKey, unknown> | null | undefined)?.[jupyterDisplay];
  if (typeof own === 'function') {
    const bundle: unknown = (own as (this: unknown) => unknown).call(value);
    if (typeof bundle === 'object' && bundle !== null && !('then' in bundle)) {
      return { 'text/plain': text(value), ...bundle };
    }
    return { 'text/plain': text(value) };
  }
  return builtInBundle(value) ?? { 'text/plain': text(value) };
}

/** At once, and in words. What shows itself is inspected instead: a widget would open itself in the front end. */
export function textNow(value: unknown): string {
  const showsItself =
    typeof (value as Record<PropertyKey, unknown> | null | undefined)?.[jupyterDisplay] === 'function';
  const words = showsItself ? undefined : builtInBundle(value)?.['text/plain'];
  if (typeof words === 'string') return words;
  return isObject(value) && displays ? displays.boundedInspect(value) : text(value);
}

/** Of objects; undefined where it takes time. */
function builtInBundle(value: unknown): MimeBundle | undefined {
  const bundle = isObject(value) ? displays?.objectBundle(value) : undefined;
  if (!(bundle instanceof Promise)) return bundle;
  // Nobody waits for it, and nobody has to hear that it failed.
  bundle.catch(() => undefined);
  return undefined;
}
