/** Says how long ago something was, as people do. */
export function ago(ms: number, locale = document.documentElement.lang || 'en'): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const format = new Intl.RelativeTimeFormat(locale, { style: 'short', numeric: 'auto' });
  for (const [unit, length] of units) {
    if (seconds >= length) return format.format(-Math.floor(seconds / length), unit);
  }
  return format.format(0, 'second');
}

const units = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60]
] as const;
