/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import type { JobRecord } from '@sonde/schema';
import { estimate } from './estimate.js';

const begun = Date.UTC(2026, 0, 1);
const at = (ms: number) => new Date(begun + ms).toISOString();

let count = 0;
function trained(seconds: number, more: Partial<JobRecord> = {}): JobRecord {
  count += 1;
  return {
    id: String(count),
    kind: 'train',
    title: 't',
    module: 'tables@1.0.0',
    args: {},
    target: 'local',
    labels: {},
    attempt: 1,
    state: 'succeeded',
    created: at(count),
    started: at(0),
    finished: at(seconds * 1000),
    metrics: {},
    artefacts: [],
    ...more
  };
}

const request = { kind: 'train', module: 'tables', data: '/d.csv' } as const;
const data = (path: string) => ({ data: { path, fingerprint: '', files: 1, bytes: 1 } });

describe('estimate', () => {
  it('is the median of what succeeded with the same module on the same target', () => {
    const earlier = [
      trained(10),
      trained(30),
      trained(20, { module: 'tables@0.9.0' }),
      trained(500, { state: 'failed' }),
      trained(600, { target: 'docker' }),
      trained(700, { module: 'tables-2@1.0.0' })
    ];
    expect(estimate(request, earlier)).toEqual({
      usual: 20_000,
      least: 10_000,
      most: 30_000,
      jobs: 3,
      sameData: false
    });
  });

  it('keeps to the same data where there is such a job', () => {
    const found = estimate(request, [trained(10), trained(40, data('/d.csv'))]);
    expect(found).toMatchObject({ usual: 40_000, jobs: 1, sameData: true });
  });

  it('counts in epochs that were gone through, where they are known', () => {
    const progress = { done: 10, total: 60, unit: 'epochs' };
    expect(estimate(request, [trained(20, { progress }), trained(1)], 40)).toMatchObject({
      usual: 80_000,
      jobs: 1,
      epochs: 40
    });
  });

  it('knows nothing where there is no such job', () => {
    expect(estimate(request, [])).toBeUndefined();
    expect(estimate({ kind: 'command', command: ['a'] }, [trained(1)])).toBeUndefined();
  });
});
