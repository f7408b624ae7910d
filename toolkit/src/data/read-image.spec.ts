import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { jupyterDisplay, type SondeError } from '@sonde/schema';
import { readImage } from './read-image.js';

let folder: string;
let jpeg: Buffer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sonde-image-'));
  const noise = Uint8Array.from({ length: 64 * 48 * 3 }, (_, i) => (i * 7919) % 256);
  jpeg = await sharp(noise, { raw: { width: 64, height: 48, channels: 3 } })
    .jpeg()
    .toBuffer();
  await writeFile(join(folder, 'cat.jpg'), jpeg);
  await writeFile(join(folder, 'empty.jpg'), '');
  await writeFile(join(folder, 'page.jpg'), '<!doctype html><html></html>');
  await writeFile(join(folder, 'cut.jpg'), jpeg.subarray(0, jpeg.length / 2));
  await mkdir(join(folder, 'album'));
  await writeFile(join(folder, 'album', 'dog.jpg'), jpeg);
});

afterAll(() => rm(folder, { recursive: true }));

async function failure(source: unknown, options?: { maxPixels?: number }): Promise<SondeError> {
  return readImage(source as string, options).then(
    () => Promise.reject(new Error('It was read.')),
    (error: unknown) => error as SondeError
  );
}

describe('readImage', () => {
  it('reads a path, a file URL, bytes, a data URL and an image alike', async () => {
    const image = await readImage(join(folder, 'cat.jpg'));
    expect([image.width, image.height, image.data.length]).toEqual([64, 48, 64 * 48 * 3]);
    const dataUrl = `data:image/jpeg;base64,${jpeg.toString('base64')}`;
    for (const source of [pathToFileURL(join(folder, 'cat.jpg')), jpeg, dataUrl, image]) {
      expect(Buffer.compare((await readImage(source)).data, image.data)).toBe(0);
    }
  });

  it('takes paths relative to the working folder', async () => {
    const before = process.cwd();
    process.chdir(folder);
    try {
      expect((await readImage('album/dog.jpg')).width).toBe(64);
    } finally {
      process.chdir(before);
    }
  });

  it('turns a photo upright by its EXIF tag', async () => {
    const sideways = await sharp(jpeg).withMetadata({ orientation: 6 }).toBuffer();
    const image = await readImage(sideways);
    expect([image.width, image.height]).toEqual([48, 64]);
  });

  it('puts what is transparent on white', async () => {
    const clear = await sharp({ create: { width: 2, height: 1, channels: 4, background: '#ff000000' } })
      .png()
      .toBuffer();
    expect([...(await readImage(clear)).data]).toEqual([255, 255, 255, 255, 255, 255]);
  });

  it('makes grey, 16-bit and palette pictures plain RGB', async () => {
    const grey = await sharp({ create: { width: 3, height: 2, channels: 3, background: '#808080' } })
      .greyscale()
      .png()
      .toBuffer();
    const deep = await sharp({ create: { width: 3, height: 2, channels: 3, background: '#804020' } })
      .toColourspace('rgb16')
      .png()
      .toBuffer();
    const palette = await sharp({ create: { width: 3, height: 2, channels: 3, background: '#804020' } })
      .png({ palette: true })
      .toBuffer();
    expect([...(await readImage(grey)).data]).toEqual(new Array(18).fill(128));
    for (const file of [deep, palette]) {
      expect([...(await readImage(file)).data.subarray(0, 3)]).toEqual([128, 64, 32]);
    }
  });

  it('shows itself as a small JPEG with a line of text', async () => {
    const bundle = await (await readImage(join(folder, 'cat.jpg')))[jupyterDisplay]();
    expect(bundle['text/plain']).toContain('64×48');
    const shown = await sharp(Buffer.from(bundle['image/jpeg'] as string, 'base64')).metadata();
    expect([shown.format, shown.width]).toEqual(['jpeg', 64]);
    expect(await (await readImage(jpeg)).preview(32)).toMatch(/^data:image\/jpeg;base64,/);
  });

  it('names near files when one is missing', async () => {
    const error = await failure(join(folder, 'cta.jpg'));
    expect(error.message).toContain('There is no');
    expect(error.hint).toContain('"cat.jpg"');
    expect((await failure(join(folder, 'albun', 'dog.jpg'))).hint).toContain('"album"');
  });

  it('says what a folder holds when one is given', async () => {
    const error = await failure(join(folder, 'album'));
    expect(error.message).toContain('is a folder');
    expect(error.hint).toContain('dog.jpg');
  });

  it('tells an empty, a foreign and a truncated file apart', async () => {
    expect((await failure(join(folder, 'empty.jpg'))).message).toContain('0 bytes');
    expect((await failure(new Uint8Array())).message).toContain('0 bytes');
    const page = await failure(join(folder, 'page.jpg'));
    expect(page.message).toContain('not an image');
    expect(page.hint).toContain('doctype');
    const cut = await failure(join(folder, 'cut.jpg'));
    expect(cut.message).toContain('cut.jpg" is damaged or breaks off');
  });

  it('refuses more pixels than fit', async () => {
    const error = await failure(join(folder, 'cat.jpg'), { maxPixels: 1000 });
    expect(error.message).toContain('64×48');
    expect(error.code).toBe('image-too-large');
  });

  it('refuses what is no source of an image', async () => {
    expect((await failure(undefined)).message).toContain('not undefined');
    expect((await failure(42)).message).toContain('number 42');
    expect((await failure({ path: 'x' })).message).toContain('Object');
  });

  describe('over HTTP', () => {
    let server: Server;
    let origin: string;
    beforeAll(async () => {
      server = createServer((request, response) => {
        response.statusCode = request.url === '/cat.jpg' ? 200 : 404;
        response.end(request.url === '/cat.jpg' ? jpeg : 'no');
      });
      await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
      origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    });
    afterAll(() => void server.close());

    it('fetches, and says what the server answers', async () => {
      expect((await readImage(`${origin}/cat.jpg`)).width).toBe(64);
      expect((await failure(`${origin}/dog.jpg`)).message).toContain('404');
    });

    it('says that it cannot reach a server', async () => {
      expect((await failure('http://127.0.0.1:1/cat.jpg')).message).toContain('Cannot fetch');
    });
  });

  it('stops when its signal is aborted', async () => {
    const path = join(folder, 'cat.jpg');
    await expect(readImage(path, { signal: AbortSignal.abort(new Error('stop')) })).rejects.toThrow();
    expect((await readFile(path)).length).toBe(jpeg.length);
  });
});
