/** Prints a job's log in the cell that waits for the job, as it comes. */
import { StringDecoder } from 'node:string_decoder';
import { followLog } from './follow-log.js';
import type { Jobs } from './jobs.js';

/** What a notebook should hold of a log; a page of a job shows all of it. */
const mostBytes = 256 * 1024;

export interface PrintLogOptions {
  /** Ends it at once. */
  signal: AbortSignal;
  /** Settles when the job has ended: what is left is printed then. */
  until: Promise<unknown>;
  /** Default: the cell's standard output. */
  print?: (text: string) => void;
}

export async function printLog(
  jobs: Jobs,
  id: string,
  { signal, until, print = text => void process.stdout.write(text) }: PrintLogOptions
): Promise<void> {
  const over = new AbortController();
  const full = new AbortController();
  void until.then(
    () => over.abort(),
    () => over.abort()
  );
  const decoder = new StringDecoder('utf8');
  let left = mostBytes;
  await followLog(jobs, id, {
    follow: true,
    signal: AbortSignal.any([signal, full.signal]),
    over: over.signal,
    write: piece => {
      print(decoder.write(Buffer.from(piece.subarray(0, left))));
      left -= piece.length;
      if (left <= 0) {
        print(`\n… the log is longer than ${mostBytes / 1024} KiB; all of it: sonde job logs ${id}\n`);
        full.abort();
      }
      return Promise.resolve();
    }
  });
}
