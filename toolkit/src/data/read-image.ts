/** Reads a picture from wherever it is. Whatever is wrong with it becomes a sentence that names it. */
import sharp from 'sharp';
import { SondeError } from '@sonde/schema';
import { fetchBytes, opening, reasonOf } from './fetch-bytes.js';
import { ImageValue } from './image-value.js';
import { measuredImage } from './measured-image.js';

/** A path (relative to the working folder), a URL (`file:`, `http:`, `https:`, `data:`), a file's bytes, or a read image. */
export type ImageSource = string | URL | Uint8Array | ImageValue;

export interface ReadImageOptions {
  signal?: AbortSignal;
  /** Pictures with more pixels are refused before they fill the memory. Default 100 million. */
  maxPixels?: number;
  /** Files with more bytes are refused before they are read. Default 500 million. */
  maxBytes?: number;
}

/**
 * Decodes JPEG, PNG, WebP, GIF, TIFF, AVIF and SVG; turns it upright by its EXIF tag and puts what is transparent on
 * white. Of an animation, or a file of several pages, it takes the first frame and says so. A TIFF of measurements is
 * scaled by their range.
 *
 * @example
 * const image = await readImage('photos/cat.jpg');
 */
export async function readImage(source: ImageSource, options: ReadImageOptions = {}): Promise<ImageValue> {
  if (source instanceof ImageValue) return source;
  const { bytes, name } = await fetchBytes(source, {
    what: 'An image',
    reader: 'readImage()',
    maxBytes: options.maxBytes ?? 500e6,
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
  const unreadable = async (cause: unknown) => {
    throw await undecodable(bytes, called, maxPixels, cause);
  };
  const measured = await measuredImage(bytes, maxPixels).catch(unreadable);
  if (measured) {
    return new ImageValue(measured.width, measured.height, measured.data, name, await framesOf(bytes));
  }
  // What libvips only warns of (odd profiles, unknown tags) still shows a picture; what is cut short does not.
  const { data, info } = await sharp(bytes, { failOn: 'error', limitInputPixels: maxPixels })
    .autoOrient()
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
    .catch(unreadable);
  return new ImageValue(
    info.width,
    info.height,
    info.channels === 3 ? data : toRgb(data, info.channels),
    name,
    await framesOf(bytes)
  );
}

/** How files of the formats begin that can hold several pictures. */
const several = /^(GIF8|RIFF....WEBP|II\*\0|MM\0\*|....ftyp)/s;
/** How a file begins that was to be a picture we know. (What has `ftyp` may be a video, or a photo as HEIC.) */
const beginning = /^(\xff\xd8\xff|\x89PNG|GIF8|RIFF....WEBP|II\*\0|MM\0\*)/s;

const headOf = (bytes: Uint8Array): string => Buffer.from(bytes.subarray(0, 12)).toString('latin1');

/** The brands of HEIC, the format of telephones (ISO/IEC 23008-12, annex B); AVIF is in the same box and can be read. */
function isHeic(bytes: Uint8Array): boolean {
  const box = Buffer.from(bytes.subarray(0, 64)).toString('latin1');
  return /^....ftyp/s.test(box) && /hei[cxms]|hev[cxms]/.test(box) && !box.includes('avif');
}

/** A photograph's header need not be read twice. */
async function framesOf(bytes: Uint8Array): Promise<number> {
  if (!several.test(headOf(bytes))) return 1;
  const { pages = 1 } = await sharp(bytes, { limitInputPixels: false }).metadata();
  return pages;
}

/** Why there is no picture. The header is only read here: a picture that decodes need not be looked at twice. */
async function undecodable(
  bytes: Uint8Array,
  called: string,
  maxPixels: number,
  reason: unknown
): Promise<SondeError> {
  const is = called.startsWith('"') ? 'is' : 'are';
  const damaged = new SondeError(
    'image-damaged',
    `${called} ${is} damaged or break${is === 'is' ? 's' : ''} off: ${reasonOf(reason)}`,
    { cause: reason, hint: 'Get the file again; it may not have been copied to its end.' }
  );
  if (isHeic(bytes)) {
    return new SondeError('image-unknown', `${called} ${is} a HEIC picture, which cannot be read`, {
      cause: reason,
      hint: 'Telephones save photographs so. Save it as JPEG, or set the camera to "most compatible".'
    });
  }
  // libvips' words for numbers of 64 bits.
  if ((reason as Error).message.includes('samples out of range')) {
    const kind = 'a TIFF with numbers of a kind that cannot be read';
    return new SondeError('image-unknown', `${called} ${is} ${kind}`, {
      cause: reason,
      hint: 'Save it with whole numbers of 8 or 16 bits, or with floating point numbers of 32 bits.'
    });
  }
  let size: { width: number; height: number };
  try {
    size = await sharp(bytes, { limitInputPixels: false }).metadata();
  } catch (cause) {
    if (beginning.test(headOf(bytes))) return damaged;
    return new SondeError('image-unknown', `${called} ${is} not an image that can be read`, {
      cause,
      hint: `It starts with ${opening(bytes)}. Formats that can be read: JPEG, PNG, WebP, GIF, TIFF, AVIF, SVG.`
    });
  }
  const { width, height } = size;
  if (width * height > maxPixels) {
    return new SondeError(
      'image-too-large',
      `${called} ${is} ${width}×${height} pixels, more than the ${maxPixels / 1e6} million that are read at once`,
      { hint: 'Scale it down or cut it into tiles, or pass maxPixels to readImage().' }
    );
  }
  return damaged;
}

/** Grey pictures decode to one channel. */
function toRgb(data: Uint8Array, channels: number): Uint8Array {
  const pixels = data.length / channels;
  const rgb = new Uint8Array(pixels * 3);
  for (let i = 0; i < pixels; i++) rgb.fill(data[i * channels] ?? 0, i * 3, i * 3 + 3);
  return rgb;
}
