import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import type { SlurmClient } from './client.js';
import { Look } from './look.js';

/** Knows all jobs but number 9; tells what it was asked. */
function cluster(): { client: SlurmClient; asked: string[][]; fail: { now: boolean } } {
  const asked: string[][] = [];
  const fail = { now: false };
  const client = {
    look: (ids: readonly string[]) => {
      asked.push([...ids]);
      if (fail.now) return Promise.reject(new Error('away'));
      const known = ids.filter(id => id !== '9');
      return Promise.resolve(known.map(id => ({ id, name: `n${id}`, state: 'RUNNING', reason: '' })));
    }
  } as Partial<SlurmClient> as SlurmClient;
  return { client, asked, fail };
}

describe('a look at the cluster', () => {
  it('is one for all who ask within a moment, each of whom hears of their own job', async () => {
    const { client, asked } = cluster();
    const look = new Look(client);
    const ids = Array.from({ length: 50 }, (_, index) => String(index));
    const seen = await Promise.all(
      ids.map(async id => {
        await sleep(Number(id) % 10); // each has read something before
        return look.job(id);
      })
    );
    expect(asked).toHaveLength(1);
    expect(seen.map(job => job?.id)).toEqual(ids.map(id => (id === '9' ? undefined : id)));
  });

  it('is good for a second, but not for a job to which something was done', async () => {
    const { client, asked } = cluster();
    const look = new Look(client);
    await look.job('1');
    await look.job('1');
    expect(asked).toEqual([['1']]);
    look.forget('1');
    await look.job('1');
    expect(asked).toEqual([['1'], ['1']]);
  });

  it('that failed is not remembered', async () => {
    const { client, fail } = cluster();
    const look = new Look(client);
    fail.now = true;
    await expect(look.job('1')).rejects.toThrow('away');
    fail.now = false;
    expect(await look.job('1')).toMatchObject({ id: '1' });
  });
});
