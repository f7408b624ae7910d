/** Reads a picture from wherever it is. Whatever is wrong with it becomes a sentence that names it. */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { types } from 'node:util';
import sharp from 'sharp';
import { SondeError } from '@sonde/schema';
import { checkFile, localPath } from './file.js';
import { ImageValue } from './image-value.js';

/** A path (relative to the working folder), a URL (`file:`, `http:`, `https:`, `data:`), a file's bytes, or a read image. */
export type ImageSource = string | URL | Uint8Array | ImageValue;

export interface ReadImageOptions {
  signal?: AbortSignal;
  /** Pictures with more pixels are refused before they fill the memory. Default 100 million. */
  maxPixels?: number;
}

/**
 * Decodes JPEG, PNG, WebP, GIF, TIFF, AVIF and SVG; turns it upright by its EXIF tag and puts what is transparent on
 * white. Of an animation it takes the first frame.
 *
 * @example
 * const image = await readImage('photos/cat.jpg');
 */
export async function readImage(source: ImageSource, options: ReadImageOptions = {}): Promise<ImageValue> {
  if (source instanceof ImageValue) return source;
  const { bytes, name } = await fetchBytes(source, options.signal);
  options.signal?.throwIfAborted();
  return decode(bytes, name, options.maxPixels ?? 100e6);
}

async function fetchBytes(
  source: unknown,
  signal?: AbortSignal
): Promise<{ bytes: Uint8Array; name?: string }> {
  if (types.isUint8Array(source)) return { bytes: source };
  if (typeof source !== 'string' && !(source instanceof URL)) {
    throw new SondeError('input-wrong', `An image was wanted, not ${describe(source)}`, {
      hint: 'Pass a path, a URL, the bytes of an image file, or what readImage() gave.'
    });
  }
  if (/^(https?|data):/.test(String(source))) return download(String(source), signal);
  const path = localPath(source);
  const { size } = await checkFile(path, String(source), 'An image');
  return {
    bytes: size < small ? readFileSync(path) : await readFile(path, { signal }),
    name: String(source)
  };
}

/** Bytes up to which a file is read at once: handing it to another thread and back would take longer than reading it. */
const small = 1 << 20;

async function download(url: string, signal?: AbortSignal): Promise<{ bytes: Uint8Array; name?: string }> {
  const name = url.length > 200 ? `${url.slice(0, 60)}…` : url;
  const response = await fetch(url, { signal }).catch((cause: unknown) => {
    signal?.throwIfAborted();
    throw new SondeError('image-missing', `Cannot fetch the image ${name}: ${reasonOf(cause)}`, {
      cause,
      hint: 'Check the address and the network, or download the file and pass its path.'
    });
  });
  if (!response.ok) {
    throw new SondeError(
      'image-missing',
      `Cannot fetch the image ${name}: the server answers ${response.status}`,
      {
        hint: 'Check the address, or download the file and pass its path.'
      }
    );
  }
  return { bytes: new Uint8Array(await response.arrayBuffer()), ...(!url.startsWith('data:') && { name }) };
}

async function decode(bytes: Uint8Array, name: string | undefined, maxPixels: number): Promise<ImageValue> {
  const called = name === undefined ? 'The bytes given' : `"${name}"`;
  if (bytes.length === 0) {
    throw new SondeError('image-empty', `${called} hold${name === undefined ? '' : 's'} no image: 0 bytes`, {
      hint: 'The file was not written to its end; get it again.'
    });
  }
  // What libvips only warns of (odd profiles, unknown tags) still shows a picture; what is cut short does not.
  const { data, info } = await sharp(bytes, { failOn: 'error', limitInputPixels: maxPixels })
    .autoOrient()
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
    .catch(async (cause: unknown) => {
      throw await undecodable(bytes, called, maxPixels, cause);
    });
  return new ImageValue(
    info.width,
    info.height,
    info.channels === 3 ? data : toRgb(data, info.channels),
    name
  );
}

/** Why there is no picture. The header is only read here: a picture that decodes need not be looked at twice. */
async function undecodable(
  bytes: Uint8Array,
  called: string,
  maxPixels: number,
  reason: unknown
): Promise<SondeError> {
  let size: { width: number; height: number };
  try {
    size = await sharp(bytes, { limitInputPixels: false }).metadata();
  } catch (cause) {
    const what = called.startsWith('"') ? 'is' : 'are';
    return new SondeError('image-unknown', `${called} ${what} not an image that can be read`, {
      cause,
      hint: `It starts with ${opening(bytes)}. Formats that can be read: JPEG, PNG, WebP, GIF, TIFF, AVIF, SVG.`
    });
  }
  const { width, height } = size;
  if (width * height > maxPixels) {
    return new SondeError(
      'image-too-large',
      `${called} is ${width}×${height} pixels, more than the ${maxPixels / 1e6} million that are read at once`,
      { hint: 'Scale it down or cut it into tiles, or pass maxPixels to readImage().' }
    );
  }
  return new SondeError('image-damaged', `${called} is damaged or breaks off: ${reasonOf(reason)}`, {
    cause: reason,
    hint: 'Get the file again; it may not have been copied to its end.'
  });
}

/** Grey pictures decode to one channel. */
function toRgb(data: Uint8Array, channels: number): Uint8Array {
  const pixels = data.length / channels;
  const rgb = new Uint8Array(pixels * 3);
  for (let i = 0; i < pixels; i++) rgb.fill(data[i * channels] ?? 0, i * 3, i * 3 + 3);
  return rgb;
}

function reasonOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const cause = thrown.cause instanceof Error ? thrown.cause.message : undefined;
  return (cause ?? thrown.message).split('\n')[0] ?? '';
}

/** The first bytes as text where they are text: it tells an HTML page or a Git LFS pointer from a picture. */
function opening(bytes: Uint8Array): string {
  const head = bytes.subarray(0, 24);
  const text = Buffer.from(head).toString('latin1');
  return /^[\x20-\x7e\s]+$/.test(text)
    ? JSON.stringify(text)
    : `bytes ${Buffer.from(head.subarray(0, 8)).toString('hex')}`;
}

function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value !== 'object') return `${typeof value} ${JSON.stringify(value)}`;
  return `a value of type ${value.constructor?.name ?? 'object'}`;
}
