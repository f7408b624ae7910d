import { describe, expect, it } from '@jest/globals';
import { readImage } from './read-image.js';

/** The pixels of the TIFF as grey values, or their three channels. */
async function grey(file: Buffer): Promise<number[]> {
  const { data } = await readImage(file);
  return [...data].filter((_, i) => i % 3 === 0);
}

describe('a TIFF of measurements', () => {
  it.each([
    ['floating point numbers', Float32Array.from([-500, 0, 500, 1500])],
    ['whole numbers of 32 bits', Uint32Array.from([0, 100_000, 200_000, 400_000])],
    ['heights above and below the sea, of 16 bits with a sign', Int16Array.from([-500, 0, 500, 1500])],
    ['shares of one', Float32Array.from([0, 0.125, 0.25, 0.5])]
  ])('with %s goes from black to white', async (_, values) => {
    expect(await grey(tiff(4, 1, values))).toEqual([0, 64, 128, 255]);
  });

  it('has black where nothing was measured, and is not led astray by what is infinite', async () => {
    expect(await grey(tiff(4, 1, Float32Array.from([NaN, 10, 20, Infinity])))).toEqual([0, 0, 255, 255]);
  });

  it('with the same number everywhere is black', async () => {
    expect(await grey(tiff(2, 1, Float32Array.from([7, 7])))).toEqual([0, 0]);
  });

  it('with three channels keeps their common range', async () => {
    const { data } = await readImage(tiff(2, 1, Float32Array.from([0, 100, 200, 400, 300, 200])));
    expect([...data]).toEqual([0, 64, 128, 255, 191, 128]);
  });

  it('with three channels from 0 to 1 is light, as a viewer would show it', async () => {
    const { data } = await readImage(tiff(2, 1, Float32Array.from([0, 0, 0, 1, 0.2159, 1])));
    expect([...data]).toEqual([0, 0, 0, 255, 128, 255]);
  });

  it('with numbers of 64 bits cannot be read, and is not called damaged', async () => {
    await expect(readImage(tiff(2, 1, Float64Array.from([1, 2])))).rejects.toMatchObject({
      code: 'image-unknown',
      message: 'The bytes given are a TIFF with numbers of a kind that cannot be read',
      hint: 'Save it with whole numbers of 8 or 16 bits, or with floating point numbers of 32 bits.'
    });
  });

  it('that is cut short is damaged', async () => {
    const whole = tiff(64, 64, new Float32Array(64 * 64));
    await expect(readImage(whole.subarray(0, whole.length / 2))).rejects.toMatchObject({
      code: 'image-damaged'
    });
  });
});

/** TIFF 6.0, one strip, uncompressed, little-endian; one channel or three. */
function tiff(
  width: number,
  height: number,
  values: Float32Array | Float64Array | Uint32Array | Int16Array
): Buffer {
  const channels = values.length / (width * height);
  const bits = values.BYTES_PER_ELEMENT * 8;
  const sampleFormat = values instanceof Uint32Array ? 1 : values instanceof Int16Array ? 2 : 3;
  const [short, long] = [3, 4];
  const fields: [tag: number, type: number, values: number[]][] = [
    [256, long, [width]],
    [257, long, [height]],
    [258, short, Array<number>(channels).fill(bits)],
    [259, short, [1]],
    [262, short, [channels === 1 ? 1 : 2]],
    [273, long, [0]], // where the strip begins, known below
    [277, short, [channels]],
    [278, long, [height]],
    [279, long, [values.byteLength]],
    [339, short, Array<number>(channels).fill(sampleFormat)]
  ];
  const directory = Buffer.alloc(2 + fields.length * 12 + 4);
  directory.writeUInt16LE(fields.length);
  const more = Buffer.alloc(2 * channels * 2);
  const begin = 8 + directory.length;
  let used = 0;
  fields.forEach(([tag, type, [first = 0, ...others]], index) => {
    const at = 2 + index * 12;
    directory.writeUInt16LE(tag, at);
    directory.writeUInt16LE(type, at + 2);
    directory.writeUInt32LE(1 + others.length, at + 4);
    if (others.length > 0) {
      directory.writeUInt32LE(begin + used, at + 8);
      for (const value of [first, ...others]) used = more.writeUInt16LE(value, used);
    } else directory.writeUInt32LE(tag === 273 ? begin + more.length : first, at + 8);
  });
  const head = Buffer.from([0x49, 0x49, 42, 0, 8, 0, 0, 0]);
  return Buffer.concat([head, directory, more, Buffer.from(values.buffer)]);
}
