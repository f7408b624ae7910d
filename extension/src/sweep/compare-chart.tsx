/** One curve for each job of a sweep, all in one chart; the job that is pointed at in the table stands out. */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { align, formatValue } from '../plots/series.js';
import type { ThemeChanged } from '../plots/theme.js';
import { usePlot, type PlotOptions, type PlotStyle } from '../plots/use-plot.js';

export interface JobCurve {
  job: string;
  /** Gives it its colour. */
  number: number;
  points: [step: number, value: number][];
}

interface Props {
  series: string;
  curves: readonly JobCurve[];
  pointed: string | undefined;
  themeChanged?: ThemeChanged | undefined;
  trans: TranslationBundle;
}

const height = 260;

export function CompareChart({ series, curves, pointed, themeChanged, trans }: Props): React.JSX.Element {
  const data = React.useMemo(() => align(curves), [curves]);
  const { box } = usePlot({
    data,
    layout: `${series} ${pointed ?? ''} ${curves.map(curve => curve.job).join(' ')}`,
    height,
    options: style => options(series, curves, pointed, style),
    themeChanged
  });
  return (
    <figure className="sonde-Chart" aria-label={trans.__('%1 by step, a curve for each job', series)}>
      <div ref={box} className="sonde-Chart-plot" style={{ height }} aria-hidden="true" />
    </figure>
  );
}

/** The custom property of a job's colour; after nine they come again. */
export const tintOf = (number: number): string => `--sonde-tint-${number % 9}`;

function options(
  series: string,
  curves: readonly JobCurve[],
  pointed: string | undefined,
  { colour, axis }: PlotStyle
): PlotOptions {
  return {
    cursor: { y: false, drag: { x: true, y: false }, points: { size: 7 } },
    scales: { x: { time: false } },
    axes: [
      { ...axis, size: 26, grid: { show: false } },
      { ...axis, size: 52, values: (_, ticks) => ticks.map(tick => formatValue(series, tick)) }
    ],
    series: [
      {},
      ...curves.map(({ job, number, points }) => ({
        label: job,
        stroke: colour(tintOf(number)),
        width: job === pointed ? 3 : 1.5,
        alpha: pointed === undefined || job === pointed ? 1 : 0.25,
        spanGaps: true,
        points: { show: points.length < 2, size: 6 }
      }))
    ]
  };
}
