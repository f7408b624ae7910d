/** One live chart of a run: the training curve, its held-out partner, and a legend that follows the pointer. */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { align, formatValue, type Chart } from './series.js';
import type { ThemeChanged } from './theme.js';
import { usePlot, type PlotOptions, type PlotStyle } from './use-plot.js';

interface Props {
  chart: Chart;
  themeChanged?: ThemeChanged;
  trans: TranslationBundle;
}

const height = 190;

export function LiveChart({ chart, themeChanged, trans }: Props): React.JSX.Element {
  const data = React.useMemo(() => align(chart.curves), [chart]);
  const { box, pointed } = usePlot({
    data,
    // A chart is built again only when its curves or their marks change; new points go into the one that is there.
    layout: chart.curves
      .map(curve => `${curve.name}:${curve.points.length < 2}:${hasMarks(curve)}`)
      .join(','),
    height,
    options: style => options(chart, style),
    themeChanged
  });

  const steps = data[0];
  const at = pointed ?? steps.length - 1;
  return (
    <figure className="sonde-Chart" aria-label={trans.__('%1 by step', chart.name)}>
      <figcaption className="sonde-Chart-caption">
        <span className="sonde-Chart-name">{chart.name}</span>
        <ul className="sonde-Chart-legend">
          {chart.curves.map((curve, i) => (
            <li key={curve.name} className={curve.heldOut ? 'sonde-mod-heldOut' : ''}>
              <span className="sonde-Chart-swatch" aria-hidden="true" />
              {curve.heldOut ? trans.__('held out') : trans.__('training')}{' '}
              <b>{valueBefore(chart, data[i + 1] ?? [], at, curve.unit)}</b>
            </li>
          ))}
        </ul>
        <span className="sonde-Chart-step">{steps.length > 0 && trans.__('step %1', steps[at] ?? 0)}</span>
      </figcaption>
      <div ref={box} className="sonde-Chart-plot" style={{ height }} aria-hidden="true" />
    </figure>
  );
}

const wholeSteps = Array.from({ length: 10 }, (_, power) =>
  [1, 2, 5].map(digit => digit * 10 ** power)
).flat();

/** Few points are worth a mark each; many would hide the line. */
const hasMarks = ({ heldOut, points }: Chart['curves'][number]): boolean => heldOut && points.length <= 60;

/** The value at a place of the x axis, or the last one before it: held-out curves have fewer points. */
function valueBefore(chart: Chart, ys: readonly (number | null)[], at: number, unit?: string): string {
  for (let i = Math.min(at, ys.length - 1); i >= 0; i -= 1) {
    const y = ys[i];
    if (typeof y === 'number') return formatValue(chart.name, y, unit);
  }
  return '–';
}

function options(chart: Chart, { colour, axis }: PlotStyle): PlotOptions {
  return {
    cursor: { y: false, drag: { x: true, y: false }, points: { size: 7 } },
    scales: { x: { time: false } },
    axes: [
      // Steps are whole: no ticks between them.
      { ...axis, size: 26, grid: { show: false }, incrs: wholeSteps },
      {
        ...axis,
        size: 52,
        values: (_, ticks) => ticks.map(tick => formatValue(chart.name, tick).replace('.0 %', ' %'))
      }
    ],
    series: [
      {},
      ...chart.curves.map(curve => ({
        label: curve.name,
        stroke: colour(curve.heldOut ? '--sonde-held-out' : '--sonde-training'),
        width: curve.heldOut ? 2 : 1.5,
        dash: curve.heldOut ? [6, 4] : undefined,
        spanGaps: true,
        points: {
          show: curve.points.length < 2 || hasMarks(curve),
          size: 6,
          fill: colour('--jp-layout-color0')
        }
      }))
    ]
  };
}
