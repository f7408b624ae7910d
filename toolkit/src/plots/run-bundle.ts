/** A training run as a MIME bundle: our live renderer's JSON, a static picture and text, all from one view. */
import { jobStates, mime, type MimeBundle, type RunView } from '@sonde/schema';
import { chartGroups, type Curve } from './chart-groups.js';
import { colours } from './colours.js';
import { formatDuration, formatShare, formatValue } from './format-value.js';
import { chart, lineChart, type LineCurve } from './line-chart.js';
import { element, picture } from './svg.js';

export function runBundle(view: RunView): MimeBundle {
  return { [mime.run]: view, 'image/svg+xml': runSvg(view), 'text/plain': runText(view) };
}

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
      ...lineChart({ ...group, curves: group.curves.map(drawn) })
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

/** Dashes tell the twins apart without colour. */
function drawn(curve: Curve): LineCurve {
  const dash = curve.role === 'validation' ? '6 3' : undefined;
  return {
    label: `${curve.role} ${lastValue(curve)}`,
    colour: colours[curve.role],
    ...(dash && { dash }),
    points: curve.points
  };
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
