import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  displayPort,
  isFinal,
  jupyterDisplay,
  mime,
  type DisplayPort,
  type MimeBundle,
  type RunView
} from '@sonde/schema';
import { load } from '../modules/load.js';
import { train } from '../modules/train.js';
import { job, jobs, openJobs } from './open-jobs.js';
import { watch } from './watch.js';

let home: string;
let data: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'sonde-run-'));
  process.env['SONDE_HOME'] = home;
  process.env['SONDE_MODULES'] = join(import.meta.dirname, 'fixtures');
  data = join(home, 'data.csv');
  await writeFile(data, 'a\n1\n');
});
afterEach(() => {
  delete (globalThis as { [displayPort]?: DisplayPort })[displayPort];
});
afterAll(async () => {
  openJobs().close();
  await rm(home, { recursive: true, maxRetries: 20, retryDelay: 100 });
});

/** Puts a kernel's display port in place, as a cell would find it. */
function cell({ answer }: { answer?: string } = {}) {
  const shown: MimeBundle[] = [];
  const questions: string[] = [];
  const interrupt = new AbortController();
  const port = {
    show: (bundle: MimeBundle) => void shown.push(bundle),
    update: (_: string, bundle: MimeBundle) => void shown.push(bundle),
    signal: interrupt.signal,
    origin: { notebook: '/home/me/one.ipynb', cell: 'c1' },
    askOnInterrupt: (question: string, then: (answer?: string) => void) => {
      questions.push(question);
      then(answer);
    }
  };
  (globalThis as { [displayPort]?: DisplayPort })[displayPort] = port as unknown as DisplayPort;
  return { shown, questions, interrupt: () => interrupt.abort() };
}

const states = (shown: MimeBundle[]): string[] => shown.map(bundle => (bundle[mime.run] as RunView).state);

async function eventually(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200 && !holds(); tries++) await new Promise(resolve => setTimeout(resolve, 25));
  expect(holds()).toBe(true);
}

describe('a run in a cell', () => {
  it('is drawn at once, while it runs and at its end, whether or not the cell waits', async () => {
    const { shown } = cell();
    const run = await train('count', data, { epochs: 40, pause: 60, title: 'Forty' });
    expect(states(shown)).toEqual(['queued']);
    // As the last expression of this cell it need not be drawn a second time; in another cell it is.
    expect(await run[jupyterDisplay]()).toEqual({ 'text/plain': `Run ${run.id}, drawn above` });
    const result = await run.result();
    expect(result).toMatchObject({ accuracy: 0.75, labels: ['few', 'many'] });
    await eventually(() => states(shown).at(-1) === 'succeeded');
    expect(states(shown)).toContain('running');
    expect(shown.at(-1)?.['text/plain']).toMatch(/^Forty \(count@1.2.0\)\nSucceeded · 40 of 40 epochs/);
    expect((shown.at(-1)?.[mime.run] as RunView).series['val_loss']?.points).toHaveLength(40);
  });

  it('gives its confusion matrix and a module with the new weights', async () => {
    const run = await train('count', data, { epochs: 7 });
    expect(run.confusion).toBeUndefined();
    const better = await run.module();
    expect(await better.predict(data, { plus: 2 })).toBe(3 + 7 + 2);
    expect(run.confusion).toMatchObject({
      accuracy: 0.75,
      counts: [
        [2, 1],
        [0, 1]
      ]
    });
    expect(run.confusion?.[jupyterDisplay]()).toHaveProperty('image/svg+xml');
    expect(await load('count', { weights: run })).toMatchObject({ name: 'count' });
  });

  it('says which cell started it', async () => {
    cell();
    const run = await train('count', data, { epochs: 1, title: 'labelled' });
    expect((await run.record()).labels).toEqual({ notebook: '/home/me/one.ipynb', cell: 'c1' });
    await run.result();
  });

  it('goes on when the cell that waits for it is interrupted and the user wants no more than that', async () => {
    const said = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    const { questions, interrupt } = cell({ answer: '' });
    const run = await train('count', data, { epochs: 1000, pause: 20, title: 'Long' });
    const result = expect(run.result()).rejects.toMatchObject({ code: 'job-cancelled' });
    interrupt();
    expect(questions).toEqual(['Interrupted. Stop "Long" too? y: stop it; Enter: stop watching only ']);
    expect(said).toHaveBeenCalledWith(
      expect.stringContaining(`"Long" goes on. To look at it again: watch('${run.id}')`)
    );
    said.mockRestore();
    expect(isFinal((await run.record()).state)).toBe(false);
    await run.cancel();
    await result;
  });

  it.each([
    ['the user says so', 'y'],
    ['nobody can be asked', undefined]
  ])('is cancelled when the cell that waits for it is interrupted and %s', async (_when, answer) => {
    const { shown, interrupt } = cell({ ...(answer && { answer }) });
    const run = await train('count', data, { epochs: 1000, pause: 20 });
    const result = run.result();
    setTimeout(interrupt, 600);
    await expect(result).rejects.toMatchObject({ code: 'job-cancelled' });
    expect(run.state).toBe('cancelled');
    await eventually(() => states(shown).at(-1) === 'cancelled');
  });

  it('is found again by its id, and shows itself', async () => {
    const { id } = await train('count', data, { epochs: 3 });
    const again = await job(id);
    await again.result();
    const bundle = await again[jupyterDisplay]();
    expect(bundle[mime.run]).toMatchObject({
      job: id,
      state: 'succeeded',
      series: {
        loss: {
          points: [
            [1, 1],
            [2, 0.5],
            [3, expect.any(Number)]
          ]
        }
      }
    });
    const list = await jobs({ limit: 1 });
    expect(list[0]?.id).toBe(id);
    expect(list[jupyterDisplay]()['text/plain']).toContain(id);
  });

  it('goes on when only its watching is interrupted', async () => {
    const run = await train('count', data, { epochs: 1000, pause: 20 });
    const { shown, interrupt } = cell();
    setTimeout(interrupt, 500);
    await watch(run.id);
    expect(shown.length).toBeGreaterThan(1);
    expect(isFinal((await run.record()).state)).toBe(false);
    expect(await run.cancel()).toMatchObject({ state: 'cancelled' });
  });

  it('can wait with a signal, which stops the waiting only', async () => {
    const run = await train('count', data, { epochs: 1000, pause: 20 });
    await expect(run.result({ signal: AbortSignal.timeout(100) })).rejects.toThrow('timeout');
    expect(isFinal((await run.record()).state)).toBe(false);
    await run.cancel();
  });
});

describe('watch', () => {
  it('draws the events of a loop that is no job', async () => {
    const { shown } = cell();
    async function* loop() {
      for (let step = 1; step < 4; step++)
        yield await Promise.resolve({ t: step, kind: 'metric' as const, series: 'loss', step, value: 1 });
    }
    await watch(loop(), { title: 'Mine' });
    expect(shown.at(-1)?.[mime.run]).toMatchObject({
      title: 'Mine',
      series: {
        loss: {
          points: [
            [1, 1],
            [2, 1],
            [3, 1]
          ]
        }
      }
    });
  });

  it('prints lines where there is no notebook', async () => {
    const print = jest.spyOn(console, 'log').mockImplementation(() => undefined);
    await watch(await train('count', data, { epochs: 2 }));
    const lines = print.mock.calls.map(([line]) => String(line));
    print.mockRestore();
    expect(lines).toContain('Preparing');
    expect(lines.at(-1)).toMatch(/^Succeeded · 2 of 2 epochs/);
  });
});

describe('a loaded module', () => {
  it('says what is wrong with options, arguments and data before anything starts', async () => {
    const count = await load('count');
    await expect(count.predict(data, { pluss: 1 })).rejects.toMatchObject({
      fields: { pluss: ['there is no argument "pluss". Did you mean "plus"?'] }
    });
    await expect(count.train(data, { epochs: 1.5 })).rejects.toMatchObject({ code: 'arguments-wrong' });
    await expect(count.train('/no/such')).rejects.toMatchObject({ code: 'data-missing' });
    await expect(count.train(data, { on: 'mars' as 'local' })).rejects.toMatchObject({
      code: 'target-unknown'
    });
    await expect(count.predict(data)).rejects.toMatchObject({ code: 'not-trained' });
    expect(await count.check(data, { epochs: 2 })).toBe('3 lines');
    await expect(load('cuont')).rejects.toMatchObject({
      hint: expect.stringContaining('Did you mean "count"?')
    });
    await expect(load('count', { weights: 'nowhere' })).rejects.toMatchObject({ code: 'weights-missing' });
  });
});
