/** A chart of curves over steps: axes, grid, the curves with a dot at the last point. */
import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { colours } from './colours.js';
import { formatValue } from './format-value.js';
import { element, type Svg } from './svg.js';

/** Size and margins in pixels. */
export const chart = { width: 340, height: 220, left: 52, right: 12, top: 30, bottom: 40 };

export interface LineCurve {
  label: string;
  colour: string;
  dash?: string;
  points: [step: number, value: number][];
}

export interface LineChart {
  name: string;
  unit?: string;
  curves: readonly LineCurve[];
  /** Whether the labels stand beside the name. Default true. */
  named?: boolean;
}

export function lineChart({ name, unit, curves, named = true }: LineChart): Svg[] {
  const points = curves.flatMap(curve => curve.points);
  const x = scaleLinear(span(points.map(([step]) => step)), [chart.left, chart.width - chart.right]);
  const y = scaleLinear(span(points.map(([, value]) => value)), [
    chart.height - chart.bottom,
    chart.top
  ]).nice(4);
  const path = line(
    ([step]) => x(step),
    ([, value]) => y(value)
  );
  const grid = y.ticks(4).flatMap(tick => [
    element('line', {
      x1: chart.left,
      x2: chart.width - chart.right,
      y1: y(tick),
      y2: y(tick),
      stroke: colours.line,
      'stroke-opacity': 0.25
    }),
    element(
      'text',
      { x: chart.left - 6, y: y(tick) + 4, fill: colours.text, 'text-anchor': 'end' },
      formatValue(tick)
    )
  ]);
  const steps = x
    .ticks(5)
    .filter(Number.isInteger)
    .map(tick =>
      element(
        'text',
        { x: x(tick), y: chart.height - chart.bottom + 16, fill: colours.text, 'text-anchor': 'middle' },
        formatValue(tick)
      )
    );
  const axes = [
    element(
      'text',
      { x: 8, y: 14, fill: colours.text, 'font-weight': 600 },
      unit ? `${name} (${unit})` : name
    ),
    element(
      'text',
      { x: (chart.left + chart.width) / 2, y: chart.height - 6, fill: colours.text, 'text-anchor': 'middle' },
      'step'
    )
  ];
  return [
    ...axes,
    ...(named ? legend(curves) : []),
    ...grid,
    ...steps,
    ...curves.flatMap(curve => drawCurve(curve, path(curve.points)))
  ];

  function drawCurve({ points, colour, dash }: LineCurve, d: string | null): Svg[] {
    const last = points.at(-1);
    if (!last || d === null) return [];
    return [
      element('path', { d, fill: 'none', stroke: colour, 'stroke-width': 1.8, 'stroke-dasharray': dash }),
      element('circle', { cx: x(last[0]), cy: y(last[1]), r: 3, fill: colour })
    ];
  }
}

/** The labels, right of the chart's name. */
function legend(curves: readonly LineCurve[]): Svg[] {
  let right = chart.width - chart.right;
  return [...curves].reverse().flatMap(({ label, colour, dash }) => {
    const x = right - label.length * 6.1;
    right = x - 26;
    return [
      element('line', {
        x1: x - 20,
        x2: x - 4,
        y1: 10,
        y2: 10,
        stroke: colour,
        'stroke-width': 2,
        'stroke-dasharray': dash && '5 3'
      }),
      element('text', { x, y: 14, fill: colours.text, 'font-size': 11 }, label)
    ];
  });
}

/** Lowest and highest, never the same, so that a scale can be made. */
function span(values: readonly number[]): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) return [0, 1];
  return low === high ? [low - (Math.abs(low) || 1) / 2, high + (Math.abs(high) || 1) / 2] : [low, high];
}
