/** Reads a picture from wherever it is. Whatever is wrong with it becomes a sentence that names it. */
import sharp from 'sharp';
import { SondeError } from '@sonde/schema';
import { fetchBytes, opening, reasonOf } from './fetch-bytes.js';
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
  const { bytes, name } = await fetchBytes(source, {
    what: 'An image',
    reader: 'readImage()',
    signal: options.signal
  });
  options.signal?.throwIfAborted();
  return decode(bytes, name, options.maxPixels ?? 100e6);
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
