import { describe, expect, it } from '@jest/globals';
import { jobStates, type JobEvent, type JobState } from '@sonde/schema';
import { fold } from './fold.js';
import type { StoredJob } from './job-folder.js';

const stored: StoredJob = {
  id: '1m84sfajf-02q0',
  kind: 'train',
  title: 'A job',
  module: 'count@1.2.0',
  folder: '/m',
  code: '/m/module.js',
  args: { epochs: 2 },
  target: 'local',
  attempt: 1,
  labels: {},
  request: { kind: 'train', module: 'count' },
  created: '2026-01-01T00:00:00.000Z'
};
const device = { engine: 'e', kind: 'cpu' as const, device: 'd', threads: 1, why: 'w' };
const state = (t: number, state: JobState, more: object = {}): JobEvent => ({
  t,
  kind: 'state',
  state,
  ...more
});

describe('fold', () => {
  it('starts queued, with what was asked for', () => {
    expect(fold(stored, [])).toMatchObject({
      state: 'queued',
      title: 'A job',
      args: { epochs: 2 },
      metrics: {},
      artefacts: []
    });
  });

  it('keeps what is used now, what there is, and the most memory there was', () => {
    const usage = (t: number, memoryBytes: number, more: object = {}): JobEvent => ({
      t,
      kind: 'usage',
      cpus: 1.5,
      memoryBytes,
      ...more
    });
    const of = { cpus: 2, memoryBytes: 100 };
    const record = fold(stored, [usage(1, 50, { of }), usage(2, 80), usage(3, 60)]);
    expect(record.usage).toEqual({ cpus: 1.5, memoryBytes: 60, of, peakMemoryBytes: 80 });
  });

  it('keeps times, the last value of each series, the progress, the device and the result', () => {
    const record = fold(stored, [
      state(1000, 'queued'),
      state(2000, 'preparing', { pid: 1 }),
      state(3000, 'running'),
      state(3500, 'running', { device }),
      { t: 4000, kind: 'metric', series: 'loss', step: 1, value: 2 },
      { t: 4000, kind: 'metric', series: 'loss', step: 2, value: 1 },
      { t: 4000, kind: 'progress', done: 1, total: 2, unit: 'epochs' },
      { t: 4000, kind: 'log', level: 'info', text: 'hello' },
      { t: 4500, kind: 'artefact', name: 'm', path: 'artefacts/m', bytes: 1 },
      { t: 4600, kind: 'artefact', name: 'm', path: 'artefacts/m', bytes: 2 },
      state(5000, 'succeeded', { result: { accuracy: 1 } })
    ]);
    expect(record).toMatchObject({
      state: 'succeeded',
      queued: '1970-01-01T00:00:01.000Z',
      started: '1970-01-01T00:00:03.000Z',
      finished: '1970-01-01T00:00:05.000Z',
      metrics: { loss: 1 },
      progress: { done: 1, total: 2, unit: 'epochs' },
      device,
      artefacts: [{ name: 'm', path: 'artefacts/m', bytes: 2 }],
      result: { accuracy: 1 }
    });
  });

  it('lets nothing change the state after a final one', () => {
    for (const final of ['succeeded', 'failed', 'cancelled', 'lost'] as const) {
      const record = fold(stored, [
        state(1, 'preparing'),
        state(2, 'running'),
        state(3, 'stopping'),
        state(4, final, { reason: 'first' }),
        ...(Object.keys(jobStates) as JobState[]).map(later => state(5, later, { reason: 'later' }))
      ]);
      expect(record).toMatchObject({ state: final, reason: 'first', finished: '1970-01-01T00:00:00.004Z' });
    }
  });

  it('ignores steps that the table of states does not know', () => {
    expect(fold(stored, [state(1, 'running')]).state).toBe('queued');
    expect(fold(stored, [state(1, 'preparing'), state(2, 'stopping'), state(3, 'running')]).state).toBe(
      'stopping'
    );
  });

  it('goes back to the queue with a job whose place was taken, and keeps when it first began', () => {
    const back = state(3, 'queued', { again: true });
    const began = [state(1, 'preparing', { place: { id: '7', node: 'n1' } }), state(2, 'running')];
    expect(fold(stored, [...began, back])).toMatchObject({ state: 'queued', place: { id: '7' } });
    expect(fold(stored, [...began, back]).place).not.toHaveProperty('node');
    const again = [...began, back, state(4, 'preparing')];
    expect(fold(stored, again)).toMatchObject({ state: 'preparing' });
    const { prepared, started } = fold(stored, [...again, state(5, 'running')]);
    expect([prepared, started]).toEqual([new Date(1).toISOString(), new Date(2).toISOString()]);
  });

  it('goes on with a job that a cluster started again, though nobody saw it wait', () => {
    const again = [state(1, 'preparing'), state(2, 'running'), state(3, 'preparing', { pid: 7 })];
    expect(fold(stored, again).state).toBe('preparing');
    expect(
      fold(stored, [state(1, 'preparing'), state(2, 'queued', { again: true }), state(3, 'succeeded')]).state
    ).toBe('succeeded');
  });

  it('does not go back for a note on a state that was over when it was written', () => {
    const late = [
      state(1, 'preparing'),
      state(2, 'running'),
      state(3, 'queued', { reason: 'Slurm: runs on n1' })
    ];
    expect(fold(stored, late)).not.toHaveProperty('reason');
    expect(fold(stored, [...late, state(4, 'preparing'), state(5, 'succeeded')]).state).toBe('succeeded');
  });

  it('forgets why it was in a state when it leaves that state', () => {
    const record = fold(stored, [state(1, 'preparing', { reason: 'copying data' }), state(2, 'running')]);
    expect(record.reason).toBeUndefined();
  });

  it('gives the same record when the events are folded again', () => {
    const events = [
      state(1, 'preparing'),
      state(2, 'failed', { reason: 'x', error: { name: 'E', message: 'x' } })
    ];
    expect(fold(stored, events)).toEqual(fold(stored, events));
  });
});
