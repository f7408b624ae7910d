/**
 * Cuts and scales a picture to the size that a network takes, with the filter that Pillow uses and so the one that most
 * networks were trained with. ONNX Runtime does it, by the graph that toolkit/graphs/scale.py writes.
 */
import { fileURLToPath } from 'node:url';
import { openOnnx, type OnnxTensor, type OpenOnnx } from '../engines/onnx.js';
import type { ImageValue } from './image-value.js';

/** A rectangle of a picture, in pixels from its top left. */
export interface Region {
  left: number;
  top: number;
  width: number;
  height: number;
}

export interface ScaleOptions {
  /** Of the result, in pixels; the proportions are not kept. */
  width: number;
  height: number;
  /** What to scale. Default: the whole picture. */
  region?: Region;
}

export interface TensorOptions extends ScaleOptions {
  /** What is taken from each colour, 0 to 255: one number, or one for red, green and blue each. Default 0. */
  mean?: number | readonly [number, number, number];
  /** What each colour is then divided by. Default 255: values from 0 to 1. */
  deviation?: number | readonly [number, number, number];
}

/**
 * RGB bytes of the picture.
 *
 * @example
 * const pixels = await scaled(image, { width: 300, height: 200 }); // 200 * 300 * 3 bytes
 */
export async function scaled(image: ImageValue, options: ScaleOptions): Promise<Uint8Array> {
  const { pixels } = await (await graph()).run(feeds(image, options), ['pixels']);
  return pixels?.data as Uint8Array;
}

/**
 * The picture as the tensor of a network: [1, 3, height, width], (colour − mean) / deviation.
 *
 * @example
 * const tensor = await scaledTensor(image, { width: 224, height: 224, mean: 127, deviation: 128 });
 */
export async function scaledTensor(image: ImageValue, options: TensorOptions): Promise<OnnxTensor> {
  const { tensor } = await (await graph()).run(feeds(image, options), ['tensor']);
  return tensor as OnnxTensor;
}

/** The square in the picture's middle whose edge is `share` of the shorter edge of the picture. */
export function centreRegion({ width, height }: { width: number; height: number }, share = 1): Region {
  const edge = Math.max(1, Math.round(Math.min(width, height) * share));
  return {
    left: Math.floor((width - edge) / 2),
    top: Math.floor((height - edge) / 2),
    width: edge,
    height: edge
  };
}

let opened: Promise<OpenOnnx> | undefined;

/** On one thread: waking a second one takes longer than it saves on pictures of usual size. */
function graph(): Promise<OpenOnnx> {
  opened ??= openOnnx(fileURLToPath(new URL('../../graphs/scale.onnx', import.meta.url)), { threads: 1 });
  return opened;
}

function feeds(
  { width, height, data }: ImageValue,
  options: TensorOptions
): Readonly<Record<string, OnnxTensor>> {
  const { region = { left: 0, top: 0, width, height }, mean = 0, deviation = 255 } = options;
  return {
    picture: { data, dims: [height, width, 3] },
    starts: whole(region.top, region.left),
    ends: whole(region.top + region.height, region.left + region.width),
    size: whole(options.height, options.width),
    mean: perColour(mean),
    deviation: perColour(deviation)
  };
}

function whole(y: number, x: number): OnnxTensor {
  return { data: BigInt64Array.of(BigInt(y), BigInt(x)), dims: [2] };
}

function perColour(value: number | readonly [number, number, number]): OnnxTensor {
  const colours = typeof value === 'number' ? [value, value, value] : value;
  return { data: Float32Array.from(colours), dims: [1, 3, 1, 1] };
}
