/**
 * The program that runs one job: `node runner.js <job folder>`. It says who it is and that it prepares before it
 * loads anything heavy, reports by appending events, and always ends in a final event: also when the module throws,
 * the disk is full or it is told to stop.
 */
import { renameSync, writeFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { SondeError, toErrorRecord } from '@sonde/schema';
import { ownIdentity } from '../targets/process-identity.js';
import { EventWriter } from './event-writer.js';
import { cannotWrite, folderAt, type JobFolder } from './job-folder.js';
import { stopRequest } from './stop-request.js';

async function main(path: string): Promise<void> {
  const folder = folderAt(resolve(path), basename(path));
  const writer = new EventWriter(folder);
  const stop = stopRequest(folder);
  const finish = (thrown: unknown): void => {
    if (stop.signal.aborted) endCancelled(writer, stop.signal, thrown);
    else endFailed(writer, folder, thrown);
    process.exit(1);
  };
  process.on('uncaughtException', finish);
  process.on('unhandledRejection', finish);
  process.on('exit', code => {
    const reason = `The module ended the process with exit code ${code}`;
    writer.end({ state: 'failed', reason, error: { name: 'Error', message: reason } });
  });
  // A log that cannot grow (full disk) must not end the job before it has said so.
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
  try {
    sayWhoWeAre(folder);
    writer.write({ kind: 'state', state: 'preparing', pid: process.pid });
    writer.keepReserve();
    stop.signal.addEventListener('abort', () => writer.write({ kind: 'state', state: 'stopping' }));
    const { runTraining } = await import('./run-training.js');
    const result = await runTraining(folder, writer, stop.signal);
    writer.end({ state: 'succeeded', result });
    process.exit(0);
  } catch (thrown) {
    finish(thrown);
  }
}

/** Appears at once and whole, so that no reader sees half a name. */
function sayWhoWeAre(folder: JobFolder): void {
  try {
    writeFileSync(`${folder.process}.new`, JSON.stringify(ownIdentity()));
    renameSync(`${folder.process}.new`, folder.process);
  } catch (cause) {
    throw cannotWrite(folder.process, cause);
  }
}

function endCancelled(writer: EventWriter, signal: AbortSignal, thrown: unknown): void {
  const error = thrown === signal.reason ? undefined : toErrorRecord(thrown);
  writer.end({ state: 'cancelled', reason: (signal.reason as Error).message, ...(error && { error }) });
}

function endFailed(writer: EventWriter, folder: JobFolder, thrown: unknown): void {
  const error = isDiskFull(thrown) ? cannotWrite(folder.path, thrown) : thrown;
  console.error(error);
  writer.end({ state: 'failed', reason: toErrorRecord(error).message, error: toErrorRecord(error) });
}

function isDiskFull(thrown: unknown): boolean {
  const { code } = (thrown ?? {}) as { code?: unknown };
  return code === 'ENOSPC' || code === 'EDQUOT';
}

const [, , path] = process.argv;
if (!path) throw new SondeError('usage', 'Cannot run a job: write node runner.js <job folder>');
await main(path);
