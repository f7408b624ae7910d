/** Numbers as people read them: counts with separators, sizes with units, values to six digits. */

/** `1,000,000 rows`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${grouped(number)} ${number === 1 ? one : many}`;
}

export function grouped(number: number): string {
  return number.toLocaleString('en-US');
}

export function byteSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  let size = bytes;
  let unit = 'B';
  for (unit of ['kB', 'MB', 'GB', 'TB']) {
    size /= 1000;
    if (size < 999.5) break;
  }
  return `${size.toFixed(size < 10 ? 1 : 0)} ${unit}`;
}

/** Six significant digits, and never fewer than those before the point. */
export function shortNumber(value: number): string {
  if (Number.isInteger(value) || !Number.isFinite(value)) return Object.is(value, -0) ? '-0' : String(value);
  const size = Math.abs(value);
  if (size < 1e-4 || size >= 1e15) return String(Number(value.toPrecision(6)));
  const whole = Math.max(0, Math.floor(Math.log10(size)) + 1);
  return String(
    Number(value.toFixed(size < 1 ? 6 - Math.floor(Math.log10(size)) - 1 : Math.max(2, 6 - whole)))
  );
}
