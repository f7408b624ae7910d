import { describe, expect, it } from '@jest/globals';
import { SondeError } from '@sonde/schema';
import type { SlurmClient } from './client.js';
import { Look } from './look.js';
import { stop } from './stop.js';

/** A job that goes through these states, one with each look, and stays in the last. */
function slurm(states: string[], { name = 'ours', busy = 0 } = {}): { sent: string[]; client: SlurmClient } {
  const sent: string[] = [];
  let left = busy;
  const client = {
    look: () =>
      Promise.resolve([{ id: '7', name, state: states.length > 1 ? states.shift() : states[0], reason: '' }]),
    cancel: (_: string, signal?: string) => {
      if (left-- > 0) return Promise.reject(new SondeError('target-busy', 'Job can not be altered now'));
      sent.push(signal ?? 'out');
      return Promise.resolve();
    }
  } as Partial<SlurmClient> as SlurmClient;
  return { sent, client };
}
const stopIt = (client: SlurmClient, grace = 300): Promise<void> =>
  stop({ id: '7', name: 'ours' }, { client, look: new Look(client), grace });

describe('stopping a job of Slurm', () => {
  it('asks one that runs, and no more when it ends', async () => {
    const { client, sent } = slurm(['RUNNING', 'RUNNING', 'COMPLETED']);
    await stopIt(client, 30_000);
    expect(sent).toEqual(['TERM']);
  });

  it('kills one that does not heed, and takes it out', async () => {
    const { client, sent } = slurm(['RUNNING']);
    await stopIt(client);
    expect(sent).toEqual(['TERM', 'KILL', 'out']);
  });

  it('takes one that waits out of the queue', async () => {
    const { client, sent } = slurm(['PENDING']);
    await stopIt(client);
    expect(sent).toEqual(['out']);
  });

  it('leaves a job alone that has its number but not its name', async () => {
    const { client, sent } = slurm(['RUNNING'], { name: 'somebody else’s' });
    await stopIt(client);
    expect(sent).toEqual([]);
  });

  it('asks again while Slurm is changing the job itself', async () => {
    const { client, sent } = slurm(['PENDING'], { busy: 2 });
    await stopIt(client);
    expect(sent).toEqual(['out']);
  });
});
