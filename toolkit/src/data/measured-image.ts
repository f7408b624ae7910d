/**
 * A TIFF that holds measurements (heights, counts, temperatures as floating point, 32-bit or signed numbers) and no colours. Its
 * least number becomes black and its greatest white, as viewers of such pictures do.
 */
import sharp from 'sharp';

export interface RgbPicture {
  width: number;
  height: number;
  /** Three bytes a pixel. */
  data: Uint8Array;
}

/** Undefined for a picture of colours, which is decoded as any other. */
export async function measuredImage(bytes: Uint8Array, maxPixels: number): Promise<RgbPicture | undefined> {
  if (!/^(II\*\0|MM\0\*)/.test(Buffer.from(bytes.subarray(0, 4)).toString('latin1'))) return undefined;
  const { depth, space } = await sharp(bytes, { limitInputPixels: maxPixels }).metadata();
  if (!/^(float|double|u?int|short)$/.test(depth) || !/^(b-w|grey16|scrgb)$/.test(space)) return undefined;
  const opened = sharp(bytes, { failOn: 'error', limitInputPixels: maxPixels }).autoOrient();
  // Greys of 16 bits have no sign in libvips: moved up, what is below zero is not cut off.
  const { data, info } = await (depth === 'short' ? opened.linear(1, 2 ** 15) : opened)
    .pipelineColourspace(space)
    .toColourspace(space)
    .raw({ depth: 'float' })
    .toBuffer({ resolveWithObject: true });
  const values = new Float32Array(data.buffer, data.byteOffset, data.length / 4);
  const { width, height, channels } = info;
  const coloured = channels >= 3;
  const [least, greatest] = rangeOf(values, channels, coloured ? 3 : 1);
  // Three numbers from 0 to 1 are light, which libvips turns into colours.
  if (coloured && least >= 0 && greatest <= 1) return undefined;
  const rgb = new Uint8Array(width * height * 3);
  const range = greatest - least || 1;
  for (let i = 0; i < rgb.length; i++) {
    const pixel = Math.floor(i / 3);
    const value = values[pixel * channels + (coloured ? i % 3 : 0)] ?? 0;
    // What was not measured (NaN) is black.
    const clipped = Number.isNaN(value) ? least : Math.min(greatest, Math.max(least, value));
    rgb[i] = Math.round(((clipped - least) * 255) / range);
  }
  return { width, height, data: rgb };
}

/** Of the finite numbers among the first `used` of each pixel's `channels`: what follows is transparency. */
function rangeOf(values: Float32Array, channels: number, used: number): [least: number, greatest: number] {
  let least = Infinity;
  let greatest = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? NaN;
    if (i % channels >= used || !Number.isFinite(value)) continue;
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  return least <= greatest ? [least, greatest] : [0, 0];
}
