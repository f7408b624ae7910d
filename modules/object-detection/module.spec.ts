import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { jupyterDisplay, mime } from '@sonde/schema';
import { ImageValue, readImage, type Predictor } from '@sonde/toolkit';
import { refusedFields } from '../spec/refused-fields.js';
import { itShipsItsWeights } from '../spec/ships-weights.js';
import type { PredictOptions } from './arguments.js';
import type { Detections } from './detections.js';
import { labels } from './labels.js';
import module from './module.js';

jest.setTimeout(60_000);

const folder = fileURLToPath(new URL('.', import.meta.url));
const weights = (path: string) => Promise.resolve(join(folder, path));
const coffee = () => readImage(join(folder, 'examples/coffee.png'));
const options = { minScore: 0.5, most: 20, maxOverlap: 0.5 };

let detector: Predictor<ImageValue, PredictOptions, Detections>;
beforeAll(async () => {
  detector = await module.open({ folder, weights });
});
afterAll(() => detector.dispose());

describe('the detector', () => {
  itShipsItsWeights(module, folder, { onCard: () => true });

  it('knows the 80 kinds of COCO', () => {
    expect([labels.length, labels.filter(Boolean).length]).toEqual([90, 80]);
    expect([labels[0], labels[16], labels[46], labels[89]]).toEqual(['person', 'cat', 'cup', 'toothbrush']);
  });

  it.each(module.examples.map(example => [example.input, example.expected]))(
    'sees in %s: %s',
    async (input, expected) => {
      const image = await module.input.read(join(folder, input));
      const found = await detector.predict(image, options);
      expect(found.top?.label).toBe(expected);
      for (const { x, y, width, height } of found.boxes) {
        expect(Math.min(x, y, width, height)).toBeGreaterThanOrEqual(0);
        expect(x + width).toBeLessThanOrEqual(image.width + 0.01);
        expect(y + height).toBeLessThanOrEqual(image.height + 0.01);
      }
    }
  );

  it('says where the cup stands, in pixels of the picture', async () => {
    const { top, counts } = await detector.predict(await coffee(), options);
    // As a person would mark it: the saucer reaches from 175 to 410, its rim from 20 to 245.
    expect(Math.abs(top!.x - 175)).toBeLessThan(15);
    expect(Math.abs(top!.x + top!.width - 410)).toBeLessThan(15);
    expect(Math.abs(top!.y - 20)).toBeLessThan(15);
    expect(Math.abs(top!.y + top!.height - 245)).toBeLessThan(15);
    expect(counts).toMatchObject({ cup: 1, 'dining table': 1 });
  });

  it('keeps to its options', async () => {
    const image = await coffee();
    expect((await detector.predict(image, { ...options, most: 1 })).boxes).toHaveLength(1);
    expect((await detector.predict(image, { ...options, minScore: 0.9 })).counts).toEqual({ cup: 1 });
    expect((await detector.predict(image, { ...options, maxOverlap: 1 })).counts['cup']).toBeGreaterThan(1);
  });

  it('finds nothing where there is nothing, and says so', async () => {
    const grey = new ImageValue(64, 48, new Uint8Array(64 * 48 * 3).fill(128));
    const found = await detector.predict(grey, options);
    expect([found.boxes, found.top, String(found)]).toEqual([[], undefined, 'Nothing was found.']);
    expect((await found[jupyterDisplay]())['image/svg+xml']).toContain('<svg');
  });

  it('draws its answer over the picture', async () => {
    const found = await detector.predict(await coffee(), options);
    const bundle = await found[jupyterDisplay]();
    expect(bundle[mime.boxes]).toMatchObject({ width: 600, height: 400, boxes: [{ label: 'cup' }, {}] });
    expect(bundle['text/plain']).toContain('cup');
    expect(bundle['image/svg+xml']).toContain('data:image/jpeg');
    expect(String(found)).toContain('cup 96');
  });

  it('refuses a device that it cannot run on', async () => {
    await expect(module.open({ folder, weights, device: 'gpu' })).rejects.toThrow('A GPU was asked for');
  });

  it('checks its options', () => {
    const wrong = (given: object) => refusedFields(module.predictOptions, given);
    expect(wrong({})).toBeUndefined();
    expect(wrong({ minScore: 0 })).toHaveProperty('minScore');
    expect(wrong({ most: 1.5 })).toHaveProperty('most');
    expect(wrong({ maxoverlap: 1 })?.['maxoverlap']?.[0]).toContain('"maxOverlap"');
  });
});
