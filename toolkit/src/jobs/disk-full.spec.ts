/** Jobs on a full disk: each ends with a sentence that says so. */
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
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
    let runner = 0;
    for await (const event of jobs.events(id)) {
      if (event.kind === 'state') runner = event.pid ?? runner;
      if (event.kind === 'progress') break;
    }
    // Full before the next event, or the ballast would take the space that the job keeps back for its last words.
    await fill(join(disk.path, 'ballast'));
    expect(await jobs.ended(id)).toMatchObject({ state: 'failed', error: { code: 'disk-full' } });
    expect((await jobs.list()).map(record => record.id)).toEqual([id]);
    // What its process still gives back as it leaves would make room for the next test's job.
    while (existsSync(`/proc/${runner}`)) await sleep(20);
  });

  it('no job is made, and the list can still be read', async () => {
    const before = await jobs.list();
    let refusal: unknown;
    // What is still given back by others (a process that leaves, the file system itself) can make room for one more job.
    for (let tries = 0; refusal === undefined && tries < 10; tries++) {
      await fill(join(disk.path, `more-ballast-${tries}`));
      await jobs.submit({ kind: 'train', module: 'count', data, args: { epochs: 1 } }).then(
        async ({ id }) => void before.push(await jobs.ended(id)),
        (error: unknown) => (refusal = error)
      );
    }
    expect(refusal).toMatchObject({
      code: 'disk-full',
      message: expect.stringMatching(/^The disk is full: cannot write /)
    });
    const fresh = new Jobs({ home, sources });
    expect(await fresh.list()).toHaveLength(before.length);
    fresh.close();
  });
});
