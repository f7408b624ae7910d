/**
 * What a job that resumes another is born with: the other's last checkpoint, and its curves up to there. Copied, so that the
 * other may be deleted, and so that whoever runs this one, wherever, finds all of it in its folder.
 */
import { constants, createReadStream, existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { SondeError, type JobEvent } from '@sonde/schema';
import { newestCheckpoint } from './checkpoints.js';
import { EventLines } from './event-lines.js';
import { jobFolder, readStoredJob, type JobFolder, type StoredJob } from './job-folder.js';
import { bytesIn } from './remove-job.js';

/** Throws a sentence when `id` is no job that a training of `module` (name@version) can go on from. */
export async function checkResumable(home: string, id: string, module: string): Promise<void> {
  const folder = jobFolder(home, id);
  const refuse = (code: string, why: string, hint: string): SondeError =>
    new SondeError(code, `Cannot resume job ${id}: ${why}`, { hint, fields: { resumes: [why] } });
  if (!existsSync(folder.final)) throw refuse('job-running', 'it has not ended', 'Stop it first.');
  const other = await readStoredJob(folder);
  if (nameOf(other.module) !== nameOf(module))
    throw refuse('checkpoint-foreign', `it is of ${other.module ?? other.kind}, not of ${module}`, anew);
  if (!(await newestCheckpoint(folder)))
    throw refuse('checkpoint-missing', 'it has kept no checkpoint, or has succeeded', anew);
}

const anew = 'A retry begins anew.';
const nameOf = (module: string | undefined): string | undefined => module?.replace(/@[^@]*$/, '');

/** Puts the checkpoint into the draft of the new job's folder; answers with the events that it begins with. */
export async function carryOver(home: string, stored: StoredJob, draft: JobFolder): Promise<JobEvent[]> {
  if (stored.resumes === undefined) return [];
  const from = jobFolder(home, stored.resumes);
  const checkpoint = await newestCheckpoint(from);
  if (!checkpoint)
    throw new SondeError(
      'checkpoint-missing',
      `Cannot resume job ${stored.resumes}: its checkpoint is gone`,
      {
        hint: anew
      }
    );
  const step = basename(checkpoint);
  const own = join(draft.checkpoints, step);
  await cp(checkpoint, own, { recursive: true, mode: constants.COPYFILE_FICLONE });
  const { curves, epoch } = await curvesUpTo(from, Number(step));
  const t = Date.parse(stored.created);
  const at = { step: Number(step), ...(epoch !== undefined && { epoch }) };
  const changed = await changedData(from, stored);
  return [
    ...curves,
    { t, kind: 'checkpoint', ...at, bytes: await bytesIn(own) },
    ...(changed ? [{ t, kind: 'log' as const, level: 'warn' as const, text: changed }] : [])
  ];
}

async function curvesUpTo(from: JobFolder, step: number): Promise<{ curves: JobEvent[]; epoch?: number }> {
  const lines = new EventLines();
  const curves: JobEvent[] = [];
  let epoch: number | undefined;
  for await (const chunk of createReadStream(from.events)) {
    for (const { event } of lines.push(chunk as Buffer)) {
      if (event?.kind === 'metric' && event.step <= step) curves.push(event);
      if (event?.kind === 'checkpoint' && event.step === step) epoch = event.epoch;
    }
  }
  return { curves, ...(epoch !== undefined && { epoch }) };
}

async function changedData(from: JobFolder, { data, resumes }: StoredJob): Promise<string | undefined> {
  const before = (await readStoredJob(from)).data;
  if (!before || !data || before.fingerprint === data.fingerprint) return undefined;
  return `The data are not those that job ${resumes} was trained on: they have changed, or are others.`;
}
