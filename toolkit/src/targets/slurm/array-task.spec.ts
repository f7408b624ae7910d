import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readlink, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { jobFolder, type JobFolder } from '../../jobs/job-folder.js';
import { arrayOf, dropTask, linksOf, readTask, tasksIn, writeTask } from './array-task.js';

describe('a task of an array job', () => {
  let home: string;
  let jobs: JobFolder[];
  beforeEach(async () => {
    home = await mkdtemp(join(await realpath(tmpdir()), 'sonde-array-'));
    jobs = ['a', 'b'].map(id => jobFolder(home, id));
    for (const { path } of jobs) await mkdir(path, { recursive: true });
  });
  afterEach(() => rm(home, { recursive: true }));

  it('is noted in the job’s folder and found by its number, wherever the home is mounted', async () => {
    const [a, b] = jobs as [JobFolder, JobFolder];
    writeTask(a, { name: 'sweep', task: 0 });
    writeTask(b, { name: 'sweep', task: 1 });
    expect(readTask(b)).toEqual({ name: 'sweep', task: 1 });
    expect(await realpath(join(home, 'arrays/sweep/1'))).toBe(b.path);
    expect(await readlink(join(linksOf(b, 'sweep'), '1'))).toBe('../../jobs/b');
  });

  it('goes with its job, and the last one with all that the array left', () => {
    const [a, b] = jobs as [JobFolder, JobFolder];
    writeTask(a, { name: 'sweep', task: 0 });
    writeTask(b, { name: 'sweep', task: 1 });
    dropTask(a);
    expect([readTask(a), existsSync(join(home, 'arrays/sweep'))]).toEqual([undefined, true]);
    dropTask(b);
    expect(existsSync(join(home, 'arrays/sweep'))).toBe(false);
    dropTask(b);
  });

  it('is read out of Slurm’s words for many', () => {
    expect(tasksIn('0-3,7%2')).toEqual([0, 1, 2, 3, 7]);
    expect(tasksIn('2-6:2')).toEqual([2, 4, 6]);
    expect(tasksIn('5')).toEqual([5]);
    expect(tasksIn('')).toEqual([]);
    expect(arrayOf('123_4')).toBe('123');
    expect(arrayOf('123')).toBe('123');
  });
});
