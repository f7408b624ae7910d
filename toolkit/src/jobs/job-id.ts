/** Job ids: short, and sorting by name sorts by time. */
import { randomInt } from 'node:crypto';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'; // Crockford's base 32: no letter looks like a digit

/** Nine characters of time (milliseconds) and four of chance, e.g. `1m9k2x7qa-4h0z`. */
export function newJobId(
  now: number = Date.now(),
  random: (below: number) => number = below => randomInt(below)
): string {
  let time = '';
  for (let rest = now, place = 0; place < 9; place++) {
    time = `${alphabet[rest % 32] ?? ''}${time}`;
    rest = Math.floor(rest / 32);
  }
  const chance = Array.from({ length: 4 }, () => alphabet[random(32)] ?? '').join('');
  return `${time}-${chance}`;
}

/** True for what {@link newJobId} makes; anything else must not become part of a path. */
export function isJobId(id: string): boolean {
  return /^[0-9a-hjkmnp-tv-z]{9}-[0-9a-hjkmnp-tv-z]{4}$/.test(id);
}
