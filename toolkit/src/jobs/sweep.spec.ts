import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { jupyterDisplay, type DisplayPort, type JobRequest, type MimeBundle } from '@sonde/schema';
import { localTarget } from '../targets/local.js';
import { Jobs } from './jobs.js';
import { Sweep } from './sweep.js';

jest.setTimeout(60_000);

let home: string;
let data: string;
let jobs: Jobs;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'sonde-sweep-'));
  data = join(home, 'data.csv');
  await writeFile(data, 'a,b\n1,2\n');
  const sources = [
    { name: 'fixtures', kind: 'folder' as const, location: join(import.meta.dirname, 'fixtures') }
  ];
  jobs = new Jobs({ home, sources, targets: [localTarget()] });
});
afterAll(async () => {
  jobs.close();
  await rm(home, { recursive: true, maxRetries: 20, retryDelay: 100 });
});

const request = (args: Record<string, unknown>, more: Partial<JobRequest> = {}): JobRequest => ({
  kind: 'train',
  module: 'count',
  data,
  args,
  ...more
});

describe('a sweep', () => {
  it('is a group of jobs, one for each value, that are compared by how they did', async () => {
    const records = await jobs.sweep(request({ epochs: [2, 8, 4], pause: 0 }));
    expect(records.map(({ title, group, args }) => [title, group, args['epochs']])).toEqual([
      ['count on data.csv: epochs 2', records[0]?.group, 2],
      ['count on data.csv: epochs 8', records[0]?.group, 8],
      ['count on data.csv: epochs 4', records[0]?.group, 4]
    ]);
    const sweep = new Sweep(jobs, records);
    expect(await sweep.results()).toHaveLength(3);
    expect((await (await sweep.best()).record()).args).toMatchObject({ epochs: 8 });
    expect((await (await sweep.best({ better: 'higher' })).record()).args).toMatchObject({ epochs: 2 });
    const { 'text/plain': text, 'image/svg+xml': svg } = await sweep[jupyterDisplay]();
    expect((text as string).split('\n').slice(0, 3)).toEqual([
      'count on data.csv',
      '3 runs: 3 succeeded',
      expect.stringMatching(/^epochs 8 · val_loss 0\.1375 · Succeeded/)
    ]);
    expect((svg as string).match(/<path /g)).toHaveLength(3);
  });

  it('starts nothing when one of the values is wrong', async () => {
    const before = (await jobs.list()).length;
    await expect(jobs.sweep(request({ epochs: [2, -1] }))).rejects.toThrow('epochs');
    expect(await jobs.list()).toHaveLength(before);
  });

  it('is one sweep when it is asked for twice with one key', async () => {
    const asked = request({ epochs: [1, 2], pause: 0 }, { idempotencyKey: 'twice' });
    const [first, second] = [await jobs.sweep(asked), await jobs.sweep(asked)];
    expect(second.map(({ id, group }) => [id, group])).toEqual(first.map(({ id, group }) => [id, group]));
    await new Sweep(jobs, first).results();
  });

  it('is drawn in the cell until it is over, and stopped when the cell is interrupted', async () => {
    const interrupt = new AbortController();
    const drawn: MimeBundle[] = [];
    const keep = (...args: unknown[]): void => void drawn.push(args.at(-1) as MimeBundle);
    let stopping: unknown;
    const port = {
      signal: interrupt.signal,
      askOnInterrupt: (_question: string, then: (answer?: string) => unknown) => {
        stopping = then('yes');
      },
      show: (bundle: MimeBundle) => keep(bundle),
      update: (_id: string, bundle: MimeBundle) => keep(bundle)
    } as unknown as DisplayPort;
    const sweep = new Sweep(jobs, await jobs.sweep(request({ epochs: [999, 1000], pause: 20 })));
    const drawing = sweep.drawIn(port, { every: 100 });
    expect(drawn[0]?.['text/plain']).toContain('2 runs: 2 queued');
    interrupt.abort();
    expect(await sweep.results()).toEqual([undefined, undefined]);
    // Whoever has waited for the results has the last picture, too.
    expect(drawn.at(-1)?.['text/plain']).toContain('2 cancelled');
    await expect(sweep.best()).rejects.toThrow('No training of this sweep has succeeded (2 were started)');
    await Promise.all([drawing, stopping]);
  });
});
