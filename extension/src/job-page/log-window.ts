/** The part of a log that is held: the last 5,000 lines, in the parts in which they came. Immutable. */
import type { LogPart } from '@sonde/schema';

export interface LogWindow {
  parts: readonly HeldPart[];
  /** How many lines are held before the oldest are dropped. */
  most: number;
  /** Bytes that were left out because the job printed faster than anyone can read. */
  skipped: number;
  size: number;
  /** The line that is still being written. */
  rest: string | undefined;
  ended: boolean;
}

interface HeldPart {
  from: number;
  to: number;
  lines: readonly string[];
  /** True when its last line goes on in the next part: it was too long for one. */
  open: boolean;
}

export const emptyWindow: LogWindow = {
  parts: [],
  most: 5000,
  skipped: 0,
  size: 0,
  rest: undefined,
  ended: false
};

/** The byte that the next part begins with, and the one before which there is more. */
export const endOf = ({ parts }: LogWindow): number => parts.at(-1)?.to ?? 0;
export const startOf = ({ parts }: LogWindow): number => parts[0]?.from ?? 0;

export const countOf = ({ parts }: LogWindow): number =>
  parts.reduce((sum, part) => sum + part.lines.length, 0);

export function linesOf({ parts, rest }: LogWindow): string[] {
  const all: string[] = [];
  let isOpen = false;
  for (const { lines, open } of rest === undefined ? parts : [...parts, { lines: [rest], open: true }]) {
    const [first = '', ...others] = lines;
    if (isOpen) all.push(`${all.pop() ?? ''}${first}`, ...others);
    else for (const line of lines) all.push(line);
    isOpen = open;
  }
  return all;
}

/** About how many lines stand before the window: as many as fit when they are as long as those in it. Two digits count. */
export function linesBefore(window: LogWindow): number {
  const [before, held] = [startOf(window), countOf(window)];
  if (before === 0) return 0;
  const about = held === 0 ? 1 : (before * held) / Math.max(1, endOf(window) - before);
  return Math.max(1, Number(about.toPrecision(about < 10 ? 1 : 2)));
}

/**
 * With a part that goes on where the window ends, or that jumped ahead.
 * @param whole keeps what there is: somebody reads it
 */
export function append(window: LogWindow, part: LogPart, { whole = false } = {}): LogWindow {
  const jumped = part.from > endOf(window) && window.parts.length > 0;
  const kept = jumped ? [] : window.parts;
  const parts = part.text === '' ? kept : [...kept, held(part)];
  return {
    ...window,
    parts: whole ? parts : trimmed(parts, window.most),
    skipped: window.skipped + (jumped ? part.from - endOf(window) : 0),
    size: part.size,
    rest: part.rest,
    ended: part.ended
  };
}

/** With an earlier part in front; the window then holds that much more. */
export function prepend(window: LogWindow, part: LogPart): LogWindow {
  if (part.text === '') return window;
  const earlier = held(part);
  return { ...window, parts: [earlier, ...window.parts], most: window.most + earlier.lines.length };
}

function held({ from, to, text }: LogPart): HeldPart {
  const open = !text.endsWith('\n');
  const lines = (open ? text : text.slice(0, -1)).split('\n');
  const last = lines.pop() ?? '';
  return { from, to, open, lines: [...lines, open ? withoutOverwritten(last) : last] };
}

/** A progress bar may be one line of a hundred megabytes, of which the end alone is ever seen. */
function withoutOverwritten(line: string): string {
  return line.slice(line.replace(/\r+$/, '').lastIndexOf('\r') + 1);
}

/** The oldest lines are dropped, so that it is always known at which byte the window begins. */
function trimmed(parts: readonly HeldPart[], most: number): readonly HeldPart[] {
  let over = parts.reduce((sum, part) => sum + part.lines.length, 0) - most;
  let first = 0;
  while (over > 0 && first < parts.length - 1 && (parts[first]?.lines.length ?? 0) <= over) {
    over -= parts[first]?.lines.length ?? 0;
    first += 1;
  }
  const [cut, ...rest] = parts.slice(first);
  return over > 0 && cut ? [withoutFirst(cut, over), ...rest] : parts.slice(first);
}

/** Without its first lines, where it can be told how many bytes they take: of what is no UTF-8 that is not known. */
function withoutFirst(part: HeldPart, count: number): HeldPart {
  const dropped = part.lines.slice(0, count);
  if (dropped.some(line => line.includes('\uFFFD'))) return part;
  const encoder = new TextEncoder();
  const bytes = dropped.reduce((sum, line) => sum + encoder.encode(line).length + 1, 0);
  return { ...part, from: part.from + bytes, lines: part.lines.slice(count) };
}
