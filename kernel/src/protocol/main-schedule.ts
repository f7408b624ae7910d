/** Whether the main thread has been given a processor, where the system says so (Linux). */
import { readFileSync } from 'node:fs';

export interface Schedule {
  /** Milliseconds on a processor, as of the last tick of the system's clock. */
  ran: number;
  /** It runs, or would if there was a processor for it. Otherwise it sleeps: in a call of the system, or for want of work. */
  runnable: boolean;
}

/** Undefined where it cannot be known. The number of the process is that of its main thread. */
export function mainSchedule(): Schedule | undefined {
  const folder = `/proc/self/task/${process.pid}`;
  try {
    const [ran] = readFileSync(`${folder}/schedstat`, 'latin1').split(' ');
    const stat = readFileSync(`${folder}/stat`, 'latin1');
    // The name before it may hold anything.
    const state = stat.charAt(stat.lastIndexOf(')') + 2);
    return { ran: Number(ran) / 1e6, runnable: state === 'R' };
  } catch {
    return undefined;
  }
}

/** It wants a processor and has not had one since: that it is silent means nothing. */
export function starves(since: Schedule | undefined, now = mainSchedule()): boolean {
  return since !== undefined && now !== undefined && now.runnable && now.ran - since.ran < 1;
}
