import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import type { SondeError } from '@sonde/schema';
import { imageFolders } from './image-folders.js';
import { stratifiedSplit } from './split.js';

let folder: string;
let png: Buffer;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sonde-folders-'));
  png = await sharp({ create: { width: 4, height: 4, channels: 3, background: '#123456' } })
    .png()
    .toBuffer();
});
afterEach(() => rm(folder, { recursive: true }));

async function put(...paths: string[]): Promise<void> {
  for (const path of paths) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), png);
  }
}

async function failure(path = folder): Promise<SondeError> {
  return imageFolders(path).then(
    () => Promise.reject(new Error('It was read.')),
    (error: unknown) => error as SondeError
  );
}

describe('imageFolders', () => {
  it('lists classes and images in order, leaving out what is no image', async () => {
    await put(
      'rose/2.png',
      'rose/1.JPG',
      'daisy/a.png',
      'daisy/b.png',
      'daisy/c.png',
      '.hidden/x.png',
      'rose/.x.png'
    );
    await writeFile(join(folder, 'rose', 'notes.txt'), 'x');
    await writeFile(join(folder, 'README.md'), 'x');
    const found = await imageFolders(folder);
    expect(found.labels).toEqual(['daisy', 'rose']);
    expect(found.counts).toEqual([3, 2]);
    expect(found.images.at(-1)).toEqual({ path: join(folder, 'rose', '2.png'), label: 1 });
    expect(found.summary).toBe('5 images in 2 classes: daisy 3, rose 2');
  });

  it('says what is wrong with the layout', async () => {
    expect((await failure(join(folder, 'none'))).message).toContain('There is no');
    expect((await failure()).message).toContain('no class folders');
    await put('loose.png');
    expect((await failure(join(folder, 'loose.png'))).message).toContain('is a file');
    await put('rose/1.png', 'rose/2.png');
    expect((await failure()).message).toContain('only one class, "rose"');
    await put('daisy/1.png');
    expect((await failure()).message).toContain('"daisy (1)"');
  });

  it('names unreadable images, a few of many', async () => {
    await put('rose/1.png', 'rose/2.png');
    for (let i = 0; i < 8; i++) {
      await put(`daisy/${i}.png`);
      await writeFile(join(folder, 'daisy', `${i}.png`), i === 0 ? '' : 'text');
    }
    const { message } = await failure();
    expect(message).toContain('8 of the 10 images');
    expect(message).toContain(`${join('daisy', '0.png')} (0 bytes)`);
    expect(message).toContain('and 3 more');
  });
});

describe('stratifiedSplit', () => {
  const items = Array.from({ length: 100 }, (_, i) => ({ id: i, label: i < 90 ? 0 : 1 }));

  it('holds out the same share of every class, nothing twice', () => {
    const { training, heldOut } = stratifiedSplit(items, item => item.label, { share: 0.2, seed: 1 });
    expect(heldOut.filter(item => item.label === 0)).toHaveLength(18);
    expect(heldOut.filter(item => item.label === 1)).toHaveLength(2);
    expect(new Set([...training, ...heldOut].map(item => item.id)).size).toBe(100);
  });

  it('repeats itself for the same seed only', () => {
    const ids = (seed: number) =>
      stratifiedSplit(items, item => item.label, { share: 0.2, seed }).heldOut.map(item => item.id);
    expect(ids(1)).toEqual(ids(1));
    expect(ids(1)).not.toEqual(ids(2));
  });

  it('leaves one of two on either side', () => {
    const pair = stratifiedSplit([1, 2], () => 0, { share: 0.05, seed: 3 });
    expect([pair.training.length, pair.heldOut.length]).toEqual([1, 1]);
  });
});
