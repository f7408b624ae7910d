/**
 * A job on disk: `<home>/jobs/<id>/` with the immutable request `job.json`, the append-only `events.ndjson`, `log.txt`
 * and `artefacts/`. This folder is the truth; everything else can be made from it again.
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataRef, JobEvent, JobRequest } from '@sonde/schema';
import { SondeError } from '@sonde/schema/error';
import { upgradeJob } from './upgrade-job.js';

/** What `job.json` holds: the request with all defaults filled in. */
export interface StoredJob
  extends
    Required<Pick<JobRequest, 'kind' | 'args' | 'target' | 'title' | 'labels'>>,
    Pick<
      JobRequest,
      | 'notebook'
      | 'command'
      | 'device'
      | 'resources'
      | 'targetOptions'
      | 'after'
      | 'retries'
      | 'priority'
      | 'group'
      | 'parent'
      | 'resumes'
      | 'idempotencyKey'
    > {
  id: string;
  /** 1, or more when it is a retry. */
  attempt: number;
  /** name@version */
  module?: string;
  /** Absolute folder of the module, and absolute path of its code. */
  folder?: string;
  code?: string;
  /** The text of the program that a cell's function became. */
  program?: string;
  data?: DataRef;
  /** Absolute folder of the trained model to start from. */
  trained?: string;
  /** What was asked for, to ask for it again. */
  request: JobRequest;
  /** ISO 8601, UTC. */
  created: string;
}

/** The paths of one job. */
export interface JobFolder {
  readonly id: string;
  readonly path: string;
  readonly job: string;
  readonly events: string;
  readonly log: string;
  readonly artefacts: string;
  /** Where a training writes its model. */
  readonly model: string;
  /** Where a training keeps what it needs to go on: a folder for each checkpoint. */
  readonly checkpoints: string;
  /** Its presence says that the job has left the queue; who made it hands the job to its target. */
  readonly handed: string;
  /** Where the target runs it: a JobPlace. */
  readonly place: string;
  /** Identity of the process that runs it. */
  readonly process: string;
  /** Its presence asks the job to stop. */
  readonly cancel: string;
  /** Whoever makes this file writes the final event. */
  readonly final: string;
  /** Space kept back for the last words on a full disk. */
  readonly reserve: string;
}

export function jobsFolder(home: string): string {
  return join(home, 'jobs');
}

export function jobFolder(home: string, id: string): JobFolder {
  return folderAt(join(jobsFolder(home), id), id);
}

export function folderAt(path: string, id: string): JobFolder {
  return {
    id,
    path,
    job: join(path, 'job.json'),
    events: join(path, 'events.ndjson'),
    log: join(path, 'log.txt'),
    artefacts: join(path, 'artefacts'),
    model: join(path, 'artefacts', 'model'),
    checkpoints: join(path, 'checkpoints'),
    handed: join(path, 'handed'),
    place: join(path, 'place.json'),
    process: join(path, 'process.json'),
    cancel: join(path, 'cancel'),
    final: join(path, 'final'),
    reserve: join(path, 'reserve')
  };
}

/**
 * Makes the folder of a new job, whole or not at all: it appears under its name when everything in it is written. `fill` may
 * put more into the draft; the events it gives stand after the first.
 */
export async function createJobFolder(
  home: string,
  stored: StoredJob,
  fill: (draft: JobFolder) => Promise<JobEvent[]> = () => Promise.resolve([])
): Promise<JobFolder> {
  const folder = jobFolder(home, stored.id);
  const draft = folderAt(join(jobsFolder(home), `.${stored.id}`), stored.id);
  try {
    await mkdir(draft.model, { recursive: true, mode: 0o700 });
    const queued = { t: Date.parse(stored.created), kind: 'state', state: 'queued' };
    const events = [queued, ...(await fill(draft))];
    await Promise.all([
      writeFile(draft.job, `${JSON.stringify(stored, undefined, 2)}\n`),
      writeFile(draft.events, events.map(event => `${JSON.stringify(event)}\n`).join('')),
      writeFile(draft.log, '')
    ]);
    await rename(draft.path, folder.path);
  } catch (cause) {
    await rm(draft.path, { recursive: true, force: true });
    throw cause instanceof SondeError ? cause : cannotWrite(folder.path, cause);
  }
  return folder;
}

/** Whether there is such a job; `id` must be a job id. */
export function existsJob(home: string, id: string): boolean {
  return existsSync(jobFolder(home, id).job);
}

/** Throws a sentence when what is there is no job. */
export async function readStoredJob(folder: JobFolder): Promise<StoredJob> {
  const text = await readFile(folder.job, 'utf8');
  try {
    return upgradeJob(JSON.parse(text) as StoredJob);
  } catch (cause) {
    throw new SondeError(
      'job-corrupt',
      `The record of job ${folder.id} cannot be read: ${(cause as Error).message}`,
      {
        cause
      }
    );
  }
}

/** A sentence for a disk that will not take what is written. */
export function cannotWrite(path: string, cause: unknown): SondeError {
  const { code, message } = cause as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'SQLITE_FULL') {
    return new SondeError('disk-full', `The disk is full: cannot write ${path}`, {
      hint: 'Free some space, or set SONDE_HOME to a folder on another disk.',
      cause
    });
  }
  return new SondeError('cannot-write', `Cannot write ${path}: ${message}`, {
    hint: 'Set SONDE_HOME to a folder that you may write to.',
    cause
  });
}
