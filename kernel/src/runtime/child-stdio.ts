/** What a child process would share with the kernel, and what it gets instead. Pure. */
import type { StreamName } from '../channel/ring.js';

export interface Redirected {
  /** For Node, with `stand-in` in place of what the child would write to the kernel's own output. */
  stdio: unknown;
  /** Which descriptors of the child are the cell's output now. */
  captured: { index: number; stream: StreamName }[];
}

const names: readonly (StreamName | undefined)[] = [undefined, 'stdout', 'stderr'];

/**
 * The kernel's descriptors 1 and 2 are its log, and 0 is nobody's keyboard: a child that inherits them writes where
 * nobody looks, and waits for input that never comes.
 */
export function redirect(
  stdio: unknown,
  standIn: (stream: StreamName) => unknown,
  empty: unknown = 'ignore'
): Redirected {
  const each = stdio === 'inherit' ? ['inherit', 'inherit', 'inherit'] : stdio;
  if (!Array.isArray(each)) return { stdio, captured: [] };
  const captured: Redirected['captured'] = [];
  const changed = each.map((one: unknown, index) => {
    const fd = one === 'inherit' ? index : descriptorOf(one);
    if (fd === 0) return empty;
    const stream = fd === undefined ? undefined : names[fd];
    if (stream === undefined) return one;
    captured.push({ index, stream });
    return standIn(stream);
  });
  return { stdio: changed, captured };
}

/** A number, or the stream of one, such as `process.stdout`. */
function descriptorOf(one: unknown): number | undefined {
  if (typeof one === 'number') return one;
  const fd = typeof one === 'object' && one !== null ? (one as { fd?: unknown }).fd : undefined;
  return typeof fd === 'number' ? fd : undefined;
}
