/**
 * State as it travels: JSON, with whatever is binary taken out, however deep it lies, and sent beside it; `paths` say where
 * each belongs (widget messaging 2.0, "Synchronizing widget state"). Pure.
 */
import { types } from 'node:util';

export type BufferPath = (string | number)[];

export interface SplitState {
  state: Record<string, unknown>;
  paths: BufferPath[];
  buffers: Uint8Array[];
}

/** The state is not changed: what has to lose a buffer is copied. */
export function splitBuffers(state: Readonly<Record<string, unknown>>): SplitState {
  const paths: BufferPath[] = [];
  const buffers: Uint8Array[] = [];
  const split = (value: unknown, path: BufferPath): unknown => {
    const bytes = toBytes(value);
    if (bytes) {
      paths.push(path);
      buffers.push(bytes);
      return taken;
    }
    if (Array.isArray(value)) {
      const items = value.map((item, index) => split(item, [...path, index]));
      // In a list the place stays, with null in it.
      return items.map(item => (item === taken ? null : item));
    }
    if (!isPlain(value)) return value;
    const entries = Object.entries(value).map(([key, item]) => [key, split(item, [...path, key])] as const);
    return Object.fromEntries(entries.filter(([, item]) => item !== taken));
  };
  return { state: split(state, []) as Record<string, unknown>, paths, buffers };
}

/** Puts the buffers back, into `state` itself: it has just come off the wire. */
export function joinBuffers(
  state: Record<string, unknown>,
  paths: readonly BufferPath[] = [],
  buffers: readonly Uint8Array[] = []
): Record<string, unknown> {
  for (const [index, path] of paths.entries()) {
    const buffer = buffers[index];
    const last = path.at(-1);
    let at: unknown = state;
    for (const key of path.slice(0, -1)) at = isContainer(at) ? at[key] : undefined;
    if (buffer !== undefined && last !== undefined && isContainer(at)) at[last] = buffer;
  }
  return state;
}

/** The bytes of a typed array, a view or a buffer, and no others of the memory it lies in. */
export function toBytes(value: unknown): Uint8Array | undefined {
  if (types.isAnyArrayBuffer(value)) return new Uint8Array(value);
  if (!ArrayBuffer.isView(value)) return undefined;
  return new Uint8Array(value.buffer, value.byteOffset, value.byteLength).slice();
}

/** A typed array, a view or a buffer. */
export function isBinary(value: unknown): value is ArrayBufferView | ArrayBuffer {
  return types.isAnyArrayBuffer(value) || ArrayBuffer.isView(value);
}

const taken = Symbol('taken');

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function isContainer(value: unknown): value is Record<string | number, unknown> {
  return typeof value === 'object' && value !== null;
}
