/** The targets and what each has free. Each is given a few seconds: a dead one must not hold the others up. */
import type { Hono } from 'hono';
import {
  SondeError,
  isFinal,
  jobStates,
  paths,
  toErrorRecord,
  type JobState,
  type ListedTarget,
  type TargetList
} from '@sonde/schema';
import type { Jobs, Target } from '@sonde/toolkit';

/** Milliseconds. */
const usualPatience = 4000;

export function targetRoutes(app: Hono, { jobs }: { jobs: Jobs }): void {
  app.get(paths.targets, async context => {
    const open = await jobs.list({ state: unfinished });
    const targets = jobs.targets.map(target =>
      listTarget(target, open.filter(job => job.target === target.name).length)
    );
    return context.json<TargetList>({ targets: await Promise.all(targets) });
  });
}

/** What `target` says of itself within `patience` milliseconds, or why it says nothing. */
export async function listTarget(
  target: Pick<Target, 'name' | 'options' | 'capabilities'>,
  jobs: number,
  patience = usualPatience
): Promise<ListedTarget> {
  const known = { name: target.name, ...(target.options && { options: target.options }), jobs };
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(tooSlow(target.name, patience)), patience);
  });
  try {
    return { ...known, ok: true, capabilities: await Promise.race([target.capabilities(), tooLong]) };
  } catch (thrown) {
    const error = toErrorRecord(thrown);
    delete error.stack; // of no use to whoever chooses a target
    return { ...known, ok: false, error };
  } finally {
    clearTimeout(timer);
  }
}

const unfinished = (Object.keys(jobStates) as JobState[]).filter(state => !isFinal(state));

function tooSlow(name: string, patience: number): SondeError {
  return new SondeError(
    'target-slow',
    `Target "${name}" has not answered within ${Math.round(patience / 1000)} s`,
    { hint: 'Is the machine up, and is the network? Jobs that run there go on meanwhile.' }
  );
}
