/**
 * Line charts from the options and data of uPlot, `{ series, data }`, as a picture: uPlot itself draws on a canvas of the
 * page, which no notebook keeps. `data` is `[xs, ys, ys, …]`; `series` says the label and stroke of each; a null is a gap.
 * Times, where `scales.x.time` is not false, are seconds since 1970.
 */
import type { MimeBundle } from '@sonde/schema/display';
import { count, shortNumber } from './amounts.js';
import { escapeMarkup } from '@sonde/schema/markup';
import { isObject, isPlain, member } from './member.js';

interface Line {
  label: string;
  stroke: string;
  values: ArrayLike<unknown>;
}

interface Chart {
  title: string;
  width: number;
  height: number;
  isTime: boolean;
  xs: ArrayLike<unknown>;
  lines: Line[];
}

export function lineChartBundle(value: Record<string, unknown>): MimeBundle | undefined {
  const chart = chartOf(value);
  if (!chart) return undefined;
  const { title, lines, xs } = chart;
  const names = lines.map(line => line.label).join(', ');
  const text = `<line chart${title && ` "${title}"`}: ${names}; ${count(xs.length, 'point')}>`;
  const drawn = draw(chart);
  return drawn === undefined ? { 'text/plain': text } : { 'image/svg+xml': drawn, 'text/plain': text };
}

function chartOf(value: Record<string, unknown>): Chart | undefined {
  const { series, data, title, width, height, scales } = value;
  if (!Array.isArray(series) || !Array.isArray(data) || series.length !== data.length || data.length < 2)
    return undefined;
  const columns = data.filter(isColumn);
  const [xs, ...rest] = columns;
  if (!xs || columns.length < data.length || rest.some(values => values.length !== xs.length))
    return undefined;
  const x = isObject(scales) ? member(scales, 'x') : undefined;
  return {
    title: typeof title === 'string' ? title : '',
    width: bounded(width, 640),
    height: bounded(height, 320),
    isTime: !(isObject(x) && member(x, 'time') === false),
    xs,
    lines: rest.map((values, index) => {
      const one: unknown = series[index + 1];
      const { label, stroke } = isPlain(one) ? one : {};
      return {
        label: typeof label === 'string' ? label : `Value ${index + 1}`,
        stroke: typeof stroke === 'string' ? stroke : colours[index % colours.length]!,
        values
      };
    })
  };
}

/** Of a palette that is told apart without seeing red or green (Okabe and Ito, 2008), seen on white and on black. */
const colours = ['#0072b2', '#e69f00', '#009e73', '#d55e00', '#cc79a7', '#56b4e9'];

function isColumn(column: unknown): column is ArrayLike<unknown> {
  return Array.isArray(column) || (ArrayBuffer.isView(column) && !(column instanceof DataView));
}

function bounded(size: unknown, otherwise: number): number {
  return typeof size === 'number' && size >= 100 && size <= 4000 ? Math.round(size) : otherwise;
}

const margin = { left: 64, right: 16, top: 28, bottom: 44 };

function draw(chart: Chart): string | undefined {
  const { width, height, title, lines, xs, isTime } = chart;
  const [xRange, yRange] = [rangeOf([xs]), rangeOf(lines.map(line => line.values))];
  if (!xRange || !yRange) return undefined;
  const across = (x: number) =>
    margin.left + ((x - xRange.min) / (xRange.max - xRange.min)) * (width - margin.left - margin.right);
  const down = (y: number) =>
    height -
    margin.bottom -
    ((y - yRange.min) / (yRange.max - yRange.min)) * (height - margin.top - margin.bottom);
  const bottom = height - margin.bottom;
  const xText = isTime ? timeText(xRange) : shortNumber;
  const parts = [
    ...ticks(yRange).map(
      y =>
        `<path d="M${margin.left} ${fixed(down(y))}H${width - margin.right}" stroke="#8884"/>` +
        label(margin.left - 6, down(y) + 4, shortNumber(y), 'end')
    ),
    ...ticks(xRange).map(x => label(across(x), bottom + 18, xText(x), 'middle')),
    `<path d="M${margin.left} ${bottom}H${width - margin.right}" stroke="#888"/>`,
    ...lines.map(line => {
      const path = pathOf(xs, line.values, across, down);
      return `<path d="${path}" fill="none" stroke="${escapeMarkup(line.stroke)}" stroke-width="2" stroke-linejoin="round"/>`;
    }),
    ...legend(lines, height - 8),
    title && label(width / 2, 18, title, 'middle')
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12" fill="#888">${parts.join('')}</svg>`;
}

function legend(lines: readonly Line[], y: number): string[] {
  let x = margin.left;
  return lines.map(line => {
    const at = x;
    x += 28 + 7 * line.label.length;
    return `<path d="M${at} ${y - 4}h12" stroke="${escapeMarkup(line.stroke)}" stroke-width="3"/>${label(at + 16, y, line.label, 'start')}`;
  });
}

function label(x: number, y: number, text: string, anchor: 'start' | 'middle' | 'end'): string {
  return `<text x="${fixed(x)}" y="${fixed(y)}" text-anchor="${anchor}">${escapeMarkup(text)}</text>`;
}

function pathOf(
  xs: ArrayLike<unknown>,
  ys: ArrayLike<unknown>,
  across: (x: number) => number,
  down: (y: number) => number
): string {
  // More points than a picture has columns would only make it large.
  const step = Math.max(1, Math.floor(xs.length / 4000));
  let path = '';
  let isGap = true;
  for (let i = 0; i < xs.length; i += step) {
    const [x, y] = [xs[i], ys[i]];
    if (!isNumber(x) || !isNumber(y)) {
      isGap = true;
      continue;
    }
    path += `${isGap ? 'M' : 'L'}${fixed(across(x))} ${fixed(down(y))}`;
    isGap = false;
  }
  return path;
}

interface Range {
  min: number;
  max: number;
}

function rangeOf(columns: readonly ArrayLike<unknown>[]): Range | undefined {
  let [min, max] = [Infinity, -Infinity];
  for (const column of columns) {
    for (let i = 0; i < column.length; i++) {
      const value = column[i];
      if (!isNumber(value)) continue;
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
  }
  if (min > max) return undefined;
  return min === max ? { min: min - 1, max: max + 1 } : { min, max };
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

/** About five round numbers within a range. */
function ticks({ min, max }: Range): number[] {
  const rough = (max - min) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find(one => one * power >= rough) ?? 10);
  const first = Math.ceil(min / step);
  return Array.from({ length: Math.floor(max / step) - first + 1 }, (_, i) =>
    Number(((first + i) * step).toPrecision(12))
  );
}

/** Days where the chart spans days, else times of a day, in UTC. */
function timeText({ min, max }: Range): (seconds: number) => string {
  const isDays = max - min > 2 * 86_400;
  return seconds => {
    const text = new Date(seconds * 1000).toISOString();
    return isDays ? text.slice(0, 10) : text.slice(11, 19);
  };
}

function fixed(value: number): string {
  return String(Number(value.toFixed(1)));
}
