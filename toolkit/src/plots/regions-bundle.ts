/** A sound as a MIME bundle: its waveform over seconds, what was found in it, a value over time. */
import { scaleLinear } from 'd3-scale';
import { mime, type MimeBundle, type RegionsView } from '@sonde/schema';
import { colours, tintsOf } from './colours.js';
import { formatShare } from './format-value.js';
import { framed } from './framed.js';
import { aligned, cut, twin } from './short-text.js';
import { element, type Svg } from './svg.js';
import { withoutWrongScore } from './without-wrong-score.js';
import { columnsOf } from './wrapped.js';

export function regionsBundle(given: RegionsView): MimeBundle {
  const view: RegionsView = {
    ...given,
    seconds: given.seconds || 0,
    waveform: given.waveform.map(([low, high]) => [low || 0, high || 0]),
    regions: given.regions
      .filter(({ start, end }) => Number.isFinite(start) && Number.isFinite(end))
      .map(withoutWrongScore),
    ...(given.curve && {
      curve: { ...given.curve, points: given.curve.points.filter(point => point.every(Number.isFinite)) }
    })
  };
  return { [mime.regions]: view, 'image/svg+xml': regionsSvg(view), 'text/plain': regionsText(view) };
}

const width = 700;
const lane = 18;
const wave = 110;

export function regionsSvg(view: RegionsView): string {
  const x = scaleLinear([0, view.seconds > 0 ? view.seconds : 1], [0, width]);
  const bottom = lane + wave;
  const parts = [
    ...drawRegions(view, x),
    waveform(view),
    ...(view.curve ? curve(view.curve, x, bottom) : []),
    element('line', {
      x1: 0,
      x2: width,
      y1: bottom,
      y2: bottom,
      stroke: colours.line,
      'stroke-opacity': 0.5
    }),
    ...x.ticks(8).map(tick => tickText(tick, x(tick), bottom + 14))
  ];
  return framed(view, regionsText(view), { width, height: bottom + 20, parts });
}

/** Length, then one region a line. */
export function regionsText(view: RegionsView): string {
  const lines = view.regions.map(({ start, end, label, score }) => [
    `${start.toFixed(2)}–${end.toFixed(2)} s`,
    label,
    ...(score === undefined ? [] : [formatShare(score)])
  ]);
  const length = `${view.seconds.toFixed(2)} s at ${view.rate} samples per second`;
  // A recording that nothing was looked for in has no curve either.
  const none = view.curve ? ['nothing found'] : [];
  return twin(view, [length, ...(lines.length === 0 ? none : aligned(lines))]);
}

type Scale = (second: number) => number;

function drawRegions({ regions }: RegionsView, x: Scale): Svg[] {
  const tint = tintsOf(regions.map(({ label }) => label));
  let named = -Infinity;
  return regions.flatMap(({ start, end, label }) => {
    const left = Math.max(0, x(start));
    const wide = Math.max(1, Math.min(width, x(end)) - left);
    const ground = element('rect', {
      x: left,
      y: lane,
      width: wide,
      height: wave,
      fill: tint(label),
      'fill-opacity': 0.16
    });
    const cap = element('rect', { x: left, y: lane - 3, width: wide, height: 3, fill: tint(label) });
    const words = cut(label, 24);
    const needs = columnsOf(words) * 6.2;
    const from = Math.min(left, width - needs);
    if (from < named) return [ground, cap];
    named = from + needs + 6;
    return [ground, cap, element('text', { x: from, y: 11, fill: tint(label), 'font-size': 11 }, words)];
  });
}

/** One closed shape: highest values from left to right, lowest back. */
function waveform({ waveform: stretches }: RegionsView): Svg {
  const middle = lane + wave / 2;
  const step = width / Math.max(1, stretches.length);
  const at = (value: number): number => middle - Math.min(1, Math.max(-1, value)) * (wave / 2 - 3);
  const point = (index: number, y: number): string => `${((index + 0.5) * step).toFixed(1)} ${y.toFixed(1)}`;
  const over = stretches.map(([, high], index) => point(index, at(high) - 0.4));
  const under = stretches.map(([low], index) => point(index, at(low) + 0.4)).reverse();
  const d = stretches.length === 0 ? `M0 ${middle}H${width}` : `M${[...over, ...under].join('L')}Z`;
  return element('path', { d, fill: colours.line, stroke: colours.line, 'stroke-width': 0.6 });
}

function curve({ label, points }: NonNullable<RegionsView['curve']>, x: Scale, bottom: number): Svg[] {
  if (points.length === 0) return [];
  const thin = Math.ceil(points.length / 1400);
  const d = points
    .filter((_, index) => index % thin === 0)
    .map(([second, value]) => {
      const y = bottom - Math.min(1, Math.max(0, value)) * wave;
      return `${x(second).toFixed(1)} ${y.toFixed(1)}`;
    })
    .join('L');
  return [
    element('path', { d: `M${d}`, fill: 'none', stroke: colours.validation, 'stroke-width': 1.5 }),
    element(
      'text',
      { x: width, y: bottom - 5, fill: colours.validation, 'font-size': 11, 'text-anchor': 'end' },
      cut(label, 40)
    )
  ];
}

function tickText(second: number, x: number, y: number): Svg {
  const anchor = x < 10 ? 'start' : x > width - 16 ? 'end' : 'middle';
  return element(
    'text',
    { x, y, fill: colours.text, 'font-size': 11, 'text-anchor': anchor },
    `${Number(second.toPrecision(6))} s`
  );
}
