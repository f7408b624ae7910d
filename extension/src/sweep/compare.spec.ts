/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import type { JobRecord } from '@sonde/schema';
import { compare } from './compare.js';

const job = (
  id: string,
  args: JobRecord['args'],
  metrics: JobRecord['metrics'],
  state: JobRecord['state'] = 'succeeded'
) => ({ id, args: { epochs: 5, ...args }, metrics, state }) as unknown as JobRecord;

const jobs = [
  job('c', { rate: 0.01 }, { loss: 0.2, val_loss: 0.1, val_accuracy: 0.8 }),
  job('a', { rate: 1 }, { loss: 0.1, val_loss: 0.3, val_accuracy: 0.9 }),
  job('b', { rate: 0.1 }, { val_loss: 0.01 }, 'failed'),
  job('d', { rate: 2 }, {}, 'queued')
];
const order = (by?: string) => compare(jobs, by).rows.map(row => row.job.id);

describe('compare', () => {
  it('ranks by the held-out loss, the best first, what failed last', () => {
    const { args, series, by, better, rows } = compare(jobs);
    expect([args, by, better]).toEqual([['rate'], 'val_loss', 'lower']);
    expect(series).toEqual(['val_loss', 'val_accuracy', 'loss']);
    expect(order()).toEqual(['c', 'a', 'd', 'b']);
    expect(rows[0]).toMatchObject({
      best: true,
      number: 2,
      args: ['0.01'],
      values: ['0.1', '80.0 %', '0.2']
    });
    expect(rows.filter(row => row.best)).toHaveLength(1);
  });

  it('ranks by what is chosen; of an accuracy more is better', () => {
    expect(compare(jobs, 'val_accuracy').better).toBe('higher');
    expect(order('val_accuracy')).toEqual(['a', 'c', 'd', 'b']);
    expect(order('nothing')).toEqual(order());
  });

  it.each([
    ['val_perplexity', 'lower'],
    ['WER', 'lower'],
    ['cer', 'lower'],
    ['secondsPerStep', 'lower'],
    ['epoch time', 'lower'],
    ['logloss', 'lower'],
    ['accuracy', 'higher'],
    ['f1_score', 'higher'],
    ['power', 'higher']
  ] as const)('of %s %s is better', (series, better) => {
    expect(compare([job('a', {}, { [series]: 1 })]).better).toBe(better);
  });

  it('has no best before anything was measured', () => {
    const { by, rows } = compare([job('a', {}, {}, 'running')]);
    expect(by).toBeUndefined();
    expect(rows[0]?.best).toBe(false);
  });
});
