/** A variable's MIME bundle for the debugger, which looks at values from outside of any cell. */
import { Script } from 'node:vm';
import { jupyterDisplay, type MimeBundle } from '@sonde/schema/display';
import { displays, isMimeBundle, text, toBundle } from './format.js';

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
  const rich = typeof value === 'object' && value !== null ? displays?.objectBundle(value) : undefined;
  return rich && !(rich instanceof Promise) ? rich : { 'text/plain': text(value) };
}
