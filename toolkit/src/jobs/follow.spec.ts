import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { JobEvent } from '@sonde/schema';
import { follow } from './follow.js';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'sonde-follow-'))));
afterAll(() => rm(folder, { recursive: true }));

const metric = (step: number): JobEvent => ({
  t: step,
  kind: 'metric',
  series: 'loss',
  step,
  value: 1 / step
});
const end: JobEvent = { t: 99, kind: 'state', state: 'succeeded' };
const line = (event: JobEvent): string => `${JSON.stringify(event)}\n`;

async function collect(
  events: AsyncIterable<{ line: number; event: JobEvent }>
): Promise<[number, JobEvent][]> {
  const all: [number, JobEvent][] = [];
  for await (const { line, event } of events) all.push([line, event]);
  return all;
}

describe('follow', () => {
  it('gives what is there and what comes, also when lines come in pieces, and ends after the final event', async () => {
    const path = join(folder, 'pieces');
    await writeFile(path, line(metric(1)));
    const all = collect(follow(path));
    for (const piece of [
      line(metric(2)).slice(0, 9),
      line(metric(2)).slice(9) + line(metric(3)),
      line(end),
      line(metric(4))
    ]) {
      await sleep(30);
      await appendFile(path, piece);
    }
    expect(await all).toEqual([
      [1, metric(1)],
      [2, metric(2)],
      [3, metric(3)],
      [4, end]
    ]);
  });

  it('resumes after a line', async () => {
    const path = join(folder, 'resume');
    await writeFile(path, [1, 2, 3].map(step => line(metric(step))).join('') + line(end));
    expect(await collect(follow(path, { from: 2 }))).toEqual([
      [3, metric(3)],
      [4, end]
    ]);
    expect(await collect(follow(path, { from: 4 }))).toEqual([]);
  });

  it('notices what another writes before it would look', async () => {
    const path = join(folder, 'quick');
    await writeFile(path, '');
    const events = follow(path, { poll: 10_000 });
    const first = events.next();
    await sleep(50);
    const written = performance.now();
    await appendFile(path, line(metric(1)));
    await first;
    expect(performance.now() - written).toBeLessThan(8_000);
    await events.return(undefined);
  });

  it('ends quietly when it is told to', async () => {
    const path = join(folder, 'abort');
    await writeFile(path, line(metric(1)));
    const stop = new AbortController();
    const events = follow(path, { signal: stop.signal, poll: 10_000 });
    await events.next();
    const rest = collect(events);
    stop.abort();
    expect(await rest).toEqual([]);
  });

  it('calls for a look at the writer when nothing comes', async () => {
    const path = join(folder, 'idle');
    await writeFile(path, '');
    const all = collect(follow(path, { poll: 100, idle: () => appendFile(path, line(end)) }));
    expect(await all).toEqual([[1, end]]);
  });
});
