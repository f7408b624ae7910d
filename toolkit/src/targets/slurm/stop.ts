/** Stops a job of Slurm: asks it to end first, and ends it when it does not heed. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { SondeError } from '@sonde/schema';
import type { SlurmClient } from './client.js';
import type { Look } from './look.js';

export interface StopContext {
  client: SlurmClient;
  look: Look;
  /** Milliseconds that the job has to end by itself. */
  grace: number;
}

/** Leaves alone what is not of this name: Slurm gives the numbers of old jobs away again. */
export async function stop(
  { id, name }: { id: string; name: string },
  { client, look, grace }: StopContext
): Promise<void> {
  const state = async (): Promise<string | undefined> => {
    look.forget(id);
    const job = await look.job(id);
    return job?.name === name ? job.state : undefined;
  };
  const send = async (signal?: 'TERM' | 'KILL'): Promise<void> => {
    for (const patience = Date.now() + busy; ; await sleep(between)) {
      try {
        return await client.cancel(id, signal);
      } catch (error) {
        if ((error as SondeError).code !== 'target-busy' || Date.now() > patience) throw error;
      }
      if (!isThere(await state())) return;
    }
  };
  const found = await state();
  if (!isThere(found)) return;
  if (found === 'RUNNING') {
    await send('TERM');
    for (const patience = Date.now() + grace; Date.now() < patience; await sleep(between)) {
      if (!/RUNNING|COMPLETING/.test((await state()) ?? '')) return;
    }
    await send('KILL');
  }
  if (isThere(await state())) await send();
  look.forget(id);
}

const isThere = (state: string | undefined): boolean =>
  state !== undefined &&
  !/^(COMPLETED|CANCELLED|FAILED|TIMEOUT|OUT_OF_MEMORY|NODE_FAIL|DEADLINE)/.test(state);

/** Milliseconds between two looks at a job that was asked to stop. */
const between = 250;

/** Milliseconds for which Slurm may be changing a job itself. */
const busy = 10_000;
