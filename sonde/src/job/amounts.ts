/** Numbers, memory and times as people write them in a shell. */
import { usageError } from './job-flags.js';

/** "4GB", "512 MiB", "1.5T" → bytes. A plain number is bytes. */
export function bytesOf(text: string): number {
  const [, number = '', prefix = '', binary = ''] =
    /^(\d+(?:\.\d+)?)\s*([kmgt]?)(i?)b?$/i.exec(text.trim()) ?? [];
  if (number === '') throw usageError(`Cannot read the memory "${text}": write it as in 4GB or 512MiB`);
  const power = ['', 'k', 'm', 'g', 't'].indexOf(prefix.toLowerCase());
  return Math.round(Number(number) * (binary === '' ? 1000 : 1024) ** power);
}

/** "1h30m", "90m", "45s", "2d" → minutes. */
export function minutesOf(text: string): number {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)\s*(d|h|min|m|s)\s*/gi)];
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== text.trimStart()) {
    throw usageError(`Cannot read the time "${text}": write it as in 1h30m, 45s or 2d`);
  }
  const lengths: Record<string, number> = { d: 1440, h: 60, min: 1, m: 1, s: 1 / 60 };
  return parts.reduce(
    (sum, [, number, unit = '']) => sum + Number(number) * (lengths[unit.toLowerCase()] ?? 0),
    0
  );
}

/** @param flag what the number is of, for the sentence */
export function numberOf(text: string, flag: string): number {
  const number = Number(text);
  if (text.trim() !== '' && Number.isFinite(number)) return number;
  throw usageError(`Cannot read --${flag} "${text}": a number was wanted`);
}

/** "a=1" and "b=text" → { a: 1, b: 'text' }: a value is JSON where it can be read as such, else text. */
export function valuesOf(pairs: readonly string[], flag: string): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(textsOf(pairs, flag)).map(([name, text]) => {
      try {
        return [name, JSON.parse(text) as unknown];
      } catch {
        return [name, text];
      }
    })
  );
}

/** "a=1" → { a: '1' }. */
export function textsOf(pairs: readonly string[], flag: string): Record<string, string> {
  return Object.fromEntries(
    pairs.map(pair => {
      const at = pair.indexOf('=');
      if (at > 0) return [pair.slice(0, at), pair.slice(at + 1)];
      throw usageError(`Cannot read --${flag} "${pair}": write it as NAME=VALUE`);
    })
  );
}
