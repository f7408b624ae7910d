import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mime, SondeError } from '@sonde/schema';
import { readImage, toBundle, type Explanation, type ImageValue, type Predictor } from '@sonde/toolkit';
import sharp from 'sharp';
import type { PredictOptions } from './arguments.js';
import module from './module.js';
import type { Predictions } from './predictions.js';

const folder = import.meta.dirname;
let scratch: string;
let predictor: Predictor<ImageValue, PredictOptions, Predictions>;

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'sonde-why-'));
  predictor = await module.open({ folder, weights: path => Promise.resolve(join(folder, path)) });
});
afterAll(async () => {
  predictor.dispose();
  await rm(scratch, { recursive: true });
});

async function why(image: ImageValue, options: { label?: string; grid: number }): Promise<Explanation> {
  const found = await predictor.explain?.(image, options, { progress: () => undefined });
  if (!found) throw new Error('the predictor says no reasons');
  return found;
}

/** The cat in the upper left of a plain wall. */
async function catOnWall(): Promise<ImageValue> {
  const cat = await sharp(join(folder, 'examples/chelsea.png')).resize(340, 340).toBuffer();
  const wall = sharp({ create: { width: 512, height: 512, channels: 3, background: '#9a958c' } });
  return readImage(
    await wall
      .composite([{ input: cat, left: 20, top: 20 }])
      .png()
      .toBuffer()
  );
}

const mean = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length;

describe('why', () => {
  it('finds that the cat speaks for "tiger cat" and the wall does not', async () => {
    const { heat, probability } = await why(await catOnWall(), { label: 'tiger cat', grid: 8 });
    const part = (rows: number[], columns: number[]): number =>
      mean(rows.flatMap(row => columns.map(column => heat[row]?.[column] ?? NaN)));
    const [near, far] = [
      [0, 1, 2, 3, 4],
      [6, 7]
    ] as const;
    expect(probability).toBeGreaterThan(0.1);
    const cat = part([...near], [...near]);
    expect(cat).toBeGreaterThan(1.5 * part([...far], [...far]));
    const strongest = Math.max(...heat.flat());
    expect(heat.slice(0, 5).flatMap(row => row.slice(0, 5))).toContain(strongest);
  });

  it('has its maximum on the cat of the example, and little beside it', async () => {
    const grid = 12;
    const { heat } = await why(await readImage(join(folder, 'examples/chelsea.png')), {
      label: 'tiger cat',
      grid
    });
    const strongest = Math.max(...heat.flat());
    const place = heat.flat().indexOf(strongest);
    // The middle square begins at 94, 19 of the picture and is 262 wide; the cat's cheek ends left of 345 below its ear.
    const [x, y] = [place % grid, Math.floor(place / grid)].map(cell => (cell + 0.5) / grid);
    expect(94 + 262 * x!).toBeLessThan(345);
    expect(19 + 262 * y!).toBeGreaterThan(19);
    const cat = mean(heat.slice(0, 8).flatMap(row => row.slice(0, 8)));
    const wall = mean(heat.slice(3, 7).map(row => row[11]!));
    expect(cat).toBeGreaterThan(0.08);
    expect(wall).toBeLessThan(0.5 * cat);
  });

  it('asks about the most probable label when none is named, and draws a map of the grid', async () => {
    const found = await why(await readImage(join(folder, 'examples/coffee.png')), { grid: 3 });
    expect(found.label).toBe('espresso');
    expect(found.heat.map(row => row.length)).toEqual([3, 3, 3]);
    const bundle = await toBundle(found);
    expect(bundle[mime.why]).toMatchObject({ label: 'espresso', width: 350, height: 350 });
    expect(bundle['text/plain']).toMatch(/^Why "espresso"/);
    expect(bundle['text/plain']).toContain('Each of 3 × 3 places was blurred');
  });

  it('covers windows that overlap when the map is fine, so that neighbouring cells hardly differ', async () => {
    const found = await why(await catOnWall(), { label: 'tiger cat', grid: 12 });
    const steps = found.heat.flatMap(row =>
      row.slice(1).map((cell, column) => Math.abs(cell - (row[column] ?? NaN)))
    );
    const values = found.heat.flat();
    expect(mean(steps)).toBeLessThan(0.15 * (Math.max(...values) - Math.min(...values)));
    expect(String(found)).toContain('180 overlapping windows of two sizes were blurred');
  });

  it('names the nearest label when there is none of that name', async () => {
    const image = await readImage(join(folder, 'examples/coffee.png'));
    const wrong = why(image, { label: 'expresso', grid: 2 });
    await expect(wrong).rejects.toThrow(SondeError);
    await expect(wrong).rejects.toThrow('no label "expresso"');
    await expect(wrong).rejects.toMatchObject({ hint: expect.stringContaining('espresso') });
  });

  it('says how far it is, and ends when it is interrupted', async () => {
    const image = await readImage(join(folder, 'examples/coffee.png'));
    const interrupt = new AbortController();
    const seen: number[] = [];
    const found = predictor.explain?.(
      image,
      { grid: 12 },
      {
        signal: interrupt.signal,
        progress: done => {
          seen.push(done);
          if (done >= 32) interrupt.abort();
        }
      }
    );
    await expect(found).rejects.toThrow(/abort/i);
    expect(seen).toEqual([16, 32]);
  });
});
