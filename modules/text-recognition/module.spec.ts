import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { jupyterDisplay, mime, type BoxesView } from '@sonde/schema';
import { ImageValue, readImage, validate, type Predictor } from '@sonde/toolkit';
import { refusedFields } from '../spec/refused-fields.js';
import { itShipsItsWeights } from '../spec/ships-weights.js';
import type { PredictOptions } from './arguments.js';
import { decode } from './decode.js';
import module from './module.js';
import { readingOrder } from './reading-order.js';
import { leastRectangle, type Point } from './rectangle.js';
import { textAreas } from './text-areas.js';
import type { TextLines } from './text-lines.js';

const folder = fileURLToPath(new URL('.', import.meta.url));
const options = (given: object = {}) => validate<PredictOptions>(module.predictOptions, given, 'predict');
const example = (name: string) => readImage(join(folder, 'examples', name));

let reader: Predictor<ImageValue, PredictOptions, TextLines>;
beforeAll(async () => {
  reader = await module.open({ folder, weights: path => Promise.resolve(join(folder, path)) });
});
afterAll(() => reader.dispose());

describe('the reader', () => {
  itShipsItsWeights(module, folder, { onCard: file => file.format === 'onnx' });

  it.each(module.examples.map(one => [one.input, one.expected]))(
    'reads in %s: %s',
    async (input, expected) => {
      const { lines } = await reader.predict(await module.input.read(join(folder, input)), options());
      expect(lines[0]?.text).toBe(expected);
    }
  );

  it('reads a letter, accents and all, in order', async () => {
    const { text, lines } = await reader.predict(await example('letter.png'), options());
    expect(text.split('\n').slice(0, 4)).toEqual([
      'Dear visitor,',
      'the museum opens at 9:30 on weekdays.',
      'Tickets cost 12.50 € (students 8 €).',
      'Schöne Grüße, señor Núñez & François'
    ]);
    expect(text.split('\n')[4]).toMatch(/^info@example\.org\s*\+34 942 20 14 00$/);
    const [first] = lines;
    expect(first?.score).toBeGreaterThan(0.9);
    const near = (value: number | undefined, wanted: number) =>
      expect(Math.abs((value ?? NaN) - wanted)).toBeLessThan(8);
    near(first?.x, 52);
    near(first?.y, 43);
    near(first?.width, 192);
    near(first?.height, 36);
  });

  it('reads a photo of a page', async () => {
    const { text } = await reader.predict(await example('page.png'), options());
    expect(text).toContain('background. These markers are pixels that we can label');
  });

  it('reads text from top to bottom', async () => {
    const { width, height, data } = await example('letter.png');
    const turned = new ImageValue(height, width, new Uint8Array(data.length));
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const from = 3 * (y * width + x);
        turned.data.set(data.subarray(from, from + 3), 3 * (x * height + height - 1 - y));
      }
    }
    const { lines } = await reader.predict(turned, options());
    expect(lines.map(line => line.text)).toContain('Dear visitor,');
  });

  it('leaves out what it reads unsurely, and finds nothing where nothing is', async () => {
    const { lines } = await reader.predict(await example('letter.png'), options({ minScore: 0.99 }));
    expect(lines.map(({ text }) => text)).not.toContain('the museum opens at 9:30 on weekdays.');
    expect(Math.min(...lines.map(({ score }) => score))).toBeGreaterThanOrEqual(0.99);
    for (const [width, height] of [
      [400, 300],
      [1, 1],
      [2000, 3]
    ] as const) {
      const grey = new ImageValue(width, height, new Uint8Array(width * height * 3).fill(128));
      const answer = await reader.predict(grey, options());
      expect([answer.text, answer.lines]).toEqual(['', []]);
    }
  });

  it('searches large pictures at the detail asked for', async () => {
    const letter = await example('letter.png');
    const coarse = await reader.predict(letter, options({ detail: 320 }));
    const fine = await reader.predict(letter, options({ detail: 1600 }));
    expect(fine.lines.length).toBeGreaterThanOrEqual(coarse.lines.length);
    expect(fine.text).toContain('Dear visitor,');
  });

  it('draws the lines over the picture', async () => {
    const bundle = await (await reader.predict(await example('sign.jpg'), options()))[jupyterDisplay]();
    const view = bundle[mime.boxes] as BoxesView;
    expect(view).toMatchObject({ title: '1 line of text', width: 600, height: 360 });
    expect(view.boxes).toMatchObject([{ label: 'EXIT 42' }]);
    expect(bundle['image/svg+xml']).toContain('EXIT 42');
    expect(bundle['text/plain']).toContain('EXIT 42');
  });

  it('says what is wrong with a picture', async () => {
    await expect(module.input.read(join(folder, 'module.ts'))).rejects.toThrow('is not an image');
  });

  it('checks its options', () => {
    const wrong = (given: object) => refusedFields(module.predictOptions, given);
    expect(options()).toEqual({ minScore: 0.5, detail: 1280 });
    expect(wrong({ minScore: 2 })?.['minScore']?.[0]).toContain('from 0 to 1');
    expect(wrong({ detail: 10 })).toHaveProperty('detail');
    expect(wrong({ minscore: 0.5 })?.['minscore']?.[0]).toContain('"minScore"');
  });
});

describe('the rectangle around points', () => {
  it.each([0, 0.2, -0.6, Math.PI / 2])('leans by %f', angle => {
    const corners = [
      [-50, -10],
      [50, -10],
      [50, 10],
      [-50, 10],
      [3, 2]
    ].map(([x, y]): Point => [
      200 + x! * Math.cos(angle) - y! * Math.sin(angle),
      100 + x! * Math.sin(angle) + y! * Math.cos(angle)
    ]);
    const found = leastRectangle(corners);
    expect(found.x).toBeCloseTo(200, 6);
    expect(found.y).toBeCloseTo(100, 6);
    expect(found.width).toBeCloseTo(100, 6);
    expect(found.height).toBeCloseTo(20, 6);
    expect(found.angle).toBeCloseTo(angle, 6);
  });
});

describe('areas of text', () => {
  it('are islands of the map, grown back to the height of their line', () => {
    const [width, height] = [100, 60];
    const data = new Uint8Array(width * height);
    const fill = (left: number, top: number, wide: number, high: number, value: number) => {
      for (let y = top; y < top + high; y++)
        data.fill(value * 255, y * width + left, y * width + left + wide);
    };
    fill(10, 10, 60, 8, 0.9);
    fill(10, 40, 60, 8, 0.3); // too unsure
    fill(90, 50, 2, 2, 0.9); // a speck
    const areas = textAreas({ data, width, height });
    expect(areas).toHaveLength(1);
    const [area] = areas;
    expect([area?.x, area?.y, area?.angle]).toEqual([40, 14, 0]);
    expect(area?.score).toBeCloseTo(0.9, 2);
    expect(area?.height).toBeCloseTo(8 + (1.4 * 480) / 68, 5);
  });
});

describe('decoding', () => {
  it('joins what repeats, and parts it where nothing is between', () => {
    const places = [1, 1, 0, 1, 2, 3, 0, 2];
    const scores = places.map(() => 0.9);
    const classes = BigInt64Array.from(places, BigInt);
    const { text, score } = decode({ classes, scores }, ['a', 'b']);
    expect(text).toBe('aab b');
    expect(score).toBeCloseTo(0.9, 5);
    expect(decode({ classes: [0], scores: [0.9] }, [])).toEqual({ text: '', score: 0 });
  });
});

describe('reading order', () => {
  it('goes by rows, then from left to right', () => {
    const at = (x: number, y: number) => ({ area: { x, y, width: 50, height: 20, angle: 0 } });
    expect(readingOrder([at(100, 3), at(0, 50), at(0, 0), at(60, 54)])).toEqual([
      [at(0, 0), at(100, 3)],
      [at(0, 50), at(60, 54)]
    ]);
  });

  it('holds on a page that leans', () => {
    const angle = 0.1;
    const turned = (x: number, y: number) => ({
      area: {
        x: x * Math.cos(angle) - y * Math.sin(angle),
        y: x * Math.sin(angle) + y * Math.cos(angle),
        width: 300,
        height: 20,
        angle
      }
    });
    const rows = [0, 30, 60].map(y => [turned(0, y), turned(400, y)]);
    expect(readingOrder(rows.flat().reverse())).toEqual(rows);
  });
});
