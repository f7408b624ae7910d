/** `util.inspect` that comes to an end soon, whatever it is given: what is huge is shown to a lesser depth. */
import { inspect, types, type InspectOptions } from 'node:util';
import { grouped } from './amounts.js';

export function boundedInspect(value: unknown): string {
  const cut = firstKeys(value);
  const whole = cut?.value ?? value;
  const [depth, items] = levels.find(([d, i]) => fits(whole, d, i)) ?? [0, 100];
  const text = inspect(whole, { ...look, depth, maxArrayLength: items });
  const marked = cut ? withNote(text, `… ${grouped(cut.more)} more keys`) : text;
  return marked.length > mostText ? shortened(marked) : marked;
}

/** True when `util.inspect` as `console.log` uses it (two levels) would go on and on. */
export function isHuge(value: object): boolean {
  return !fits(value, 2, 100) || firstKeys(value) !== undefined;
}

const look: InspectOptions = { colors: false, maxStringLength: 10_000, breakLength: 100 };

/** Depth, and entries of each array, map and set. */
const levels = [
  [4, 100],
  [3, 100],
  [2, 100],
  [2, 30],
  [1, 100]
] as const;

const mostNodes = 20_000;
const mostKeys = 1000;
const mostText = 500_000;

/** An object with more keys than anyone reads, with the first of them. */
function firstKeys(value: unknown): { value: object; more: number } | undefined {
  if (typeof value !== 'object' || value === null || isLeaf(value) || Array.isArray(value)) return undefined;
  if (value instanceof Map || value instanceof Set) return undefined;
  const keys = Object.keys(value);
  if (keys.length <= mostKeys) return undefined;
  const part = Object.create(Object.getPrototypeOf(value) as object | null) as object;
  for (const key of keys.slice(0, 100)) {
    const property = Object.getOwnPropertyDescriptor(value, key);
    if (property) Object.defineProperty(part, key, property);
  }
  return { value: part, more: keys.length - 100 };
}

/** Before the bracket that closes it. */
function withNote(text: string, note: string): string {
  const end = text.lastIndexOf('}');
  return end < 0 ? `${text}\n${note}` : `${text.slice(0, end).trimEnd()},\n  ${note}\n${text.slice(end)}`;
}

/** Counts what inspect would write, and gives up early. Getters and traps are not called. */
function fits(value: unknown, depth: number, items: number): boolean {
  let left = mostNodes;
  const walk = (one: unknown, deeper: number): void => {
    left -= typeof one === 'string' ? 1 + Math.min(one.length, 10_000) / 100 : 1;
    if (left < 0 || deeper < 0 || typeof one !== 'object' || one === null || isLeaf(one)) return;
    if (Array.isArray(one)) {
      for (let index = 0; index < Math.min(one.length, items) && left >= 0; index++)
        walk(one[index], deeper - 1);
    } else if (one instanceof Map || one instanceof Set) {
      let index = 0;
      for (const entry of one) {
        if (index++ >= items || left < 0) break;
        if (one instanceof Map) for (const part of entry as unknown[]) walk(part, deeper - 1);
        else walk(entry, deeper - 1);
      }
    } else {
      for (const key of Object.keys(one)) {
        if (left < 0) break;
        walk(Object.getOwnPropertyDescriptor(one, key)?.value, deeper - 1);
      }
    }
  };
  walk(value, depth);
  return left >= 0;
}

function isLeaf(value: object): boolean {
  return types.isProxy(value) || ArrayBuffer.isView(value) || types.isAnyArrayBuffer(value);
}

function shortened(text: string): string {
  return `${text.slice(0, mostText)}\n… ${grouped(text.length - mostText)} more characters: show a part of the value`;
}
