/** A time series with its forecast as a MIME bundle: what is known, what is expected, and how sure that is. */
import { scaleLinear, scaleUtc } from 'd3-scale';
import { area, line } from 'd3-shape';
import { mime, type MimeBundle, type SeriesView } from '@sonde/schema';
import { colours } from './colours.js';
import { formatValue } from './format-value.js';
import { framed } from './framed.js';
import { aligned, cut, twin } from './short-text.js';
import { element, type Svg } from './svg.js';
import { columnsOf } from './wrapped.js';

export function seriesBundle(given: SeriesView): MimeBundle {
  const isUsable = ({ at, value }: { at: string | number; value: number }): boolean =>
    Number.isFinite(value) && Number.isFinite(place(at));
  const view: SeriesView = {
    ...given,
    known: given.known.filter(isUsable),
    forecast: given.forecast.filter(isUsable)
  };
  return { [mime.series]: view, 'image/svg+xml': seriesSvg(view), 'text/plain': seriesText(view) };
}

const size = { width: 700, height: 260, left: 56, right: 8, top: 26, bottom: 24 };

export function seriesSvg(view: SeriesView): string {
  const all = [...view.known, ...view.forecast];
  const places = all.map(({ at }) => place(at));
  const isTime = all.some(({ at }) => typeof at === 'string');
  const range: [number, number] = [size.left, size.width - size.right];
  const time = scaleUtc(extent(places), range);
  const steps = scaleLinear(extent(places), range);
  const x = (value: number): number => (isTime ? time(value) : steps(value));
  const ticks = isTime
    ? time.ticks(6).map(tick => ({ x: time(tick), text: time.tickFormat(6)(tick) }))
    : steps.ticks(6).map(tick => ({ x: steps(tick), text: steps.tickFormat(6)(tick) }));
  const values = view.forecast.flatMap(({ value, low, high }) => [value, low ?? value, high ?? value]);
  const y = scaleLinear(extent([...view.known.map(({ value }) => value), ...values]), [
    size.height - size.bottom,
    size.top
  ]).nice(5);
  const parts = [
    ...y.ticks(5).flatMap(tick => gridLine(y(tick), formatValue(tick))),
    ...ticks.map(tick =>
      element(
        'text',
        { x: tick.x, y: size.height - 6, fill: colours.text, 'font-size': 11, 'text-anchor': 'middle' },
        tick.text
      )
    ),
    ...curves(view, x, y),
    ...legend(view)
  ];
  return framed(view, seriesText(view), { width: size.width, height: size.height, parts });
}

/** The last values known, then the forecast with its band. */
export function seriesText(view: SeriesView): string {
  const { name, unit, known, forecast, confidence } = view;
  const band = confidence === undefined ? '' : `, ${Math.round(confidence * 100)} % band`;
  const rows = forecast.map(({ at, value, low, high }) => [
    String(at),
    formatValue(value),
    low === undefined || high === undefined ? '' : `${formatValue(low)} to ${formatValue(high)}`
  ]);
  const last = known.at(-1);
  return twin(view, [
    `${name}${unit ? ` (${unit})` : ''}: ${known.length} known${last ? `, last ${formatValue(last.value)} at ${last.at}` : ''}`,
    ...(rows.length === 0 ? [] : [`forecast${band}`, ...aligned(rows)])
  ]);
}

/** Milliseconds of a date, or the number itself. */
function place(at: string | number): number {
  return typeof at === 'number' ? at : Date.parse(at);
}

function curves(view: SeriesView, x: (at: number) => number, y: (value: number) => number): Svg[] {
  type Point = SeriesView['forecast'][number];
  const path = line<Point>(
    point => x(place(point.at)),
    point => y(point.value)
  );
  const last = view.known.at(-1);
  // The forecast starts where the known values end, or there would be a gap between them.
  const forecast: Point[] = [...(last && view.forecast.length > 0 ? [last] : []), ...view.forecast];
  const band = area<Point>(
    point => x(place(point.at)),
    point => y(point.low ?? point.value),
    point => y(point.high ?? point.value)
  )(forecast);
  const known = path(view.known);
  const ahead = path(forecast);
  return [
    ...(band ? [element('path', { d: band, fill: colours.validation, 'fill-opacity': 0.22 })] : []),
    ...(known
      ? [element('path', { d: known, fill: 'none', stroke: colours.training, 'stroke-width': 1.6 })]
      : []),
    ...(ahead
      ? [
          element('path', {
            d: ahead,
            fill: 'none',
            stroke: colours.validation,
            'stroke-width': 1.8,
            'stroke-dasharray': '6 3'
          })
        ]
      : [])
  ];
}

function gridLine(y: number, text: string): Svg[] {
  return [
    element('line', {
      x1: size.left,
      x2: size.width - size.right,
      y1: y,
      y2: y,
      stroke: colours.line,
      'stroke-opacity': 0.25
    }),
    element(
      'text',
      { x: size.left - 6, y: y + 4, fill: colours.text, 'font-size': 11, 'text-anchor': 'end' },
      text
    )
  ];
}

function legend({ name, unit, confidence, forecast }: SeriesView): Svg[] {
  const words = cut(`${name}${unit ? ` (${unit})` : ''}`, 46);
  const band =
    confidence === undefined ? '' : `, ${Math.round(confidence * 100)} % of what is to be expected`;
  const from = size.left + 24 + columnsOf(words) * 6.6 + 18;
  const mark = (x: number, colour: string, dash?: string): Svg =>
    element('line', {
      x1: x,
      x2: x + 18,
      y1: 9,
      y2: 9,
      stroke: colour,
      'stroke-width': 2,
      'stroke-dasharray': dash
    });
  const known = [
    mark(size.left, colours.training),
    element('text', { x: size.left + 24, y: 13, fill: colours.text }, words)
  ];
  if (forecast.length === 0) return known;
  return [
    ...known,
    mark(from, colours.validation, '6 3'),
    element('text', { x: from + 24, y: 13, fill: colours.text }, `forecast${band}`)
  ];
}

/** Lowest and highest, never the same, so that a scale can be made. */
function extent(values: readonly number[]): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) return [0, 1];
  return low === high ? [low - (Math.abs(low) || 1) / 2, high + (Math.abs(high) || 1) / 2] : [low, high];
}
