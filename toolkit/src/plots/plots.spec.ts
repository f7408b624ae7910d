import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import sharp, { type OutputInfo } from 'sharp';
import { describe, expect, it, jest } from '@jest/globals';
import {
  displayPort,
  jupyterDisplay,
  mime,
  type DisplayPort,
  type MimeBundle,
  type RunView
} from '@sonde/schema';
import { colours } from './colours.js';
import { confusionBundle } from './confusion-bundle.js';
import { formatDuration, formatShare, formatValue } from './format-value.js';
import { labelsBundle } from './labels-bundle.js';
import { runBundle, runSvg } from './run-bundle.js';
import { show, toBundle } from './show.js';

const hostile = '<script>alert("1")</script> & \u0000 𝛌';
const view: RunView = {
  job: 'x',
  title: hostile,
  module: 'count@1.2.0',
  state: 'succeeded',
  progress: { done: 2, total: 2, unit: 'epochs' },
  started: '2026-01-01T00:00:00.000Z',
  finished: '2026-01-01T00:01:05.000Z',
  device: 'tensorflow, A processor',
  series: {
    loss: {
      points: [
        [1, 2],
        [2, 1]
      ]
    },
    val_loss: {
      points: [
        [1, 2.5],
        [2, 1.25]
      ]
    },
    accuracy: { unit: '%', points: [[1, 50]] }
  },
  result: { accuracy: 0.875 }
};

/** Draws an SVG with librsvg, which refuses what is not well-formed. */
const drawn = (svg: unknown): Promise<OutputInfo> =>
  sharp(Buffer.from(String(svg)))
    .png()
    .toBuffer({ resolveWithObject: true })
    .then(({ info }) => info);

describe('runBundle', () => {
  it('carries the view, a picture that can be drawn and text', async () => {
    const bundle = runBundle(view);
    expect(bundle[mime.run]).toBe(view);
    expect((await drawn(bundle['image/svg+xml'])).width).toBe(680);
    expect(bundle['text/plain']).toBe(
      [
        `${hostile} (count@1.2.0)`,
        'Succeeded · 2 of 2 epochs · 1 min 05 s · held-out accuracy 87.5 % · tensorflow, A processor',
        'loss 1  val_loss 1.25',
        'accuracy 50'
      ].join('\n')
    );
  });

  it('puts a series and its "val_" twin in one chart, the twin dashed, with last values and units', () => {
    const svg = runSvg(view);
    expect(svg.match(/<g /g)).toHaveLength(2);
    expect(svg).toContain('training 1<');
    expect(svg).toContain('validation 1.25<');
    expect(svg).toContain('accuracy (%)');
    expect(svg.match(/stroke-dasharray="6 3"/g)).toHaveLength(1);
    expect(svg).toContain('>step<');
    expect(svg).not.toContain('<script');
    expect(svg).not.toContain('\u0000');
  });

  it.each([
    ['nothing yet', {}],
    ['one point', { loss: { points: [[1, 0]] } }],
    [
      'a flat line',
      {
        loss: {
          points: [
            [1, 3],
            [2, 3]
          ]
        }
      }
    ],
    [
      'huge and tiny',
      {
        loss: {
          points: [
            [1, 1e300],
            [2, -1e-300]
          ]
        }
      }
    ],
    [
      'seven series',
      Object.fromEntries(
        Array.from({ length: 7 }, (_, i) => [
          `s${i}`,
          {
            points: [
              [1, i],
              [2, i + 1]
            ]
          }
        ])
      )
    ]
  ] as [string, RunView['series']][])('draws %s', async (_, series) => {
    const svg = runSvg({ ...view, series });
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    expect((await drawn(svg)).height).toBeGreaterThan(40);
  });

  it('says why a run failed', () => {
    const failed = {
      ...view,
      state: 'failed' as const,
      reason: 'no room',
      error: { message: 'no room', hint: 'Free some.' }
    };
    expect(runBundle(failed)['text/plain']).toMatch(/Failed.*no room\n[^]*no room\nFree some\.$/);
  });
});

describe('labelsBundle', () => {
  it('draws bars beside the picture, and says them in text', async () => {
    const png = await sharp({ create: { width: 20, height: 10, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    const labels = [
      { label: 'tabby cat', probability: 0.8251 },
      { label: hostile, probability: 0.00012 }
    ];
    const bundle = labelsBundle({
      title: 'cat.jpg',
      image: `data:image/png;base64,${png.toString('base64')}`,
      width: 20,
      height: 10,
      labels,
      footnote: 'onnx, 8 ms'
    });
    await drawn(bundle['image/svg+xml']);
    expect(bundle['image/svg+xml']).toContain('width="200" height="100"');
    expect(bundle['text/plain']).toMatch(/^cat\.jpg\ntabby cat +82\.5 %\n[^]*0\.01 %\nonnx, 8 ms$/);
  });
});

describe('confusionBundle', () => {
  it('draws counts by true and predicted class, with names, and says them in text', async () => {
    const bundle = confusionBundle({
      labels: ['cat', 'dog'],
      counts: [
        [9, 1],
        [2, 0]
      ],
      accuracy: 0.75
    });
    await drawn(bundle['image/svg+xml']);
    expect(bundle['text/plain']).toBe(
      'Confusion matrix: accuracy 75.0 % (rows true, columns predicted)\n      cat  dog\ncat     9    1\ndog     2    0'
    );
  });

  it('draws a class of which nothing was held out', async () => {
    const svg = String(
      confusionBundle({
        labels: ['a', 'b'],
        counts: [
          [0, 0],
          [0, 5]
        ],
        accuracy: 1
      })['image/svg+xml']
    );
    expect(svg).not.toContain('NaN');
    await drawn(svg);
  });
});

describe('colours', () => {
  it.each(Object.entries(colours))('%s can be read on white and on near-black', (_, colour) => {
    expect(contrast(colour, '#ffffff')).toBeGreaterThanOrEqual(3);
    expect(contrast(colour, '#111111')).toBeGreaterThanOrEqual(3);
  });
});

describe('numbers', () => {
  it('are short', () => {
    expect([0.833333, 12, 1.2e-5, 123456.7, 1e9, 0, NaN].map(formatValue)).toEqual([
      '0.8333',
      '12',
      '1.2e-5',
      '123500',
      '1e9',
      '0',
      'NaN'
    ]);
    expect([0, 0.5, 0.00012, 1].map(formatShare)).toEqual(['0.0 %', '50.0 %', '0.01 %', '100.0 %']);
    expect([850, 12_340, 245_000, 7_800_000].map(formatDuration)).toEqual([
      '850 ms',
      '12.3 s',
      '4 min 05 s',
      '2 h 10 min'
    ]);
  });
});

describe('show', () => {
  it('shows what shows itself, pictures by their bytes, views, tables and anything else', async () => {
    const png = await sharp({ create: { width: 20, height: 10, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    expect(await toBundle({ [jupyterDisplay]: () => ({ 'text/plain': 'itself' }) })).toEqual({
      'text/plain': 'itself'
    });
    expect(await toBundle(png)).toMatchObject({
      'image/jpeg': expect.any(String),
      'text/plain': expect.stringContaining('20×10')
    });
    expect(await toBundle(view)).toHaveProperty([mime.run]);
    expect(await toBundle({ labels: [{ label: 'a', probability: 1 }] })).toHaveProperty([mime.labels]);
    expect(await toBundle({ labels: ['a'], counts: [[1]], accuracy: 1 })).toHaveProperty([mime.confusion]);
    expect((await toBundle([{ a: 1, b: '<i>' }, { a: 2.5 }]))['text/html']).toMatch(
      /<td style="text-align: right[^>]*>1<\/td><td style="text-align: left[^>]*>&lt;i&gt;<\/td>/
    );
    expect(await toBundle('just words')).toEqual({ 'text/plain': 'just words' });
    expect(await toBundle(undefined)).toEqual({ 'text/plain': 'undefined' });
  });

  it('plays a recording that is named or given as bytes', async () => {
    const path = fileURLToPath(new URL('../data/sounds/tone.flac', import.meta.url));
    for (const sound of [path, await readFile(path)]) {
      expect(await toBundle(sound)).toHaveProperty([mime.regions]);
    }
    await expect(toBundle('/no/such/talk.mp3')).rejects.toThrow('talk.mp3');
  });

  it('says so when a picture is not there', async () => {
    await expect(show('/no/such/cat.jpg')).rejects.toThrow(/cat\.jpg/);
  });

  it('uses the notebook where there is one, and prints where there is none', async () => {
    const shown: MimeBundle[] = [];
    const holder = globalThis as { [displayPort]?: DisplayPort };
    holder[displayPort] = { show: (bundle: MimeBundle) => void shown.push(bundle) } as DisplayPort;
    await show('a', 'b');
    delete holder[displayPort];
    expect(shown).toEqual([{ 'text/plain': 'a' }, { 'text/plain': 'b' }]);
    const print = jest.spyOn(console, 'log').mockImplementation(() => undefined);
    await show('c');
    expect(print.mock.calls).toEqual([['c']]);
    print.mockRestore();
  });
});

/** WCAG 2.2, contrast ratio. */
function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].toSorted((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map(at => {
    const share = parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
