import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Jobs } from './jobs.js';

const id = '1m84sfajf-02q0';
let home: string;
let jobs: Jobs;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'sonde-store-'));
  jobs = new Jobs({ home, sources: [] });
});
afterEach(async () => {
  jobs.close();
  await rm(home, { recursive: true, maxRetries: 20, retryDelay: 100 });
});

/** A job as the first version left it. */
const old = {
  id,
  kind: 'train',
  title: 'count on data.csv',
  module: 'count@1.2.0',
  folder: '/m',
  code: '/m/module.js',
  args: { epochs: 2 },
  data: { path: '/data.csv', fingerprint: 'f', files: 1, bytes: 8 },
  target: 'local',
  labels: {},
  created: '2026-01-01T00:00:00.000Z'
};

async function leave(folder: string, job: string): Promise<void> {
  await mkdir(join(home, 'jobs', folder), { recursive: true });
  await writeFile(join(home, 'jobs', folder, 'job.json'), job);
  const states = ['queued', 'preparing', 'running', 'succeeded'];
  const events = states.map((state, i) => ({ t: Date.parse(old.created) + i, kind: 'state', state }));
  await writeFile(
    join(home, 'jobs', folder, 'events.ndjson'),
    events.map(event => `${JSON.stringify(event)}\n`).join('')
  );
}

describe('the store', () => {
  it('shows jobs of the first version as those of today', async () => {
    await leave(id, JSON.stringify(old));
    expect(await jobs.get(id)).toMatchObject({ id, attempt: 1, state: 'succeeded', module: 'count@1.2.0' });
    expect(JSON.parse(await readFile(join(home, 'store.json'), 'utf8'))).toEqual({ version: 2 });
  });

  it('can ask for a job of the first version again', async () => {
    await leave(id, JSON.stringify(old));
    // What was asked for is known: it fails for the data that are gone, not for the request.
    await expect(jobs.retry(id)).rejects.toThrow('count');
  });

  it('is refused when a newer version wrote it', async () => {
    await writeFile(join(home, 'store.json'), '{"version": 9}');
    await expect(jobs.list()).rejects.toMatchObject({
      code: 'store-newer',
      message: `The jobs in ${home} were written by a newer Sonde (store version 9, this one knows 2)`,
      hint: 'Update Sonde, or set SONDE_HOME to another folder.'
    });
    expect(JSON.parse(await readFile(join(home, 'store.json'), 'utf8'))).toEqual({ version: 9 });
  });

  it('puts a record that cannot be read aside, and lists the others', async () => {
    const said = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    const [torn, wrong] = ['1m84sfajf-02q1', '1m84sfajf-02q2'];
    await leave(id, JSON.stringify(old));
    await leave(torn, JSON.stringify(old).slice(0, 40));
    await leave(wrong, '{"id": 7}');
    expect((await jobs.list()).map(job => job.id)).toEqual([id]);
    expect(await jobs.quarantined()).toEqual([
      {
        id: torn,
        path: join(home, 'quarantine', torn),
        why: expect.stringContaining(`The record of job ${torn} cannot be read`)
      },
      {
        id: wrong,
        path: join(home, 'quarantine', wrong),
        why: expect.stringContaining('"id" should be text, it is 7')
      }
    ]);
    expect(existsSync(join(home, 'quarantine', torn, 'events.ndjson'))).toBe(true);
    expect(said).toHaveBeenCalledTimes(2);
    await jobs.list();
    expect(said).toHaveBeenCalledTimes(2);
    said.mockRestore();
  });
});
