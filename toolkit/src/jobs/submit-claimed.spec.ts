import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Target } from '../targets/target.js';
import { createJobFolder, type StoredJob } from './job-folder.js';
import { submitClaimed } from './submit-claimed.js';

describe('claimed jobs', () => {
  let home: string;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'sonde-claimed-'));
    for (const [id, group] of [
      ['a', 'g'],
      ['b', undefined],
      ['c', 'g'],
      ['d', 'h']
    ] as const) {
      await createJobFolder(home, {
        id,
        kind: 'command',
        title: id,
        target: 'test',
        args: {},
        created: '2026-01-01T00:00:00Z',
        ...(group && { group })
      } as StoredJob);
    }
  });
  afterAll(() => rm(home, { recursive: true }));

  function recorder(more: Partial<Target> = {}): { target: Target; calls: string[] } {
    const calls: string[] = [];
    const target = {
      name: 'test',
      submit: ({ id }: StoredJob) => {
        calls.push(id);
        return id === 'b' ? Promise.reject(new Error('No b')) : Promise.resolve();
      },
      ...more
    } as Target;
    return { target, calls };
  }
  const claims = (target: Target): { id: string; target: Target }[] =>
    ['a', 'b', 'c', 'd'].map(id => ({ id, target }));

  it('of one group go to their target together, where it can take them so', async () => {
    const together: string[][] = [];
    const { target, calls } = recorder({
      submitAll: jobs => {
        together.push(jobs.map(({ stored }) => stored.id));
        return Promise.allSettled([Promise.resolve(), Promise.reject(new Error('No c'))]);
      }
    });
    const outcomes = await submitClaimed(home, claims(target));
    expect([together, calls]).toEqual([[['a', 'c']], ['b', 'd']]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    expect(outcomes[2]).toMatchObject({ reason: { message: 'No c' } });
  });

  it('go one by one elsewhere, and one that is refused keeps none back', async () => {
    const { target, calls } = recorder();
    const outcomes = await submitClaimed(home, claims(target));
    expect(calls.sort()).toEqual(['a', 'b', 'c', 'd']);
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(1);
  });

  it('are all refused when their target fails as a whole', async () => {
    const { target } = recorder({ submitAll: () => Promise.reject(new Error('Gone')) });
    const outcomes = await submitClaimed(home, claims(target));
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected', 'fulfilled']);
  });
});
