/** What a notebook, or one cell by a comment before its code, wants done about type errors. */
import { SondeError } from '@sonde/schema/error';

/** `off`: nothing is checked. `warn`: the cell runs, its errors are printed below it. `block`: a cell with errors does not run. */
export type TypePolicy = 'off' | 'warn' | 'block';

const policies: readonly string[] = ['off', 'warn', 'block'] satisfies TypePolicy[];

export function isTypePolicy(value: unknown): value is TypePolicy {
  return typeof value === 'string' && policies.includes(value);
}

/** The value as a policy, or an error that says what one is. `where` is what the user wrote it in. */
export function asTypePolicy(value: unknown, where: string): TypePolicy {
  if (isTypePolicy(value)) return value;
  const shown = typeof value === 'string' ? `"${value}"` : String(value);
  throw new SondeError('type-policy', `${where} cannot be ${shown}`, {
    hint: 'It is "off" (types are not checked), "warn" (type errors are printed below the cell) or "block" (a cell with type errors does not run).'
  });
}

export interface CellPolicy {
  policy?: TypePolicy;
  /** What was written where a policy should be. */
  unknown?: string;
}

/**
 * The policy that a cell asks for itself: `// @types: block`, or TypeScript's own `// @ts-nocheck` and `// @ts-check`, among
 * the comments before its first line of code. The first one counts.
 */
export function cellPolicy(source: string): CellPolicy {
  const start = /^(?:\s+|\/\/[^\n]*|\/\*[^]*?\*\/)*/.exec(source)?.[0] ?? '';
  for (const [, own, name] of start.matchAll(/^[ \t]*\/\/\s*@(?:types:\s*(\S*)|(ts-nocheck|ts-check)\b)/gm)) {
    if (name !== undefined) return { policy: name === 'ts-nocheck' ? 'off' : 'warn' };
    return isTypePolicy(own) ? { policy: own } : { unknown: own ?? '' };
  }
  return {};
}
