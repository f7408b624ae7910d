/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import type { JobRecord, JobState } from '@sonde/schema';
import { layOut, type Item, type LayoutChoice } from './layout.js';

let made = 0;
const job = (state: JobState, more: Partial<JobRecord> = {}): JobRecord => {
  made += 1;
  const time = new Date(made * 1000).toISOString();
  return {
    id: `j${made}`,
    kind: 'train',
    title: 'count on data',
    args: {},
    target: 'local',
    attempt: 1,
    labels: {},
    state,
    created: time,
    finished: time,
    metrics: {},
    artefacts: [],
    ...more
  };
};
const choice: LayoutChoice = { filter: '', grouping: 'none', folded: new Set() };
const said = (item: Item) =>
  item.kind === 'job'
    ? item.job.title
    : `${item.kind} ${item.kind === 'group' ? item.name : item.section} ${item.count}`;
const read = (jobs: JobRecord[], more: Partial<LayoutChoice> = {}) =>
  layOut(jobs, { ...choice, ...more }).items.map(said);

describe('the layout of the panel', () => {
  const jobs = [
    job('succeeded', { title: 'a', module: 'images@1.0.0' }),
    job('failed', { title: 'b', module: 'texts@1.0.0', target: 'cluster' }),
    job('queued', { title: 'c' }),
    job('running', { title: 'd', module: 'images@1.1.0', labels: { notebook: 'lab/one.ipynb' }, group: 'lr' })
  ];

  it('has a section for what runs, waits and has ended, with counts, and none that is empty', () => {
    expect(read(jobs)).toEqual([
      'section running 1',
      'd',
      'section waiting 1',
      'c',
      'section ended 2',
      'b',
      'a'
    ]);
    expect(read([jobs[2]!])).toEqual(['section waiting 1', 'c']);
  });

  it('counts what a folded section hides', () => {
    expect(read(jobs, { folded: new Set(['ended']) }).at(-1)).toBe('section ended 2');
  });

  it('finds jobs by all words of title, module, target, state and labels', () => {
    expect(read(jobs, { filter: 'FAIL clus' })).toEqual(['section ended 1', 'b']);
    expect(read(jobs, { filter: 'one.ipynb' })).toEqual(['section running 1', 'd']);
    expect(read(jobs, { filter: jobs[0]!.id })).toContain('a');
    expect(read(jobs, { filter: 'nothing' })).toEqual([]);
  });

  it('groups by module of any version, by notebook, and by sweep', () => {
    expect(read(jobs, { grouping: 'module' })).toEqual([
      'section running 1',
      'group images 1',
      'd',
      'section waiting 1',
      'group undefined 1',
      'c',
      'section ended 2',
      'group texts 1',
      'b',
      'group images 1',
      'a'
    ]);
    expect(read(jobs, { grouping: 'notebook' })).toContain('group lab/one.ipynb 1');
    expect(read(jobs, { grouping: 'sweep' })).toContain('group lr 1');
    expect(read(jobs, { grouping: 'sweep', folded: new Set(['running/sweep/lr']) })).not.toContain('d');
  });

  it('names the ended jobs that are found: they can be cleared', () => {
    expect(layOut(jobs, { ...choice, filter: 'cluster' }).ended).toEqual([jobs[1]!.id]);
  });

  it('lays ten thousand jobs out', () => {
    const many = Array.from({ length: 10_000 }, (_, i) => job('succeeded', { title: `job ${i}` }));
    expect(layOut(many, { ...choice, grouping: 'module' }).found).toBe(10_000);
  });
});
