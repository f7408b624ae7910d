import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createJobFolder, type JobFolder, type StoredJob } from '../jobs/job-folder.js';
import { NumberedEvents } from './numbered-events.js';

describe('events from elsewhere', () => {
  let home: string;
  let folder: JobFolder;
  const event = (n: number, text = `said ${n}`): string =>
    JSON.stringify({ n, t: n, kind: 'log', level: 'info', text });
  const lines = (): string[] => readFileSync(folder.events, 'utf8').trimEnd().split('\n').slice(1);
  const nothing = { beforeEnd: () => Promise.resolve() };
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'sonde-numbered-'));
    folder = await createJobFolder(home, { id: 'j', created: '2026-01-01T00:00:00Z' } as StoredJob);
  });
  afterEach(() => rm(home, { recursive: true }));

  it('are written once, however often they are brought, and after a line that was cut off', async () => {
    const first = await NumberedEvents.begin(folder, nothing);
    for (const n of [10, 20, 10]) await first.write(event(n));
    first.close();
    appendFileSync(folder.events, '{"n":30,"t":3');
    const second = await NumberedEvents.begin(folder, nothing);
    expect(second.last).toBe(20);
    for (const n of [10, 20, 30]) await second.write(event(n));
    await second.write('no event at all');
    second.close();
    expect(lines()).toEqual([event(10), event(20), '{"n":30,"t":3', event(30)]);
  });

  it('end when everything else is here, and are brought again when that failed', async () => {
    const end = JSON.stringify({ n: 5, t: 5, kind: 'state', state: 'succeeded' });
    const failing = await NumberedEvents.begin(folder, { beforeEnd: () => Promise.reject(new Error('cut')) });
    await expect(failing.write(end)).rejects.toThrow('cut');
    failing.close();
    expect([lines(), existsSync(folder.final)]).toEqual([[], false]);
    const again = await NumberedEvents.begin(folder, nothing);
    await again.write(end);
    again.close();
    expect([again.ended, lines()]).toEqual([true, [end]]);
  });
});
