import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { mime, type DisplayPort, type JobEvent, type MimeBundle, type RunView } from '@sonde/schema';
import { drawLive } from './draw-live.js';
import { RunPicture } from './run-view.js';

function picture(): RunPicture {
  return new RunPicture({
    id: 'x',
    kind: 'train',
    title: 'A run',
    module: 'm@1',
    args: {},
    target: 'local',
    attempt: 1,
    labels: {},
    state: 'running',
    created: '2026-01-01T00:00:00Z',
    metrics: {},
    artefacts: []
  });
}

async function* training(steps: number, pause: number): AsyncGenerator<JobEvent> {
  for (let step = 1; step <= steps; step++) {
    if (pause > 0) await sleep(pause);
    yield { t: step, kind: 'metric', series: 'loss', step, value: 1 / step };
    yield { t: step, kind: 'progress', done: step, total: steps, unit: 'steps' };
  }
  yield { t: steps, kind: 'state', state: 'succeeded', result: { accuracy: 0.5 } };
}

/** A notebook that keeps what it is shown. */
function notebook(): { port: DisplayPort; shown: { id?: string; bundle: MimeBundle }[] } {
  const shown: { id?: string; bundle: MimeBundle }[] = [];
  const port = {
    show: (bundle: MimeBundle, { id }: { id?: string } = {}) => void shown.push({ id, bundle }),
    update: (id: string, bundle: MimeBundle) => void shown.push({ id, bundle }),
    signal: new AbortController().signal
  } as unknown as DisplayPort;
  return { port, shown };
}

const viewOf = (bundle?: MimeBundle): RunView => bundle?.[mime.run] as RunView;

describe('drawLive in a notebook', () => {
  it('shows one output at once, updates it no more than asked, and ends with the whole picture', async () => {
    const { port, shown } = notebook();
    const began = performance.now();
    await drawLive(picture(), training(60, 10), { port, curvesEvery: 100, pictureEvery: 10_000 });
    const most = 3 + (performance.now() - began) / 100;
    expect(new Set(shown.map(one => one.id)).size).toBe(1);
    expect(shown.length).toBeGreaterThan(4);
    expect(shown.length).toBeLessThanOrEqual(most);
    expect(viewOf(shown[0]?.bundle).series).toEqual({});
    const last = shown.at(-1)?.bundle;
    expect(viewOf(last)).toMatchObject({ state: 'succeeded', progress: { done: 60 } });
    expect(last?.['text/plain']).toContain('Succeeded');
    // In between, the curves move and the static picture, dear to make, stays.
    expect(viewOf(shown.at(-2)?.bundle).series['loss']?.points.length).toBeGreaterThan(10);
    expect(shown.at(-2)?.bundle['image/svg+xml']).toBe(shown[0]?.bundle['image/svg+xml']);
  });

  it('sends at most 500 points of a curve', async () => {
    const { port, shown } = notebook();
    await drawLive(picture(), training(20_000, 0), { port });
    expect(viewOf(shown.at(-1)?.bundle).series['loss']?.points).toHaveLength(500);
  });

  it('draws what there was when the events break off, and passes the error on', async () => {
    const { port, shown } = notebook();
    async function* breaking(): AsyncGenerator<JobEvent> {
      yield await Promise.resolve({ t: 1, kind: 'metric', series: 'loss', step: 1, value: 1 });
      throw new Error('torn');
    }
    await expect(drawLive(picture(), breaking(), { port })).rejects.toThrow('torn');
    expect(viewOf(shown.at(-1)?.bundle).series['loss']?.points).toEqual([[1, 1]]);
  });
});

describe('drawLive elsewhere', () => {
  it('prints a line for each state and no more than one a second for progress', async () => {
    const lines: string[] = [];
    let clock = 0;
    await drawLive(picture(), training(40, 0), {
      print: line => void lines.push(line),
      now: () => (clock += 100)
    });
    expect(lines).toEqual([
      'Running · 1 of 40 steps  loss 1',
      'Running · 11 of 40 steps  loss 0.09091',
      expect.stringMatching(/^Running · 21 of 40/),
      expect.stringMatching(/^Running · 31 of 40/),
      'Succeeded · 40 of 40 steps · held-out accuracy 50.0 %'
    ]);
  });
});
