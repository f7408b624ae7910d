/**
 * A part of a job's log as a log view asks for it: answered as soon as there is something that the view has not shown, the
 * line included that is still being written. A progress bar is such a line, for hours.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { isFinal, type LogPart } from '@sonde/schema';
import type { Jobs } from '@sonde/toolkit';
import type { JobLook } from './job-look.js';

export interface LogPartQuery {
  from?: number | undefined;
  before?: number | undefined;
  most?: number | undefined;
  /** How large the log was when it was asked for last: a line that has grown since is news. */
  seen?: number | undefined;
  /** Milliseconds to wait for news. */
  wait?: number | undefined;
}

/** Nobody waits longer for a log that does not grow; whoever still looks asks again. */
const longestWait = 30_000;
/** How often a log that somebody waits for is looked at, in milliseconds. */
const every = 100;
/** Bytes. */
const [usually, atMost] = [1 << 18, 1 << 22];
/** More of an unfinished line is not shown: bytes that are looked at, and characters. */
const [longestRest, shownOfRest] = [1 << 16, 4096];

export async function logPart(
  { jobs, look }: { jobs: Jobs; look: JobLook },
  id: string,
  { from, before, most = usually, seen = Infinity, wait = 0 }: LogPartQuery,
  signal: AbortSignal
): Promise<LogPart> {
  const patience = Date.now() + Math.min(wait, longestWait);
  const options = {
    ...(from !== undefined && { from }),
    ...(before !== undefined && { before }),
    most: Math.min(Math.max(most, 1), atMost)
  };
  for (;;) {
    const ended = isFinal((await look.get(id)).state);
    const part = await jobs.logPart(id, { ...options, ended });
    const isNews = part.text !== '' || ended || part.size > seen;
    if (isNews || Date.now() >= patience || signal.aborted) {
      const rest = before === undefined && !ended ? await restOf(jobs, id, part) : undefined;
      return { ...part, ...(rest !== undefined && { rest }) };
    }
    await sleep(every);
  }
}

/** What stands behind the last whole line; undefined where that is nothing, or more than a line. */
async function restOf(jobs: Jobs, id: string, { to, size }: LogPart): Promise<string | undefined> {
  if (to >= size || size - to > longestRest) return undefined;
  const { text } = await jobs.logPart(id, { from: to, most: longestRest, ended: true });
  if (text === '' || text.includes('\n')) return undefined;
  // Of a progress bar, what it wrote last: it began anew with each carriage return.
  const bar = text.replace(/\r+$/, '').lastIndexOf('\r') + 1;
  return text.slice(bar, bar + shownOfRest);
}
