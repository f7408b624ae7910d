/**
 * What the network sees of a series when it looks `ahead` values beyond position `origin`: the last values, the same place
 * in the last seasons, how level and season moved. All in units of the recent past, so that one network serves temperatures
 * and sales alike. It answers how far the value will be from the last season's.
 */
import { naive } from './season.js';

const recent = 8;

/** How many numbers {@link look} gives. */
export const width = recent + 13;

export interface Look {
  features: number[];
  /** The forecast that repeats the last season. */
  base: number;
  /** One unit of the network's answer. */
  scale: number;
}

export function look(values: readonly number[], origin: number, ahead: number, season: number): Look {
  const from = Math.max(0, origin + 1 - Math.min(400, Math.max(2 * season, 24)));
  const { mean, deviation } = spreadOf(values, from, origin + 1);
  const unit = (value: number): number => Math.max(-8, Math.min(8, (value - mean) / deviation));
  const at = (place: number): number => values[Math.max(0, Math.min(origin, place))] ?? mean;
  const base = naive(values, origin, ahead, season);
  const place = origin + ahead - season * Math.ceil(ahead / season);
  const earlier = place - season >= 0 ? place - season : place;
  const near = (centre: number): number => average([-2, -1, 0, 1, 2].map(offset => at(centre + offset)));
  const span = Math.min(season, recent);
  const moved = average(Array.from({ length: span }, (_, i) => at(origin - i) - at(origin - i - season)));
  const level = (end: number, length: number): number =>
    average(Array.from({ length }, (_, i) => at(end - i)));
  const long = Math.min(Math.max(season, 12), 365);
  // How much the moves from season to season differ: where they agree, there is a trend to go on with.
  const roughness = average(
    Array.from({ length: long }, (_, i) => Math.abs(at(origin - i) - at(origin - i - season) - moved))
  );
  const features = [
    ...Array.from({ length: recent }, (_, i) => unit(at(origin - i))),
    unit(base),
    unit(at(earlier)),
    unit(near(place)),
    unit(near(earlier)),
    moved / deviation,
    (level(origin, long) - level(origin - long, long)) / deviation,
    (level(origin - long, long) - level(origin - 2 * long, long)) / deviation,
    roughness / deviation,
    (level(origin, 3) - level(origin - 3, 3)) / deviation,
    Math.log1p(ahead) / 4,
    Math.exp(-ahead / 5),
    Math.min(3, ahead / season) / 3,
    season === 1 ? 1 : 0
  ];
  return { features: features.map(value => Math.max(-8, Math.min(8, value))), base, scale: deviation };
}

/** First position from which can be looked ahead. */
export function firstOrigin(season: number): number {
  return Math.max(recent, season);
}

function spreadOf(values: readonly number[], from: number, to: number): { mean: number; deviation: number } {
  const part = values.slice(from, to);
  const mean = average(part);
  const deviation = Math.sqrt(average(part.map(value => (value - mean) ** 2)));
  return { mean, deviation: deviation || Math.abs(mean) || 1 };
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
