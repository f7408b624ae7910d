/**
 * A full disk, for real: a small file system in memory. Needs root to mount it; elsewhere it says why it is left out,
 * but a build that is to be trusted (CI) must not leave it out.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Jobs } from './jobs.js';

const sources = [
  { name: 'fixtures', kind: 'folder' as const, location: join(import.meta.dirname, 'fixtures') }
];
const root = await mkdtemp(join(tmpdir(), 'sonde-full-'));
const why = mount(root);
if (why && process.env['CI'] === 'true') throw new Error(`Cannot test a full disk: ${why}`);
if (why) console.warn(`Left out: jobs on a full disk, because ${why}`);

function mount(path: string): string | undefined {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', path], { stdio: 'pipe' });
    return undefined;
  } catch (error) {
    return `a small file system cannot be mounted (${(error as Error).message.trim().split('\n').at(-1)})`;
  }
}

(why ? describe.skip : describe)('on a full disk', () => {
  const data = join(root, 'data.csv');
  const home = join(root, 'home');
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
    await fill(join(root, 'ballast'));
    expect(await jobs.ended(id)).toMatchObject({ state: 'failed', error: { code: 'disk-full' } });
    expect((await jobs.list()).map(record => record.id)).toEqual([id]);
  });

  it('no job is made, and the list can still be read', async () => {
    await fill(join(root, 'more-ballast'));
    await expect(jobs.submit({ kind: 'train', module: 'count', data })).rejects.toMatchObject({
      code: 'disk-full',
      message: expect.stringMatching(/^The disk is full: cannot write /)
    });
    const fresh = new Jobs({ home, sources });
    expect(await fresh.list()).toHaveLength(1);
    fresh.close();
  });
});

afterAll(async () => {
  // Lazily: SQLite gives its files back when its statements are collected.
  if (!why) execFileSync('umount', ['--lazy', root]);
  if (existsSync(root)) await rm(root, { recursive: true });
});

/** Writes until nothing more fits. */
async function fill(path: string): Promise<void> {
  for (const size of [1 << 20, 1 << 16, 1 << 12]) {
    for (let part = 0; part < 64; part++) {
      try {
        await writeFile(`${path}-${size}-${part}`, Buffer.alloc(size, 7));
      } catch {
        await rm(`${path}-${size}-${part}`, { force: true }); // an emptied one would only take a name
        break;
      }
    }
  }
}
