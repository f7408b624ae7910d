/** The columns that a chart of a time series draws: known values, forecast, the two edges of its band. */
import type { SeriesView } from '@sonde/schema';

type Column = (number | null)[];

export interface ForecastData {
  /** Seconds where `at` are dates, else the numbers themselves. */
  columns: [x: number[], known: Column, forecast: Column, low: Column, high: Column];
  /** What `at` was, position by position. */
  places: (string | number)[];
  isTime: boolean;
}

export function forecastData(view: SeriesView): ForecastData {
  const isTime = [...view.known, ...view.forecast].some(({ at }) => typeof at === 'string');
  const x = (at: string | number) => (typeof at === 'number' ? at : Date.parse(at) / 1000);
  type Row = { at: string | number; x: number; known: number | null; value: number | null } & Record<
    'low' | 'high',
    number | null
  >;
  const rows = new Map<number, Row>();
  const rowAt = (at: string | number): Row | undefined => {
    const place = x(at);
    if (!Number.isFinite(place)) return undefined;
    const row = rows.get(place) ?? { at, x: place, known: null, value: null, low: null, high: null };
    rows.set(place, row);
    return row;
  };
  for (const { at, value } of view.known) {
    const row = rowAt(at);
    if (row) row.known = value;
  }
  // The forecast starts where the known values end, or there would be a gap between them.
  const last = view.known.at(-1);
  const joined = last && view.forecast.length > 0 ? [last, ...view.forecast] : view.forecast;
  for (const point of joined) {
    const row = rowAt(point.at);
    const { low, high } = point as SeriesView['forecast'][number];
    if (row) Object.assign(row, { value: point.value, low: low ?? point.value, high: high ?? point.value });
  }
  const sorted = [...rows.values()].sort((a, b) => a.x - b.x);
  return {
    columns: [
      sorted.map(row => row.x),
      sorted.map(row => row.known),
      sorted.map(row => row.value),
      sorted.map(row => row.low),
      sorted.map(row => row.high)
    ],
    places: sorted.map(row => row.at),
    isTime
  };
}
