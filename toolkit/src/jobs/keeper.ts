/**
 * The program that moves a queue on where no service runs: `node keeper.js <home>`. One for each home; it goes when nothing waits any
 * more and nothing is to be tried again. What runs already needs nobody.
 */
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { toErrorRecord } from '@sonde/schema/error';
import { withLock } from '../weights/lock.js';
import { Jobs } from './jobs.js';

/** Milliseconds between two looks. */
const every = 2000;

async function main(home: string): Promise<void> {
  const another = AbortSignal.timeout(500);
  try {
    await withLock(join(home, 'keeper.lock'), { signal: another }, () => keep(home));
  } catch (error) {
    if (error !== another.reason) throw error;
  }
}

async function keep(home: string): Promise<void> {
  const jobs = new Jobs({ home });
  for (;;) {
    await jobs.reconcile();
    if (!(await jobs.isAnyoneWaiting())) break;
    await sleep(every);
  }
  jobs.close();
}

const [, , home] = process.argv;
try {
  if (home === undefined) throw new Error('Cannot keep a queue: write node keeper.js <home>');
  await main(resolve(home));
} catch (error) {
  console.error(toErrorRecord(error).message);
  process.exitCode = 1;
}
process.exit();
