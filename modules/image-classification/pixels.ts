/** From a picture to the numbers that the network was trained on: centre square, 224×224, (value − 127) / 128. */
import { centreSquare, type ImageValue } from '@sonde/toolkit';

export const size = 224;
const share = 0.875;
const mean = 127;
const deviation = 128;

/** RGB bytes of the part that the network sees. */
export function squareOf(image: ImageValue): Promise<Uint8Array> {
  return centreSquare(image, { size, share });
}

/** Squares as [n, 3, 224, 224]: what the ONNX graph takes. */
export function planar(squares: readonly Uint8Array[]): Float32Array {
  const area = size * size;
  const values = new Float32Array(squares.length * 3 * area);
  squares.forEach((pixels, n) => {
    const start = n * 3 * area;
    for (let i = 0; i < area; i++) {
      for (let channel = 0; channel < 3; channel++) {
        values[start + channel * area + i] = ((pixels[3 * i + channel] ?? 0) - mean) / deviation;
      }
    }
  });
  return values;
}

/** Squares as [n, 224, 224, 3]: what TensorFlow takes. */
export function interleaved(squares: readonly Uint8Array[]): Float32Array {
  const length = size * size * 3;
  const values = new Float32Array(squares.length * length);
  squares.forEach((pixels, n) => {
    for (let i = 0; i < length; i++) values[n * length + i] = ((pixels[i] ?? 0) - mean) / deviation;
  });
  return values;
}
