/** Typed arrays, columns, tensors and n-dimensional arrays of whichever library, known by their shape, type and data. */
import { count, grouped } from './amounts.js';
import { isVector } from './arrow-vector.js';
import { oneLine } from './cell-text.js';
import { isObject, member } from './member.js';
import { mostRead, numbersText } from './numbers-text.js';

/** A promise where the values must be fetched. */
export function numbersOf(value: object): string | Promise<string> | undefined {
  return typedArray(value) ?? vector(value) ?? tensor(value);
}

const readAsList = 20;

/** Those that are too long to be read as a list. */
function typedArray(value: object): string | undefined {
  if (!ArrayBuffer.isView(value) || value instanceof DataView || Buffer.isBuffer(value)) return undefined;
  const array = value as unknown as ArrayLike<number | bigint> & { byteLength: number };
  if (array.length <= readAsList) return undefined;
  return numbersText({
    title: nameOf(value),
    shape: [array.length],
    bytes: array.byteLength,
    at: index => array[index]
  });
}

function vector(value: object): string | undefined {
  if (!isVector(value)) return undefined;
  const bytes = member(value, 'byteLength');
  const nulls = member(value, 'nullCount');
  return numbersText({
    title: `Vector ${oneLine(value.type.toString(), 100)}`,
    shape: [value.length],
    ...(typeof bytes === 'number' && { bytes }),
    ...(typeof nulls === 'number' && { nulls }),
    at: index => value.get(index)
  });
}

function tensor(value: object): string | Promise<string> | undefined {
  const shape = member(value, 'shape') ?? member(value, 'dims');
  if (!Array.isArray(shape) || !shape.every(length => Number.isSafeInteger(length))) return undefined;
  const dtype = member(value, 'dtype') ?? member(value, 'type');
  if (typeof dtype !== 'string' || !has(value)) return undefined;
  const about: About = { value, title: `${nameOf(value)} ${dtype}`, shape: shape as number[] };
  if (member(value, 'isDisposed') === true) return `${known(about)}, disposed: its values are gone`;
  const data = listOf(value);
  return isList(data) ? described(about, data) : fetched(about, data);
}

function has(value: object): boolean {
  return ['data', 'dataSync', 'isDisposed'].some(name => name in value);
}

interface About {
  value: object;
  title: string;
  shape: readonly number[];
}

/** The data where it lies here, how to fetch it, or why there is none. */
function listOf(value: object): unknown {
  try {
    return (value as { data?: unknown }).data ?? (value as { dataSync?: unknown }).dataSync;
  } catch (error) {
    return error;
  }
}

/** It may lie on another device. */
async function fetched(about: About, fetch: unknown): Promise<string> {
  const size = sizeOf(about.shape);
  if (size > mostRead) return `${known(about)}, its ${count(size, 'value')} are not read for a display`;
  try {
    const data = typeof fetch === 'function' ? await (fetch as () => unknown).call(about.value) : fetch;
    if (isList(data)) return described(about, data);
    throw data instanceof Error ? data : new Error('there is no list of them');
  } catch (error) {
    return `${known(about)}, its values cannot be read: ${(error as Error).message}`;
  }
}

function described({ value, title, shape }: About, data: ArrayLike<unknown>): string {
  const bytes = member(data, 'BYTES_PER_ELEMENT');
  return numbersText({
    title,
    shape,
    ...(typeof bytes === 'number' && { bytes: sizeOf(shape) * bytes }),
    at: reader(value, data, shape)
  });
}

/** A view into other values (scijs `ndarray`) says how to walk them. */
function reader(
  value: object,
  data: ArrayLike<unknown>,
  shape: readonly number[]
): (index: number) => unknown {
  const stride = member(value, 'stride');
  const offset = member(value, 'offset');
  if (!Array.isArray(stride) || stride.length !== shape.length || typeof offset !== 'number')
    return index => data[index];
  return index => {
    let left = index;
    let place = offset;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const length = shape[axis] ?? 1;
      place += (left % length) * Number(stride[axis]);
      left = Math.floor(left / length);
    }
    return data[place];
  };
}

function known({ title, shape }: About): string {
  return `${title} [${shape.map(grouped).join(', ')}]`;
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

function nameOf(value: object): string {
  const name: unknown = member(value.constructor ?? Object, 'name');
  return typeof name === 'string' && name !== 'Object' && name !== '' ? name : 'array';
}

function isList(value: unknown): value is ArrayLike<unknown> {
  return (
    Array.isArray(value) || (isObject(value) && ArrayBuffer.isView(value) && !(value instanceof DataView))
  );
}
