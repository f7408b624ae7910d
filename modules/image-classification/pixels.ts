/** From a picture to the numbers that the network was trained on: centre square, 224×224, (value − 127) / 128. */
import { centreSquare, type ImageValue } from '@sonde/toolkit';

export const size = 224;
const share = 0.875;

/** Byte → what the network was trained on. */
const scaled = Float32Array.from({ length: 256 }, (_, value) => (value - 127) / 128);

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
      values[start + i] = scaled[pixels[3 * i] as number] as number;
      values[start + area + i] = scaled[pixels[3 * i + 1] as number] as number;
      values[start + 2 * area + i] = scaled[pixels[3 * i + 2] as number] as number;
    }
  });
  return values;
}

/** Squares as [n, 224, 224, 3]: what TensorFlow takes. */
export function interleaved(squares: readonly Uint8Array[]): Float32Array {
  const length = size * size * 3;
  const values = new Float32Array(squares.length * length);
  squares.forEach((pixels, n) => {
    for (let i = 0; i < length; i++) values[n * length + i] = scaled[pixels[i] as number] as number;
  });
  return values;
}
