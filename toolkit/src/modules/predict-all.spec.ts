import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { mime, type DisplayPort, type GalleryView, type PortInfo } from '@sonde/schema';
import sharp from 'sharp';
import { ImageValue } from '../data/image-value.js';
import { labelsBundle } from '../plots/labels-bundle.js';
import { toBundle } from '../plots/show.js';
import { listOf, predictAll } from './predict-all.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sonde-all-'));
  await mkdir(join(folder, 'empty'));
  for (const name of ['b.png', 'a.jpg', 'notes.txt', '.hidden.png']) await writeFile(join(folder, name), '');
});
afterAll(() => rm(folder, { recursive: true }));

/** Answers with the number doubled; refuses what is none. */
const doubled = {
  read: (input: unknown) =>
    typeof input === 'number'
      ? Promise.resolve(input)
      : Promise.reject(new Error(`${String(input)} is no number`)),
  predict: (input: number) => Promise.resolve(2 * input)
};

describe('predictAll', () => {
  it('answers in order, and one input that fails does not lose the others', async () => {
    const results = await predictAll([1, 'two', 3], doubled);
    expect(results.outputs).toEqual([2, 6]);
    expect([...results].map(({ name }) => name)).toEqual(['input 1', 'two', 'input 3']);
    expect(results.failures).toMatchObject([{ input: 'two', error: { message: 'two is no number' } }]);
    expect(String(results)).toMatch(/^3 results, 1 failed, \d+ ms$/);
  });

  it('takes an empty list', async () => {
    const results = await predictAll([], doubled);
    expect(results.length).toBe(0);
    expect((await toBundle(results))['image/svg+xml']).toContain('<svg');
  });

  it('ends when it is interrupted', async () => {
    const interrupt = new AbortController();
    const seen: number[] = [];
    const all = predictAll([1, 2, 3], {
      ...doubled,
      predict: input => {
        seen.push(input);
        if (input === 2) interrupt.abort();
        return Promise.resolve(input);
      },
      signal: interrupt.signal
    });
    await expect(all).rejects.toThrow(/abort/i);
    expect(seen).toEqual([1, 2]);
  });

  it('shows progress only when it takes longer than a second', async () => {
    const port = { show: jest.fn(), update: jest.fn() };
    let time = 0;
    const progress = { port: port as unknown as DisplayPort, now: () => (time += 300) };
    await predictAll([1, 2], { ...doubled, progress });
    expect(port.show).not.toHaveBeenCalled();
    time = 0;
    await predictAll([1, 2, 3, 4, 5, 6], { ...doubled, progress });
    expect(port.show).toHaveBeenCalledTimes(1);
    const last = port.update.mock.calls.at(-1)?.[1] as Record<string, string>;
    expect(last['text/plain']).toMatch(/^6 of 6 inputs/);
    expect(last['text/html']).not.toContain('<progress');
  });
});

describe('a list of inputs', () => {
  const images = { name: 'seer', input: { type: 'image' } as PortInfo };

  it('is the pictures of a folder, for a module that takes pictures', async () => {
    expect(await listOf(folder, images)).toEqual([join(folder, 'a.jpg'), join(folder, 'b.png')]);
  });

  it.each([
    ['a folder without pictures', 'empty', 'There are no pictures in'],
    ['a file', 'a.jpg', 'is a file'],
    ['what is not there', 'gone', 'There is no']
  ])('cannot be %s', async (_, name, sentence) => {
    await expect(listOf(join(folder, name), images)).rejects.toThrow(sentence);
  });

  it('is a list for every other module', async () => {
    const texts = { name: 'reader', input: { type: 'text' } as PortInfo };
    await expect(listOf(folder, texts)).rejects.toThrow('Cannot predict all with "reader": a list');
    await expect(listOf(undefined, images)).rejects.toThrow('a list of inputs was wanted');
  });
});

describe('a gallery of results', () => {
  it('of 50 photographs stays under 1 MB, and shows failures as sentences', async () => {
    const noise = await sharp({
      create: {
        width: 640,
        height: 480,
        channels: 3,
        background: '#888',
        noise: { type: 'gaussian', mean: 128, sigma: 40 }
      }
    })
      .raw()
      .toBuffer();
    const image = new ImageValue(640, 480, noise);
    const preview = await image.preview(512);
    const view = { image: preview, width: 640, height: 480, labels: [{ label: 'noise', probability: 1 }] };
    const results = await predictAll(
      Array.from({ length: 50 }, (_, index) => index),
      {
        read: input => (input === 7 ? Promise.reject(new Error('gone')) : Promise.resolve(input)),
        predict: () => Promise.resolve(view)
      }
    );
    const bundle = await toBundle(results);
    const gallery = bundle[mime.gallery] as GalleryView;
    expect(gallery.items).toHaveLength(50);
    expect(gallery.items[7]).toEqual({ title: 'input 8', mime: 'text/plain', view: 'gone' });
    expect(JSON.stringify(bundle).length).toBeLessThan(1e6);
    expect(JSON.stringify(labelsBundle(view)).length * 50).toBeGreaterThan(2e6);
  });
});
