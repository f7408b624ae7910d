/** Jobs on a full disk: each ends with a sentence that says so. */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { fill, smallDisk } from '../testing/small-disk.js';
import { Jobs } from './jobs.js';

const sources = [
  { name: 'fixtures', kind: 'folder' as const, location: join(import.meta.dirname, 'fixtures') }
];
const disk = await smallDisk('jobs');

disk.describe('on a full disk', () => {
  const data = join(disk.path, 'data.csv');
  const home = join(disk.path, 'home');
  let jobs: Jobs;

  beforeAll(async () => {
    await writeFile(data, 'a\n1\n');
    jobs = new Jobs({ home, sources });
  });
  afterAll(() => jobs.close());

  it('a job whose model no longer fits ends failed, with a sentence that says so', async () => {
    const { id } = await jobs.submit({
      kind: 'train',
      module: 'count',
      data,
      args: { what: 'fill', epochs: 100 }
    });
    expect(await jobs.ended(id)).toMatchObject({
      state: 'failed',
      reason: expect.stringMatching(/^The disk is full: cannot write .*\/home\/jobs\//),
      error: { code: 'disk-full', hint: 'Free some space, or set SONDE_HOME to a folder on another disk.' }
    });
  });

  it('a job whose events no longer fit ends failed as well', async () => {
    await rm(join(home, 'jobs'), { recursive: true });
    jobs.close();
    const { id } = await jobs.submit({
      kind: 'train',
      module: 'count',
      data,
      args: { epochs: 1000, pause: 100 }
    });
    for await (const event of jobs.events(id)) if (event.kind === 'progress') break;
    // Full before the next event, or the ballast would take the space that the job keeps back for its last words.
    await fill(join(disk.path, 'ballast'));
    expect(await jobs.ended(id)).toMatchObject({ state: 'failed', error: { code: 'disk-full' } });
    expect((await jobs.list()).map(record => record.id)).toEqual([id]);
  });

  it('no job is made, and the list can still be read', async () => {
    await fill(join(disk.path, 'more-ballast'));
    await expect(jobs.submit({ kind: 'train', module: 'count', data })).rejects.toMatchObject({
      code: 'disk-full',
      message: expect.stringMatching(/^The disk is full: cannot write /)
    });
    const fresh = new Jobs({ home, sources });
    expect(await fresh.list()).toHaveLength(1);
    fresh.close();
  });
});
