/** Hands claimed jobs to their targets: those of one group that start on one target together, where the target can do that. */
import type { HandedJob, Target } from '../targets/target.js';
import { jobFolder, readStoredJob } from './job-folder.js';

/** How each went, in the order of `claimed`. */
export async function submitClaimed(
  home: string,
  claimed: readonly { id: string; target: Target }[]
): Promise<PromiseSettledResult<void>[]> {
  const read = await Promise.allSettled(
    claimed.map(async ({ id, target }): Promise<Claimed> => {
      const folder = jobFolder(home, id);
      return { target, job: { stored: await readStoredJob(folder), folder } };
    })
  );
  const batches = new Map<string, Claimed[]>();
  for (const one of read) {
    if (one.status === 'rejected') continue;
    const { target, job } = one.value;
    const key = JSON.stringify([target.name, job.stored.group ?? job.stored.id]);
    batches.set(key, [...(batches.get(key) ?? []), one.value]);
  }
  const outcomes = new Map<string, PromiseSettledResult<void>>();
  await Promise.all(
    [...batches.values()].map(async batch => {
      for (const [index, outcome] of (await submitBatch(batch)).entries())
        outcomes.set(batch[index]?.job.folder.id ?? '', outcome);
    })
  );
  return read.map(one =>
    one.status === 'rejected' ? one : (outcomes.get(one.value.job.folder.id) ?? unsaid)
  );
}

interface Claimed {
  target: Target;
  job: HandedJob;
}

const unsaid: PromiseSettledResult<void> = {
  status: 'rejected',
  reason: new Error('The target did not say whether it took the job')
};

async function submitBatch(batch: readonly Claimed[]): Promise<PromiseSettledResult<void>[]> {
  const [first] = batch;
  const jobs = batch.map(({ job }) => job);
  const all = first?.target.submitAll;
  if (!all || jobs.length < 2) {
    return Promise.allSettled(batch.map(({ target, job }) => target.submit(job.stored, job.folder)));
  }
  try {
    return await all(jobs);
  } catch (reason) {
    return jobs.map(() => ({ status: 'rejected', reason }));
  }
}
