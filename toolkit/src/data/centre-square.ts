/** Cuts the middle out of a picture and scales it: what image networks take as input. */
import sharp from 'sharp';
import type { ImageValue } from './image-value.js';

export interface SquareOptions {
  /** Edge of the result in pixels. */
  size: number;
  /** Edge of the square that is kept, as a share of the picture's shorter edge. Default 1. */
  share?: number;
}

/**
 * RGB bytes of the picture's centre square, scaled with a bicubic filter.
 *
 * @example
 * const pixels = await centreSquare(image, { size: 224, share: 0.875 }); // 224 * 224 * 3 bytes
 */
export async function centreSquare(
  image: ImageValue,
  { size, share = 1 }: SquareOptions
): Promise<Uint8Array> {
  const { width, height, data } = image;
  const edge = Math.max(1, Math.round(Math.min(width, height) * share));
  return sharp(data, { raw: { width, height, channels: 3 } })
    .extract({
      left: Math.round((width - edge) / 2),
      top: Math.round((height - edge) / 2),
      width: edge,
      height: edge
    })
    .resize(size, size, { kernel: 'cubic', fit: 'fill' })
    .raw()
    .toBuffer();
}
