import { beforeAll, describe, expect, it } from '@jest/globals';
import { mime, type MimeBundle } from '@sonde/schema';
import sharp from 'sharp';
import { boxesBundle, boxesSvg } from './boxes-bundle.js';
import { galleryBundle } from './gallery-bundle.js';
import { imagesBundle } from './images-bundle.js';
import { keypointsBundle } from './keypoints-bundle.js';
import { labelsBundle } from './labels-bundle.js';
import { masksBundle } from './masks-bundle.js';
import { regionsBundle } from './regions-bundle.js';
import { seriesBundle } from './series-bundle.js';
import { toBundle } from './show.js';
import { spansBundle } from './spans-bundle.js';
import { tableViewBundle } from './table-view-bundle.js';
import { tensorBundle } from './tensor-bundle.js';
import { whyBundle } from './why-bundle.js';
import { columnsOf, wrapped } from './wrapped.js';

const hostile = '<script>alert("1")</script> & \u0000';
let image: string;
beforeAll(async () => {
  const png = await sharp({ create: { width: 40, height: 20, channels: 4, background: '#c33' } })
    .png()
    .toBuffer();
  image = `data:image/png;base64,${png.toString('base64')}`;
});

const picture = () => ({ title: hostile, image, width: 40, height: 20, footnote: hostile });
const box = { label: hostile, score: 0.5, x: 30, y: 0, width: 10, height: 8 };
const point = { name: 'nose', x: 5, y: 5, score: 0.9 };

/** Of each kind one with markup in every text, one with nothing in it, one with what is no number. */
const kinds: Record<string, () => MimeBundle[]> = {
  boxes: () => [
    boxesBundle({ ...picture(), boxes: [box] }),
    boxesBundle({ ...picture(), boxes: [] }),
    boxesBundle({
      ...picture(),
      boxes: [
        { ...box, x: NaN },
        { ...box, score: NaN }
      ]
    })
  ],
  masks: () => [
    masksBundle({ ...picture(), masks: [{ label: hostile, share: 0.3, mask: image }] }),
    masksBundle({ ...picture(), masks: [] }),
    masksBundle({ ...picture(), masks: [{ label: 'a', share: 0.3, score: NaN, mask: image }] })
  ],
  labels: () => [
    labelsBundle({ ...picture(), labels: [{ label: hostile, probability: 0.5 }] }),
    labelsBundle({ labels: [] }),
    labelsBundle({ labels: [{ label: 'a', probability: NaN }] })
  ],
  keypoints: () => [
    keypointsBundle({ ...picture(), bodies: [{ score: 1, points: [point] }], lines: [['nose', hostile]] }),
    keypointsBundle({ ...picture(), bodies: [], lines: [] }),
    keypointsBundle({ ...picture(), bodies: [{ score: NaN, points: [{ ...point, y: NaN }] }], lines: [] })
  ],
  images: () => [
    imagesBundle({ images: [{ caption: hostile, image, width: 40, height: 20 }] }),
    imagesBundle({ images: [] }),
    imagesBundle({ images: [{ caption: '', image, width: NaN, height: 0 }] })
  ],
  regions: () => [
    regionsBundle({
      seconds: 2,
      rate: 8000,
      waveform: [[-1, 1]],
      regions: [{ start: 0, end: 9, label: hostile }],
      curve: { label: hostile, points: [[0, 0.5]] }
    }),
    regionsBundle({ seconds: 0, rate: 8000, waveform: [], regions: [] }),
    regionsBundle({
      seconds: NaN,
      rate: 1,
      waveform: [[NaN, NaN]],
      regions: [
        { start: NaN, end: 1, label: 'a' },
        { start: 0, end: 1, label: 'b', score: NaN }
      ],
      curve: { label: 'c', points: [[0, NaN]] }
    })
  ],
  spans: () => [
    spansBundle({ text: hostile, spans: [{ start: 0, end: 8, label: hostile }] }),
    spansBundle({ text: '', spans: [] }),
    spansBundle({
      text: 'a b',
      spans: [
        { start: NaN, end: 2 },
        { start: 0, end: 1, weight: NaN }
      ]
    })
  ],
  table: () => [
    tableViewBundle({ title: hostile, columns: [{ name: hostile }], rows: [[hostile]], total: 1 }),
    tableViewBundle({ columns: [], rows: [], total: 0 }),
    tableViewBundle({ columns: [{ name: 'a' }], rows: [[null], [true]], total: 2 })
  ],
  series: () => [
    seriesBundle({
      name: hostile,
      unit: hostile,
      known: [{ at: '2026-01-01', value: 1 }],
      forecast: [{ at: '2026-01-02', value: 2, low: 1, high: 3 }],
      confidence: 0.8
    }),
    seriesBundle({ name: '', known: [], forecast: [] }),
    seriesBundle({
      name: 'n',
      known: [
        { at: 'never', value: 1 },
        { at: 1, value: NaN }
      ],
      forecast: []
    })
  ],
  tensor: () => [
    tensorBundle({ shape: [1, 2], dtype: hostile, min: 0, max: 1, mean: 0.5, values: [0, 1], image }),
    tensorBundle({ shape: [0], dtype: 'int32', min: 0, max: 0, mean: 0, values: [] })
  ],
  why: () => [
    whyBundle({ ...picture(), label: hostile, probability: 0.5, heat: [[0.5, -0.2]], method: hostile }),
    whyBundle({ ...picture(), label: 'cat', probability: 0, heat: [], method: '' }),
    whyBundle({ ...picture(), label: 'cat', probability: 1, heat: [[NaN, 0]], method: '' })
  ],
  gallery: () => [
    galleryBundle({ items: [{ title: hostile, mime: 'text/plain', view: hostile }] }),
    galleryBundle({ items: [] }),
    galleryBundle({ items: [{ title: 'b', mime: mime.boxes, view: { ...picture(), boxes: [box] } }] })
  ]
};

const svgOf = (bundle: MimeBundle): string => String(bundle['image/svg+xml']);
const textOf = (bundle: MimeBundle): string => String(bundle['text/plain']);

describe.each(Object.entries(kinds))('%s', (_, bundles) => {
  it('have a picture that can be drawn and text, whatever is in them', async () => {
    for (const bundle of bundles()) {
      const svg = svgOf(bundle);
      await sharp(Buffer.from(svg)).png().toBuffer();
      expect(svg).not.toMatch(/NaN|Infinity|undefined/);
      expect(svg).not.toContain('<script');
      expect(JSON.stringify(bundle['text/html'] ?? '')).not.toContain('<script');
      expect(textOf(bundle).length).toBeLessThanOrEqual(20_000);
    }
  });

  it('are recognised by what they hold', async () => {
    const [first] = bundles();
    const [type = ''] = Object.keys(first ?? {});
    expect(Object.keys(await toBundle(first?.[type]))).toContain(type);
  });
});

describe('boxes', () => {
  it('have their tags inside the picture, whole', () => {
    const svg = boxesSvg({
      image,
      width: 400,
      height: 200,
      boxes: [{ ...box, x: 395, width: 5, label: 'a long name' }]
    });
    const [, x, width] = /<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="16"/.exec(svg) ?? [];
    expect(Number(x) + Number(width)).toBeLessThanOrEqual(400);
  });

  it('have numbers where nearly each has a name of its own', () => {
    const boxes = Array.from({ length: 9 }, (_, i) => ({
      ...box,
      label: `line ${i}`,
      y: i * 20,
      height: 18
    }));
    expect(boxesSvg({ image, width: 400, height: 200, boxes })).toContain('>9  line 8<');
  });

  it('say in text what, how sure and where', () => {
    const boxes = [{ label: 'cat', score: 0.9, x: 1.2, y: 2, width: 30, height: 10 }];
    expect(textOf(boxesBundle({ image, width: 40, height: 20, boxes }))).toBe('cat  90.0 %  30×10 at 1, 2');
  });
});

describe('limits', () => {
  it('keep 200 rows of a table and say how many are left', () => {
    const rows = Array.from({ length: 500 }, (_, i) => [i, 'x'.repeat(5000)]);
    const bundle = tableViewBundle({ columns: [{ name: 'i' }, { name: 'text' }], rows, total: 900 });
    expect((bundle[mime.table] as { rows: unknown[] }).rows).toHaveLength(200);
    expect(bundle['text/html']).toContain('700 more rows');
    expect(JSON.stringify(bundle).length).toBeLessThan(400_000);
  });

  it('cut a long text, with the marks that lie behind the cut', () => {
    const spans = [
      { start: 10, end: 20 },
      { start: 29_000, end: 29_005 }
    ];
    const bundle = spansBundle({ text: 'word '.repeat(6000), spans });
    expect(bundle[mime.spans]).toMatchObject({ spans: [spans[0]] });
    expect(bundle['image/svg+xml']).toContain('more lines');
    expect(JSON.stringify(bundle).length).toBeLessThan(60_000);
  });
});

describe('wrapped', () => {
  it('breaks at blanks, and remembers where each line starts', () => {
    expect(wrapped('one two\nthree', 5)).toEqual([
      { start: 0, text: 'one ' },
      { start: 4, text: 'two' },
      { start: 8, text: 'three' }
    ]);
  });

  it('breaks a word that is longer than a line, never inside a character', () => {
    expect(wrapped('日本語', 4).map(line => line.text)).toEqual(['日本', '語']);
    expect(columnsOf('日本e\u0301😀')).toBe(7);
  });
});
