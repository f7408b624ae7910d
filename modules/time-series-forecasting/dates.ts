/** Reads dates as people write them, finds the step between them, and goes on with it. Times are UTC throughout. */
import { SondeError } from '@sonde/schema';

export interface Step {
  /** In words: "hour", "day", "month", "2 days". */
  unit: string;
  /** Values after which the pattern is likely to repeat. */
  seasons: number[];
  /** Position of a time, counted in steps from the first one. */
  position(time: number): number;
  /** ISO 8601 date, or date and time, of a position. */
  at(position: number): string;
}

/** Milliseconds of each text; undefined when not all of them are dates. Throws where a date could mean two days. */
export function timesOf(texts: readonly string[]): number[] | undefined {
  const times = texts.map(isoTime);
  if (times.every(time => time !== undefined)) return times;
  const parts = texts.map(text =>
    /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?:[ T](\d{1,2}):(\d{2}))?$/.exec(text.trim())
  );
  if (!parts.every(part => part !== null)) return undefined;
  const dayFirst = isDayFirst(parts, texts);
  return parts.map(([, first, , second, year, hour = '0', minute = '0']) => {
    const [day, month] = dayFirst ? [first, second] : [second, first];
    return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute));
  });
}

function isoTime(text: string): number | undefined {
  const found =
    /^(\d{4})[-/](\d{1,2})(?:[-/](\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?)?(Z|[+-]\d{2}:?\d{2})?$/.exec(
      text.trim()
    );
  if (!found) return undefined;
  const [, year, month, day = '1', hour = '0', minute = '0', second = '0', zone] = found;
  if (Number(month) > 12 || Number(day) > 31) return undefined;
  const time = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second)
  );
  if (!zone || zone === 'Z') return time;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(-2))];
  return time - (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * minuteLong;
}

function isDayFirst(parts: readonly RegExpExecArray[], texts: readonly string[]): boolean {
  if (parts.every(part => part[2] === '.')) return true; // with full stops it is never the month
  if (parts.some(part => Number(part[1]) > 12)) return true;
  if (parts.some(part => Number(part[3]) > 12)) return false;
  throw new SondeError(
    'date-ambiguous',
    `The date "${texts[0]}" may be day/month or month/day, and no other date tells which`,
    { hint: 'Write dates as 2024-03-31.' }
  );
}

const minuteLong = 60_000;
const dayLong = 86_400_000;

/** The step of times that are in order; throws when they keep none. */
export function stepOf(times: readonly number[]): Step {
  const gaps = times.slice(1).map((time, i) => time - (times[i] ?? 0));
  const first = new Date(times[0] ?? 0);
  const smallest = Math.min(...gaps);
  const monthly = smallest >= 28 * dayLong && times.every(time => sameDay(first, new Date(time)));
  if (monthly) return calendarStep(times, first);
  const fits = gaps.filter(gap => Math.abs(gap / smallest - Math.round(gap / smallest)) < 0.02).length;
  if (fits < gaps.length) {
    throw new SondeError(
      'series-irregular',
      `The times keep no step: ${words(smallest)} between some, but not a multiple of it between ${gaps.length - fits} of ${gaps.length}`,
      { hint: 'Give one value per hour, day, week or month, for example by their mean.' }
    );
  }
  const day = Math.round(dayLong / smallest);
  const seasons =
    smallest === dayLong ? [7, 365] : smallest === 7 * dayLong ? [52] : day >= 2 ? [day, 7 * day] : [];
  return {
    unit: words(smallest),
    seasons,
    position: time => Math.round((time - first.getTime()) / smallest),
    at: position =>
      written(
        first.getTime() + position * smallest,
        smallest % dayLong === 0 && first.getTime() % dayLong === 0
      )
  };
}

/** Months are not equally long, so that steps of months are counted in the calendar. */
function calendarStep(times: readonly number[], first: Date): Step {
  const month = (time: number): number => {
    const date = new Date(time);
    return 12 * (date.getUTCFullYear() - first.getUTCFullYear()) + date.getUTCMonth() - first.getUTCMonth();
  };
  const months = times.map(month);
  const size = months
    .slice(1)
    .reduce((least, value, i) => Math.min(least, value - (months[i] ?? 0)), Infinity);
  const unit = { 1: 'month', 3: 'quarter', 12: 'year' }[size] ?? `${size} months`;
  return {
    unit,
    seasons: 12 % size === 0 && size < 12 ? [12 / size] : [],
    position: time => Math.round(month(time) / size),
    at: position =>
      written(
        Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + position * size, first.getUTCDate()),
        true
      )
  };
}

function sameDay(a: Date, b: Date): boolean {
  return (
    a.getUTCDate() === b.getUTCDate() &&
    b.getTime() % dayLong === a.getTime() % dayLong &&
    a.getUTCDate() <= 28
  );
}

function words(gap: number): string {
  for (const [unit, size] of [
    ['week', 7 * dayLong],
    ['day', dayLong],
    ['hour', 60 * minuteLong],
    ['minute', minuteLong]
  ] as const) {
    if (gap === size) return unit;
    if (gap % size === 0) return `${gap / size} ${unit}s`;
  }
  return `${gap / 1000} s`;
}

function written(time: number, dateOnly: boolean): string {
  const text = new Date(time).toISOString();
  return dateOnly ? text.slice(0, 10) : text.slice(0, 16);
}
