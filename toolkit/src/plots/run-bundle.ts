/** A training run as a MIME bundle: our live renderer's JSON, a static picture and text, all from one view. */
import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { jobStates, mime, type MimeBundle, type RunView } from '@sonde/schema';
import { chartGroups, type ChartGroup, type Curve } from './chart-groups.js';
import { colours } from './colours.js';
import { formatDuration, formatShare, formatValue } from './format-value.js';
import { element, picture, type Svg } from './svg.js';

export function runBundle(view: RunView): MimeBundle {
  return { [mime.run]: view, 'image/svg+xml': runSvg(view), 'text/plain': runText(view) };
}

const chart = { width: 340, height: 220, left: 52, right: 12, top: 30, bottom: 40 };

/** The curves as a picture: one chart for a series and its "val_" twin. */
export function runSvg(view: RunView): string {
  const groups = chartGroups(view.series);
  const columns = Math.max(1, Math.min(2, groups.length));
  const head = 46;
  const width = Math.max(columns * chart.width, 480);
  const height = head + Math.ceil(groups.length / columns) * chart.height;
  const charts = groups.map((group, index) =>
    element(
      'g',
      {
        transform: `translate(${(index % columns) * chart.width}, ${head + Math.floor(index / columns) * chart.height})`
      },
      ...drawChart(group)
    )
  );
  return picture(
    { width, height },
    `${view.title}: ${stateLine(view)}`,
    element('text', { x: 8, y: 18, fill: colours.text, 'font-size': 14, 'font-weight': 600 }, view.title),
    element('text', { x: 8, y: 36, fill: toneColour(view) }, stateLine(view)),
    ...charts
  );
}

/** The run in lines of text: state, progress, last values, and why it ended as it did. */
export function runText(view: RunView): string {
  const lines = [`${view.title} (${view.module})`, stateLine(view)];
  for (const { curves } of chartGroups(view.series)) {
    lines.push(curves.map(curve => `${curve.name} ${lastValue(curve)}`).join('  '));
  }
  if (view.error) lines.push(view.error.message, ...(view.error.hint ? [view.error.hint] : []));
  return lines.join('\n');
}

/** One line: state, how far, for how long, on what. */
export function stateLine(view: RunView): string {
  const parts: string[] = [jobStates[view.state].label];
  const { progress } = view;
  if (progress) {
    const total = progress.total === undefined ? '' : ` of ${progress.total}`;
    parts.push(`${progress.done}${total}${progress.unit ? ` ${progress.unit}` : ''}`);
    if (progress.text) parts.push(progress.text);
  }
  if (view.started && view.finished) {
    parts.push(formatDuration(Date.parse(view.finished) - Date.parse(view.started)));
  }
  const { accuracy, mae } = (view.result ?? {}) as { accuracy?: unknown; mae?: unknown };
  if (typeof accuracy === 'number') parts.push(`held-out accuracy ${formatShare(accuracy)}`);
  if (typeof mae === 'number') parts.push(`held-out error ${formatValue(mae)} on average`);
  if (view.device) parts.push(view.device);
  if (view.reason && view.state !== 'succeeded') parts.push(view.reason);
  return parts.join(' · ');
}

function drawChart({ name, unit, curves }: ChartGroup): Svg[] {
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
    ...legend(curves),
    ...grid,
    ...steps,
    ...curves.flatMap(curve => drawCurve(curve, path(curve.points)))
  ];

  function drawCurve(curve: Curve, d: string | null): Svg[] {
    const last = curve.points.at(-1);
    if (!last || d === null) return [];
    const stroke = colours[curve.role];
    const dash = curve.role === 'validation' ? '6 3' : undefined;
    return [
      element('path', { d, fill: 'none', stroke, 'stroke-width': 1.8, 'stroke-dasharray': dash }),
      element('circle', { cx: x(last[0]), cy: y(last[1]), r: 3, fill: stroke })
    ];
  }
}

/** Names and last values, right of the chart's name; dashes tell the twins apart without colour. */
function legend(curves: readonly Curve[]): Svg[] {
  let right = chart.width - chart.right;
  return [...curves].reverse().flatMap(curve => {
    const label = `${curve.role} ${lastValue(curve)}`;
    const x = right - label.length * 6.1;
    right = x - 26;
    const dash = curve.role === 'validation' ? '5 3' : undefined;
    return [
      element('line', {
        x1: x - 20,
        x2: x - 4,
        y1: 10,
        y2: 10,
        stroke: colours[curve.role],
        'stroke-width': 2,
        'stroke-dasharray': dash
      }),
      element('text', { x, y: 14, fill: colours.text, 'font-size': 11 }, label)
    ];
  });
}

function lastValue(curve: Curve): string {
  const last = curve.points.at(-1);
  return last ? formatValue(last[1]) : 'none yet';
}

function toneColour({ state }: RunView): string {
  const { tone } = jobStates[state];
  if (tone === 'success') return colours.good;
  return tone === 'error' ? colours.bad : colours.text;
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
