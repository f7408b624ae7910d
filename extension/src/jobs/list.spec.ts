import { describe, expect, it } from '@jest/globals';
import type { JobRecord, JobState } from '@sonde/schema';
import { changeJobs, justEnded, noJobs, sections, type JobsList } from './list.js';

const job = (id: string, state: JobState, more: Partial<JobRecord> = {}): JobRecord => ({
  id,
  kind: 'train',
  title: id,
  module: 'm@1.0.0',
  args: {},
  target: 'local',
  attempt: 1,
  labels: {},
  state,
  created: '2026-01-01T00:00:00Z',
  metrics: {},
  artefacts: [],
  ...more
});
const listOf = (...jobs: JobRecord[]): JobsList =>
  changeJobs(noJobs, { kind: 'snapshot', jobs, complete: true });
const ids = (jobs: JobRecord[]) => jobs.map(each => each.id);

describe('changeJobs', () => {
  it('knows nothing before the first answer', () => {
    expect(noJobs.loaded).toBe(false);
    expect(changeJobs(noJobs, { kind: 'connecting' })).toMatchObject({
      loaded: false,
      connection: 'connecting'
    });
  });

  it('forgets jobs that a new snapshot no longer has', () => {
    const list = changeJobs(listOf(job('a', 'running'), job('b', 'queued')), {
      kind: 'snapshot',
      jobs: [job('b', 'running')],
      complete: true
    });
    expect([...list.jobs.keys()]).toEqual(['b']);
    expect(list.connection).toBe('live');
  });

  it('replaces one job and adds new ones, without touching the list it was given', () => {
    const before = listOf(job('a', 'queued'));
    const after = changeJobs(before, { kind: 'jobs', jobs: [job('a', 'running'), job('b', 'queued')] });
    expect(before.jobs.get('a')?.state).toBe('queued');
    expect(after.jobs.get('a')?.state).toBe('running');
    expect(after.jobs.size).toBe(2);
  });

  it('drops deleted jobs, and lets older ones follow without overwriting what it knows', () => {
    const before = listOf(job('b', 'running'), job('c', 'failed'));
    const gone = changeJobs(before, { kind: 'jobs', jobs: [], gone: ['c'] });
    expect([...gone.jobs.keys()]).toEqual(['b']);
    const older = changeJobs(gone, { kind: 'older', jobs: [job('a', 'failed'), job('b', 'queued')] });
    expect([...older.jobs.keys()]).toEqual(['a', 'b']);
    expect(older.jobs.get('b')?.state).toBe('running');
  });

  it('keeps what it knows while the connection is lost, and forgets the error once it is back', () => {
    const lost = changeJobs(listOf(job('a', 'running')), {
      kind: 'lost',
      error: { name: 'E', message: 'gone' }
    });
    expect(lost).toMatchObject({ connection: 'lost', loaded: true, error: { message: 'gone' } });
    expect(lost.jobs.size).toBe(1);
    expect(changeJobs(lost, { kind: 'snapshot', jobs: [], complete: true }).error).toBeUndefined();
  });
});

describe('justEnded', () => {
  it('names jobs that were at work and have ended, also during a lost connection', () => {
    const before = listOf(job('a', 'running'), job('b', 'stopping'), job('c', 'queued'), job('d', 'failed'));
    const after = [job('a', 'succeeded'), job('b', 'cancelled'), job('c', 'running'), job('d', 'failed')];
    expect(ids(justEnded(before, after))).toEqual(['a', 'b']);
  });

  it('says nothing of jobs that had ended before anybody looked', () => {
    expect(justEnded(noJobs, [job('a', 'succeeded')])).toEqual([]);
  });
});

describe('sections', () => {
  it('puts preparing and stopping jobs among the running ones, latest start first', () => {
    const { running } = sections([
      job('a', 'running', { started: '2026-01-01T00:01:00Z' }),
      job('b', 'preparing', { created: '2026-01-01T00:03:00Z' }),
      job('c', 'stopping', { started: '2026-01-01T00:02:00Z' })
    ]);
    expect(ids(running)).toEqual(['b', 'c', 'a']);
  });

  it('lists waiting jobs in the order in which they will start, ended ones latest first', () => {
    const { waiting, ended } = sections([
      job('q2', 'queued', { created: '2026-01-01T00:02:00Z' }),
      job('q1', 'queued', { created: '2026-01-01T00:01:00Z' }),
      job('f1', 'failed', { finished: '2026-01-01T00:01:00Z' }),
      job('f2', 'lost', { finished: '2026-01-01T00:02:00Z' })
    ]);
    expect(ids(waiting)).toEqual(['q1', 'q2']);
    expect(ids(ended)).toEqual(['f2', 'f1']);
  });
});
