/** Values of attributes as the front end's models write them (ipywidgets' serializers), and back. Pure. */
import { toBytes } from './buffers.js';
import { isWidget, modelReference } from './is-widget.js';
import type { Attribute } from './model-spec.js';
import { plainValue } from './plain-value.js';
import type { UploadedFile } from './types.js';

export function toWire({ type, items, wire }: Attribute, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (isWidget(value)) return value[modelReference]();
  switch (type) {
    case 'Date': {
      const day = new Date(value as string);
      return { year: day.getUTCFullYear(), month: day.getUTCMonth(), date: day.getUTCDate() };
    }
    case 'Time':
      return timeToWire(value as string);
    case 'Datetime':
      return momentToWire(value as Date);
    case 'array':
      return (value as unknown[]).map(item => (isFile(item) ? fileToWire(item) : reference(item)));
    default:
      if (items !== undefined || type !== 'any') return value;
      // It was looked at when it was set; what it holds may have changed since.
      return plainValue(value, { what: `The state "${wire}" of a widget`, root: wire });
  }
}

/** @param before the value so far: a typed array stays one of its kind */
export function fromWire({ type }: Attribute, value: unknown, before?: unknown): unknown {
  if (value === null || value === undefined) return null;
  switch (type) {
    case 'Date': {
      const { year, month, date } = value as WireMoment;
      return `${pad(year, 4)}-${pad(month + 1)}-${pad(date)}`;
    }
    case 'Time':
      return timeFromWire(value as WireMoment);
    case 'Datetime': {
      const { year, month, date, hours, minutes, seconds, milliseconds } = value as WireMoment;
      return new Date(Date.UTC(year, month, date, hours, minutes, seconds, milliseconds));
    }
    case 'array':
      return Object.freeze((value as unknown[]).map(item => (isWireFile(item) ? fileFromWire(item) : item)));
    default:
      return likeBefore(value, before);
  }
}

interface WireMoment {
  year: number;
  month: number;
  date: number;
  hours: number;
  minutes: number;
  seconds: number;
  milliseconds: number;
}

function momentToWire(moment: Date): WireMoment {
  return {
    year: moment.getUTCFullYear(),
    month: moment.getUTCMonth(),
    date: moment.getUTCDate(),
    hours: moment.getUTCHours(),
    minutes: moment.getUTCMinutes(),
    seconds: moment.getUTCSeconds(),
    milliseconds: moment.getUTCMilliseconds()
  };
}

function timeToWire(time: string) {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
  const whole = Math.floor(seconds);
  return { hours, minutes, seconds: whole, milliseconds: Math.round((seconds - whole) * 1000) };
}

function timeFromWire({ hours, minutes, seconds, milliseconds }: WireMoment): string {
  const fraction = milliseconds > 0 ? `.${pad(milliseconds, 3)}` : '';
  const rest = seconds > 0 || milliseconds > 0 ? `:${pad(seconds)}${fraction}` : '';
  return `${pad(hours)}:${pad(minutes)}${rest}`;
}

interface WireFile {
  name: string;
  type: string;
  size: number;
  last_modified: number;
  content: Uint8Array;
}

function fileToWire({ name, type, size, lastModified, content }: UploadedFile): WireFile {
  return { name, type, size, last_modified: lastModified.getTime(), content };
}

function fileFromWire({ name, type, size, last_modified, content }: WireFile): UploadedFile {
  return {
    name,
    type,
    size,
    lastModified: new Date(last_modified),
    content: toBytes(content) ?? new Uint8Array()
  };
}

function isFile(value: unknown): value is UploadedFile {
  return typeof value === 'object' && value !== null && 'lastModified' in value && 'content' in value;
}

function isWireFile(value: unknown): value is WireFile {
  return typeof value === 'object' && value !== null && 'last_modified' in value && 'content' in value;
}

function reference(value: unknown): unknown {
  return isWidget(value) ? value[modelReference]() : value;
}

type TypedArrayKind = new (memory: ArrayBuffer) => ArrayBufferView;

function likeBefore(value: unknown, before: unknown): unknown {
  if (!(value instanceof Uint8Array) || !ArrayBuffer.isView(before) || before instanceof DataView)
    return value;
  const { BYTES_PER_ELEMENT: size } = before as Uint8Array;
  if (before instanceof Uint8Array || value.byteLength % size !== 0) return value;
  return new (before.constructor as TypedArrayKind)(value.slice().buffer);
}

function pad(number: number, width = 2): string {
  return String(number).padStart(width, '0');
}
