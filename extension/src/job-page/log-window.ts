/** The part of a log that is held: the last 5,000 lines or so, in the parts in which they came. Immutable. */
import type { LogPart } from '@sonde/schema';

export interface LogWindow {
  parts: readonly HeldPart[];
  /** How many lines are held before the oldest parts are dropped. */
  most: number;
  /** Bytes that were left out because the job printed faster than anyone can read. */
  skipped: number;
  size: number;
  ended: boolean;
}

interface HeldPart {
  from: number;
  to: number;
  lines: readonly string[];
}

export const emptyWindow: LogWindow = { parts: [], most: 5000, skipped: 0, size: 0, ended: false };

/** The byte that the next part begins with, and the one before which there is more. */
export const endOf = ({ parts }: LogWindow): number => parts.at(-1)?.to ?? 0;
export const startOf = ({ parts }: LogWindow): number => parts[0]?.from ?? 0;

export const linesOf = ({ parts }: LogWindow): string[] => parts.flatMap(part => part.lines);

/** With a part that goes on where the window ends, or that jumped ahead. */
export function append(window: LogWindow, part: LogPart): LogWindow {
  const jumped = part.from > endOf(window) && window.parts.length > 0;
  const kept = jumped ? [] : window.parts;
  const parts = part.text === '' ? kept : [...kept, held(part)];
  return {
    ...window,
    parts: trimmed(parts, window.most),
    skipped: window.skipped + (jumped ? part.from - endOf(window) : 0),
    size: part.size,
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
  return { from, to, lines: text.replace(/\n$/, '').split('\n') };
}

/** Whole parts are dropped, so that it is always known at which byte the window begins. */
function trimmed(parts: readonly HeldPart[], most: number): readonly HeldPart[] {
  let lines = parts.reduce((sum, part) => sum + part.lines.length, 0);
  let drop = 0;
  while (drop < parts.length - 1 && lines - (parts[drop]?.lines.length ?? 0) >= most) {
    lines -= parts[drop]?.lines.length ?? 0;
    drop += 1;
  }
  return parts.slice(drop);
}
