import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { jupyterDisplay, mime } from '@sonde/schema';
import { ImageValue, readImage, type Predictor } from '@sonde/toolkit';
import { refusedFields } from '../spec/refused-fields.js';
import { itShipsItsWeights } from '../spec/ships-weights.js';
import type { PredictOptions } from './arguments.js';
import { lines, pointNames, type Body, type PointName } from './bodies.js';
import module from './module.js';
import type { Poses } from './poses.js';

jest.setTimeout(60_000);

const folder = fileURLToPath(new URL('.', import.meta.url));
const weights = (path: string) => Promise.resolve(join(folder, path));
const example = (name: string) => readImage(join(folder, 'examples', name));
const options = { minScore: 0.25, minPointScore: 0.25, most: 6 };

let estimator: Predictor<ImageValue, PredictOptions, Poses>;
beforeAll(async () => {
  estimator = await module.open({ folder, weights });
});
afterAll(() => estimator.dispose());

const at = (body: Body | undefined, name: PointName) => body?.points.find(point => point.name === name);

/** Each point within a twelfth of the picture's height (512) of where a person would put it. */
function expectNear(
  body: Body | undefined,
  wanted: Partial<Record<PointName, [x: number, y: number]>>
): void {
  for (const [name, [x, y]] of Object.entries(wanted)) {
    const point = at(body, name as PointName);
    expect([name, Math.hypot((point?.x ?? NaN) - x, (point?.y ?? NaN) - y) < 43]).toEqual([name, true]);
  }
}

const astronaut = {
  nose: [222, 118],
  left_eye: [247, 100],
  right_eye: [205, 98],
  left_ear: [275, 115],
  right_ear: [178, 108],
  left_shoulder: [315, 265],
  right_shoulder: [115, 240]
} satisfies Partial<Record<PointName, [number, number]>>;
const photographer = {
  nose: [245, 165],
  right_ear: [188, 135],
  left_elbow: [245, 303],
  right_hip: [60, 370]
} satisfies Partial<Record<PointName, [number, number]>>;

describe('the pose estimator', () => {
  itShipsItsWeights(module, folder, { onCard: () => true });

  it('joins only points that there are', () => {
    expect(pointNames).toHaveLength(17);
    expect(lines.flat().filter(name => !pointNames.includes(name))).toEqual([]);
  });

  it.each(module.examples.map(({ input, expected }) => [input, expected]))(
    'sees in %s: %s',
    async (input, expected) => {
      const poses = await estimator.predict(await module.input.read(join(folder, input)), options);
      expect(`${poses.bodies.length} body`).toBe(expected);
    }
  );

  it('puts the points where a person would put them', async () => {
    expectNear((await estimator.predict(await example('astronaut.png'), options)).top, astronaut);
    expectNear((await estimator.predict(await example('photographer.png'), options)).top, photographer);
  });

  it('tells two people apart, and keeps the proportions of a wide picture', async () => {
    const both = sideBySide(await example('astronaut.png'), await example('photographer.png'));
    const { bodies } = await estimator.predict(both, options);
    expect(bodies).toHaveLength(2);
    const [first, second] = [...bodies].sort((a, b) => a.box.x - b.box.x);
    expectNear(first, astronaut);
    expect(second!.box.x).toBeGreaterThan(450);
    expectNear(second, { nose: [512 + photographer.nose[0], photographer.nose[1]] });
  });

  it('keeps to its options', async () => {
    const image = await example('astronaut.png');
    const strict = await estimator.predict(image, { ...options, minPointScore: 0.6 });
    expect(strict.top!.points.length).toBeLessThan(10);
    expect(strict.top!.points.every(({ score }) => score >= 0.6)).toBe(true);
    const all = await estimator.predict(image, { minScore: 0, minPointScore: 0, most: 1 });
    expect([all.bodies.length, all.top!.points.map(({ name }) => name)]).toEqual([1, [...pointNames]]);
    for (const { x, y } of all.top!.points) {
      expect(Math.min(x, y, image.width - x, image.height - y)).toBeGreaterThanOrEqual(0);
    }
    expect((await estimator.predict(image, { ...options, minScore: 0.9 })).bodies).toEqual([]);
  });

  it.each([
    [1, 1],
    [3, 700],
    [700, 3]
  ])('finds nobody in a grey picture of %i×%i, and says so', async (width, height) => {
    const grey = new ImageValue(width, height, new Uint8Array(width * height * 3).fill(128));
    const poses = await estimator.predict(grey, options);
    expect([poses.top, String(poses)]).toEqual([undefined, 'Nobody was found.']);
  });

  it('draws its answer over the picture', async () => {
    const poses = await estimator.predict(await example('photographer.png'), options);
    const bundle = await poses[jupyterDisplay]();
    expect(bundle[mime.keypoints]).toMatchObject({ width: 512, height: 512, bodies: [{}] });
    expect(bundle['image/svg+xml']).toContain('data:image/jpeg');
    expect(String(poses)).toMatch(/^Body \d\d\.\d %: nose \(2\d\d, 1\d\d\)/);
  });

  it('checks its options', () => {
    const wrong = (given: object) => refusedFields(module.predictOptions, given);
    expect(wrong({})).toBeUndefined();
    expect(wrong({ most: 7 })).toHaveProperty('most');
    expect(wrong({ minpointscore: 1 })?.['minpointscore']?.[0]).toContain('"minPointScore"');
  });
});

function sideBySide(left: ImageValue, right: ImageValue): ImageValue {
  const data = new Uint8Array(left.data.length + right.data.length);
  for (let y = 0; y < left.height; y++) {
    data.set(left.data.subarray(y * left.width * 3, (y + 1) * left.width * 3), y * left.width * 6);
    data.set(right.data.subarray(y * left.width * 3, (y + 1) * left.width * 3), (2 * y + 1) * left.width * 3);
  }
  return new ImageValue(2 * left.width, left.height, data);
}
