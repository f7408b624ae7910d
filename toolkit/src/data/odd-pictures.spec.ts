import { mkdtemp, open, rm, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import type { SondeError } from '@sonde/schema';
import { readImage, type ImageSource, type ReadImageOptions } from './read-image.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sonde-odd-'));
});
afterAll(() => rm(folder, { recursive: true }));

const plain = (background: string, width = 16, height = 8) =>
  sharp({ create: { width, height, channels: 3, background } });

/** Colour of the pixel in the middle of one of 3×2 fields. */
async function field(source: ImageSource, column: number, row: number, columns = 3, rows = 2) {
  const { width, height, data } = await readImage(source);
  const x = Math.floor(((column + 0.5) * width) / columns);
  const y = Math.floor(((row + 0.5) * height) / rows);
  return [...data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3)];
}

function expectColour(found: number[] | undefined, wanted: number[], within: number): void {
  const off = wanted.map((value, i) => Math.abs(value - (found?.[i] ?? NaN)));
  expect([found, Math.max(...off) <= within]).toEqual([found, true]);
}

async function failure(source: ImageSource, options?: ReadImageOptions): Promise<SondeError> {
  return readImage(source, options).then(
    () => Promise.reject(new Error('It was read.')),
    (error: unknown) => error as SondeError
  );
}

describe('a photo that was taken sideways', () => {
  // R G B above Y C M.
  const corners = [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 0, 0, 255, 255, 255, 0, 255];
  const [red, blue, yellow, magenta] = [
    [255, 0, 0],
    [0, 0, 255],
    [255, 255, 0],
    [255, 0, 255]
  ];

  // The Exif standard's orientations: what lies in the upper left corner of the picture as it is to be seen.
  it.each([
    [1, red, 48, 32],
    [2, blue, 48, 32],
    [3, magenta, 48, 32],
    [4, yellow, 48, 32],
    [5, red, 32, 48],
    [6, yellow, 32, 48],
    [7, magenta, 32, 48],
    [8, blue, 32, 48]
  ])('is upright with orientation %i', async (orientation, colour, width, height) => {
    const stored = await sharp(Uint8Array.from(corners), { raw: { width: 3, height: 2, channels: 3 } })
      .resize(48, 32, { kernel: 'nearest' })
      .withMetadata({ orientation })
      .jpeg({ quality: 100, chromaSubsampling: '4:4:4' })
      .toBuffer();
    const image = await readImage(stored);
    expect([image.width, image.height]).toEqual([width, height]);
    const [columns, rows] = width > height ? [3, 2] : [2, 3];
    expectColour(await field(image, 0, 0, columns, rows), colour, 3);
  });
});

describe('colours', () => {
  it('come out of a CMYK JPEG about as they went in, white as white', async () => {
    for (const [colour, within] of [
      ['#ffffff', 1],
      ['#c86432', 40],
      ['#000000', 45]
    ] as const) {
      const printed = await plain(colour).toColourspace('cmyk').jpeg({ quality: 100 }).toBuffer();
      expect((await sharp(printed).metadata()).space).toBe('cmyk');
      const wanted = [1, 3, 5].map(at => parseInt(colour.slice(at, at + 2), 16));
      expectColour(await field(printed, 1, 1), wanted, within);
    }
  });

  it('of a 16-bit PNG keep their upper eight bits', async () => {
    const deep = Uint16Array.from({ length: 4 * 2 * 3 }, (_, i) => i * 2730);
    const file = await sharp(deep, { raw: { width: 4, height: 2, channels: 3 } })
      .toColourspace('rgb16')
      .png()
      .toBuffer();
    expect((await sharp(file).metadata()).depth).toBe('ushort');
    expect([...(await readImage(file)).data]).toEqual(Array.from(deep, value => value >> 8));
  });

  it('of a grey 16-bit PNG do too, and what is transparent in one is white', async () => {
    const grey = await sharp(Uint16Array.from([0, 25700, 51400, 65535]), {
      raw: { width: 4, height: 1, channels: 1 }
    })
      .toColourspace('grey16')
      .png()
      .toBuffer();
    expect([...(await readImage(grey)).data]).toEqual(
      [0, 100, 200, 255].flatMap(value => [value, value, value])
    );
    const clear = await sharp(Uint16Array.from([1000, 20000, 65535, 65535, 5, 6, 7, 0]), {
      raw: { width: 2, height: 1, channels: 4 }
    })
      .toColourspace('rgb16')
      .png()
      .toBuffer();
    expect([...(await readImage(clear)).data]).toEqual([3, 78, 255, 255, 255, 255]);
  });

  it('of a grey picture with transparency lie on white', async () => {
    const values = Uint8Array.from([0, 255, 100, 255, 100, 0, 0, 128]);
    const file = await sharp(values, { raw: { width: 4, height: 1, channels: 2 } })
      .toColourspace('b-w')
      .png()
      .toBuffer();
    expect((await sharp(file).metadata()).channels).toBe(2);
    const { data } = await readImage(file);
    expect([...data]).toEqual([0, 100, 255, 127].flatMap(value => [value, value, value]));
  });

  it('of a picture with a colour profile are those of sRGB', async () => {
    // The same red is another number in the wider Display P3.
    const wide = await plain('#c83232').withIccProfile('p3').png().toBuffer();
    expectColour(await field(wide, 1, 1), [200, 50, 50], 3);
  });
});

describe('an animation', () => {
  it.each(['gif', 'webp', 'tiff'] as const)('as %s gives its first frame and says so', async format => {
    const frames = await Promise.all(
      ['#ff0000', '#00ff00', '#0000ff'].map(colour => plain(colour).png().toBuffer())
    );
    const file = await sharp(frames, { join: { animated: true } })
      .toFormat(format, format === 'tiff' ? { compression: 'lzw' } : {})
      .toBuffer();
    const image = await readImage(file);
    expect([image.width, image.height, image.frames]).toEqual([16, 8, 3]);
    expectColour([...image.data.subarray(0, 3)], [255, 0, 0], 3);
    expect(String(image)).toBe('Image 16×8, the first of 3 frames');
  });

  it('of one frame is a picture like any other', async () => {
    const image = await readImage(await plain('#ff0000').gif().toBuffer());
    expect([image.frames, String(image)]).toEqual([1, 'Image 16×8']);
  });
});

describe('a picture that is too large', () => {
  it('is refused by its header when that claims more pixels than fit', async () => {
    const error = await failure(pngHeader(40000, 30000));
    expect(error.code).toBe('image-too-large');
    expect(error.message).toBe(
      'The bytes given are 40000×30000 pixels, more than the 100 million that are read at once'
    );
  });

  it('is refused by its size in bytes, unread', async () => {
    const path = join(folder, 'huge.jpg');
    await writeFile(path, await plain('#ff0000').jpeg().toBuffer());
    await truncate(path, 1e9);
    const before = process.memoryUsage().arrayBuffers;
    const error = await failure(path);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(50e6);
    expect(error.code).toBe('image-too-large');
    expect(error.message).toBe(`"${path}" is 1000 MB, more than the 500 MB that are read at once`);
    expect(error.hint).toBeDefined();
  });

  it('is refused while it is fetched from a server that does not say how large it is', async () => {
    const server = createServer((_, response) => {
      const send = () => {
        while (response.write(Buffer.alloc(1 << 16)));
        response.once('drain', send);
      };
      send();
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    try {
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/endless.png`;
      const error = await failure(url, { maxBytes: 5e6 });
      expect(error.message).toContain('more than the 5 MB');
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});

describe('a file that holds no whole picture', () => {
  it('is damaged when it breaks off in the middle', async () => {
    const noise = Uint8Array.from({ length: 64 * 64 * 3 }, (_, i) => (i * 7919) % 256);
    const whole = await sharp(noise, { raw: { width: 64, height: 64, channels: 3 } })
      .gif()
      .toBuffer();
    const path = join(folder, 'cut.gif');
    const file = await open(path, 'w');
    await file.write(whole.subarray(0, whole.length / 2));
    await file.close();
    expect((await failure(path)).code).toBe('image-damaged');
  });

  it.each([
    ['heic', 'mif1'],
    ['mif1', 'heic'],
    ['heix', 'mif1']
  ])('is named when it is a photo of a telephone (%s, %s)', async (brand, other) => {
    const error = await failure(Buffer.from(`\0\0\0\x1cftyp${brand}\0\0\0\0${other}`, 'latin1'));
    expect([error.code, error.message]).toEqual([
      'image-unknown',
      'The bytes given are a HEIC picture, which cannot be read'
    ]);
    expect(error.hint).toContain('JPEG');
  });

  it('is none that can be read when it is a film', async () => {
    const error = await failure(Buffer.from('\0\0\0\x1cftypisom\0\0\0\0mp42', 'latin1'));
    expect([error.code, error.message]).toEqual([
      'image-unknown',
      'The bytes given are not an image that can be read'
    ]);
  });
});

/** A PNG that says how large it is and has next to nothing to show for it. */
function pngHeader(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const ends = Buffer.alloc(8);
    ends.writeUInt32BE(data.length, 0);
    ends.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
  };
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', Buffer.from([0x78, 0x9c])),
    chunk('IEND', Buffer.alloc(0))
  ]);
}
