/**
 * Checkpoints of a job: what it needs to go on where it was cut off. Each lies in a folder named by its step, which appears
 * whole; only then the one before goes. What is in it is the business of whoever wrote it.
 */
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { EventWriter } from './event-writer.js';
import { cannotWrite, type JobFolder } from './job-folder.js';
import { bytesIn } from './remove-job.js';

/** Where a checkpoint stands: the last step that is in it, as in metrics. */
export interface CheckpointAt {
  step: number;
  epoch?: number;
}

export interface KeepOptions {
  writer: Pick<EventWriter, 'write'>;
  now?: () => number;
}

/** Writing takes at most this share of a training's time. */
const share = 0.05;

/**
 * A function that keeps checkpoints of one job, and not every one: the first, and then as often as costs little. `write` fills
 * the folder it is given.
 */
export function checkpointKeeper(
  folder: JobFolder,
  { writer, now = Date.now }: KeepOptions
): (at: CheckpointAt, write: (folder: string) => Promise<void>) => Promise<void> {
  let next = -Infinity;
  return async (at, write) => {
    const begun = now();
    if (begun < next) return;
    const bytes = await keep(folder, at, write);
    writer.write({ kind: 'checkpoint', ...at, bytes });
    next = now() + (now() - begun) / share;
  };
}

/** Absolute path of the newest checkpoint, or undefined where there is none. */
export async function newestCheckpoint({ checkpoints }: JobFolder): Promise<string | undefined> {
  const step = Math.max(...(await stepsIn(checkpoints)));
  return step === -Infinity ? undefined : join(checkpoints, String(step));
}

export async function dropCheckpoints({ checkpoints }: JobFolder): Promise<void> {
  await rm(checkpoints, { recursive: true, force: true });
}

async function keep(
  { checkpoints }: JobFolder,
  { step }: CheckpointAt,
  write: (folder: string) => Promise<void>
): Promise<number> {
  const draft = join(checkpoints, `.${step}`);
  try {
    await rm(draft, { recursive: true, force: true });
    await mkdir(draft, { recursive: true });
    await write(draft);
    const bytes = await bytesIn(draft);
    const older = await stepsIn(checkpoints);
    await rm(join(checkpoints, String(step)), { recursive: true, force: true });
    await rename(draft, join(checkpoints, String(step)));
    for (const one of older.filter(other => other !== step))
      await rm(join(checkpoints, String(one)), { recursive: true, force: true });
    return bytes;
  } catch (cause) {
    await rm(draft, { recursive: true, force: true });
    throw cannotWrite(draft, cause);
  }
}

async function stepsIn(checkpoints: string): Promise<number[]> {
  const names = await readdir(checkpoints).catch(() => []);
  return names.filter(name => /^\d+$/.test(name)).map(Number);
}
