/** Tensors in one file: float32, little-endian, one after another; where each lies is told beside it. */
import { createHash } from 'node:crypto';

export interface SavedTensor {
  shape: number[];
  data: Float32Array;
}

export interface TensorPlace {
  name: string;
  shape: number[];
  /** In bytes from the file's beginning. */
  offset: number;
}

export interface TensorFile {
  bytes: Buffer;
  sha256: string;
  places: TensorPlace[];
}

export function packTensors(tensors: Readonly<Record<string, SavedTensor>>): TensorFile {
  const entries = Object.entries(tensors);
  let offset = 0;
  const places = entries.map(([name, { shape, data }]) => {
    const place = { name, shape, offset };
    offset += data.byteLength;
    return place;
  });
  const bytes = Buffer.concat(
    entries.map(([, { data }]) => Buffer.from(data.buffer, data.byteOffset, data.byteLength))
  );
  return { bytes, sha256: sha256Of(bytes), places };
}

export function unpackTensors(bytes: Buffer, places: readonly TensorPlace[]): Record<string, SavedTensor> {
  return Object.fromEntries(
    places.map(({ name, shape, offset }) => {
      const length = shape.reduce((product, n) => product * n, 1);
      // Copied, because a Float32Array must start at a multiple of four bytes of its buffer.
      const data = new Float32Array(new Uint8Array(bytes.subarray(offset, offset + 4 * length)).buffer);
      return [name, { shape, data }];
    })
  );
}

export function sha256Of(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
