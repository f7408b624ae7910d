/** Runs of a sweep beside each other: one chart with a curve for each, and below it a line for each, the best first. */
import { isFinal, jobStates, type JobState, type MimeBundle } from '@sonde/schema';
import { colours, tintsOf } from './colours.js';
import { formatValue } from './format-value.js';
import { chart, lineChart } from './line-chart.js';
import { element, picture } from './svg.js';

export interface SweepView {
  title: string;
  /** Name of the series that is compared; undefined before any run has one. */
  series?: string;
  /** Which values are better. */
  better: 'lower' | 'higher';
  runs: {
    job: string;
    state: JobState;
    /** What sets it apart, e.g. "learningRate 0.1". */
    label: string;
    points: [step: number, value: number][];
    reason?: string;
  }[];
}

export function sweepBundle(view: SweepView): MimeBundle {
  return { 'image/svg+xml': sweepSvg(view), 'text/plain': sweepText(view) };
}

/** The runs, the best last value first; at the end those without one, then those that failed. */
export function ranked({ runs, better }: SweepView): SweepView['runs'] {
  const rank = ({ state, points }: SweepView['runs'][number]): number => {
    if (isFinal(state) && state !== 'succeeded') return 2;
    return points.length === 0 ? 1 : 0;
  };
  const last = ({ points }: SweepView['runs'][number]): number => points.at(-1)?.[1] ?? 0;
  return [...runs].sort(
    (a, b) => rank(a) - rank(b) || (better === 'lower' ? last(a) - last(b) : last(b) - last(a))
  );
}

/** Above this many lines the rest is counted. */
const mostLines = 30;
const line = 18;

function sweepSvg(view: SweepView): string {
  const order = ranked(view);
  const shown = order.slice(0, mostLines);
  const colourOf = tintsOf(view.runs.map(run => run.job));
  const head = 46;
  const rows = shown.length + (order.length > shown.length ? 1 : 0);
  const curves = view.runs
    .filter(run => run.points.length > 0)
    .map(run => ({ label: run.label, colour: colourOf(run.job), points: run.points }));
  const chartHeight = view.series === undefined ? 0 : chart.height;
  const rest = `and ${order.length - shown.length} more`;
  return picture(
    { width: 640, height: head + chartHeight + rows * line + 12 },
    `${view.title}: ${stateLine(view)}`,
    element('text', { x: 8, y: 18, fill: colours.text, 'font-size': 14, 'font-weight': 600 }, view.title),
    element('text', { x: 8, y: 36, fill: colours.text }, stateLine(view)),
    ...(view.series === undefined
      ? []
      : [
          element(
            'g',
            { transform: `translate(0, ${head})` },
            ...lineChart({ name: view.series, curves, named: false })
          )
        ]),
    ...shown.flatMap((run, index) => {
      const y = head + chartHeight + (index + 1) * line;
      return [
        element('circle', { cx: 14, cy: y - 4, r: 4, fill: colourOf(run.job) }),
        element(
          'text',
          { x: 26, y, fill: colours.text, ...(index === 0 && { 'font-weight': 600 }) },
          runLine(view, run)
        )
      ];
    }),
    ...(rows > shown.length
      ? [element('text', { x: 26, y: head + chartHeight + rows * line, fill: colours.text }, rest)]
      : [])
  );
}

function sweepText(view: SweepView): string {
  return [view.title, stateLine(view), ...ranked(view).map(run => runLine(view, run))].join('\n');
}

function runLine(
  { series }: SweepView,
  { label, state, points, reason, job }: SweepView['runs'][number]
): string {
  const last = points.at(-1);
  const parts = [
    label,
    ...(last && series ? [`${series} ${formatValue(last[1])}`] : []),
    jobStates[state].label,
    job
  ];
  if (reason !== undefined && state !== 'succeeded') parts.push(reason);
  return parts.join(' · ');
}

/** e.g. "6 runs: 2 running, 4 succeeded". */
function stateLine({ runs }: SweepView): string {
  const counts = new Map<string, number>();
  for (const { state } of runs) {
    const { label } = jobStates[state];
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  const parts = [...counts].map(([label, count]) => `${count} ${label.toLowerCase()}`);
  return `${runs.length} runs: ${parts.join(', ')}`;
}
