/**
 * The program that runs one job: `node runner.js <job folder>`. It says who it is and that it prepares before it
 * loads anything heavy, reports by appending events, and always ends in a final event: also when the module throws,
 * the disk is full or it is told to stop.
 */
import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { SondeError, toErrorRecord } from '@sonde/schema/error';
import { ownIdentity } from '../targets/process-identity.js';
import { EventWriter } from './event-writer.js';
import { newestCheckpoint } from './checkpoints.js';
import { cannotWrite, folderAt, readStoredJob, type JobFolder } from './job-folder.js';
import { isHandedFromHere } from './hand-over.js';
import { kinds } from './kinds/kinds.js';
import { mapPaths, pathMapVariable, type PathMap } from './path-map.js';
import { version } from '../version.js';
import { endsByTarget, placeFromEnvironment } from './runner-environment.js';
import { stopRequest } from './stop-request.js';
import { meter } from './usage/meter.js';

async function main(path: string): Promise<void> {
  const folder = folderAt(resolve(path), basename(path));
  if (existsSync(folder.final)) return console.error('This job has ended already: there is nothing to run');
  const writer = new EventWriter(folder);
  const stop = stopRequest(folder);
  const finish = (thrown: unknown): void => {
    if (leftToTarget(stop.signal)) return leaveToTarget(writer);
    if (stop.signal.aborted) endStopped(writer, stop.signal, thrown);
    else endFailed(writer, folder, thrown);
    void leave(folder, 1);
  };
  process.on('uncaughtException', finish);
  process.on('unhandledRejection', finish);
  process.on('exit', code => {
    if (leftToTarget(stop.signal)) return;
    const reason = `The module ended the process with exit code ${code}`;
    writer.end({ state: 'failed', reason, error: { name: 'Error', message: reason } });
  });
  // A log that cannot grow (full disk) must not end the job before it has said so.
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
  try {
    const again = existsSync(folder.process);
    sayWhoWeAre(folder);
    writer.write({
      kind: 'state',
      state: 'preparing',
      pid: process.pid,
      versions: {
        sonde: version,
        node: process.versions.node,
        system: `${process.platform} ${process.arch}`
      },
      ...placeFromEnvironment()
    });
    if (again) writer.write({ kind: 'log', level: 'warn', text: await startedAgain(folder) });
    writer.keepReserve();
    stop.signal.addEventListener('abort', () => {
      if (!leftToTarget(stop.signal)) writer.write({ kind: 'state', state: 'stopping' });
    });
    const stored = mapPaths(await readStoredJob(folder), pathMap());
    stop.after(stored.resources?.minutes);
    meter(usage => writer.write(usage), stored);
    if (!Object.hasOwn(kinds, stored.kind)) {
      throw new SondeError('kind-unsupported', `There are no jobs of kind "${stored.kind}" here`);
    }
    const kind = await kinds[stored.kind]();
    const result = await kind.run({ stored, folder, writer, signal: stop.signal });
    writer.end({ state: 'succeeded', result });
    await leave(folder, 0);
  } catch (thrown) {
    finish(thrown);
  }
}

async function startedAgain(folder: JobFolder): Promise<string> {
  const goesOn = (await newestCheckpoint(folder)) !== undefined;
  return (
    'The job was started a second time, because its process or machine went away. ' +
    (goesOn ? 'It goes on from its last checkpoint.' : 'It begins anew; what it wrote before stays.')
  );
}

/** True when whoever ended the process, and not the job, knows whether the job is over: it may be started again elsewhere. */
function leftToTarget(signal: AbortSignal): boolean {
  return signal.aborted && endsByTarget() && (signal.reason as SondeError).code === 'process-ended';
}

function leaveToTarget(writer: EventWriter): void {
  writer.write({ kind: 'log', level: 'warn', text: 'The process was told to end by what started it' });
  process.exit(143); // 128 + SIGTERM, as a shell has it
}

/** Ends the process; before it goes it makes its place in the queue known, so that nobody needs to watch for the next to start. */
async function leave(folder: JobFolder, code: number): Promise<void> {
  setTimeout(() => process.exit(code), 10_000).unref();
  try {
    if (isHandedFromHere(folder)) {
      const { Jobs } = await import('./jobs.js');
      const jobs = new Jobs({ home: resolve(folder.path, '../..') });
      await jobs.reconcile();
      jobs.close();
    }
  } catch (error) {
    console.error(`The next job was not started: ${toErrorRecord(error).message}`);
  }
  process.exit(code);
}

function pathMap(): PathMap {
  return JSON.parse(process.env[pathMapVariable] ?? '{}') as PathMap;
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

/** A job that was asked to stop is cancelled; one that took too long has failed; one that nobody asked is lost. */
function endStopped(writer: EventWriter, signal: AbortSignal, thrown: unknown): void {
  const { code } = signal.reason as SondeError;
  const tooLong = code === 'time-limit';
  const error = thrown === signal.reason && !tooLong ? undefined : toErrorRecord(thrown);
  writer.end({
    state: tooLong ? 'failed' : code === 'process-ended' ? 'lost' : 'cancelled',
    reason: (signal.reason as Error).message,
    ...(error && { error })
  });
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
