/** From a picture to the numbers that the network was trained on: centre square, 224×224, (value − 127) / 128. */
import { centreRegion, ImageValue, scaled, scaledTensor, type OnnxTensor } from '@sonde/toolkit';

export const size = 224;
const share = 0.875;

const middle = (image: ImageValue) => ({ width: size, height: size, region: centreRegion(image, share) });
const [mean, deviation] = [127, 128];

/** RGB bytes of the part that the network sees. */
export function squareOf(image: ImageValue): Promise<Uint8Array> {
  return scaled(image, middle(image));
}

/** The same part as a picture to be looked at: with more pixels than the network takes, where there are more. */
export async function shownSquare(image: ImageValue): Promise<ImageValue> {
  const region = centreRegion(image, share);
  const edge = Math.min(region.width, 400);
  return new ImageValue(edge, edge, await scaled(image, { width: edge, height: edge, region }), image.source);
}

/** The part that the network sees as [1, 3, 224, 224]: what the ONNX graph takes. */
export function tensorOf(image: ImageValue): Promise<OnnxTensor> {
  return scaledTensor(image, { ...middle(image), mean, deviation });
}

/** Byte → what the network was trained on. */
const normal = (value: number): number => (value - mean) / deviation;

/** Squares as [n, 3, 224, 224]: what the ONNX graph takes. */
export function planar(squares: readonly Uint8Array[]): Float32Array {
  const area = size * size;
  const values = new Float32Array(squares.length * 3 * area);
  squares.forEach((pixels, n) => {
    const start = n * 3 * area;
    for (let i = 0; i < area; i++) {
      values[start + i] = normal(pixels[3 * i]!);
      values[start + area + i] = normal(pixels[3 * i + 1]!);
      values[start + 2 * area + i] = normal(pixels[3 * i + 2]!);
    }
  });
  return values;
}

/** Squares as [n, 224, 224, 3]: what TensorFlow takes. */
export function interleaved(squares: readonly Uint8Array[]): Float32Array {
  const length = size * size * 3;
  const values = new Float32Array(squares.length * length);
  squares.forEach((pixels, n) => {
    for (let i = 0; i < length; i++) values[n * length + i] = normal(pixels[i]!);
  });
  return values;
}
