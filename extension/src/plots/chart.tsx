/** One live chart of a run: the training curve, its held-out partner, and a legend that follows the pointer. */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import uPlot from 'uplot';
import { align, formatValue, type Chart } from './series.js';
import { useTheme, type ThemeChanged } from './theme.js';

interface Props {
  chart: Chart;
  themeChanged?: ThemeChanged;
  trans: TranslationBundle;
}

const height = 190;

export function LiveChart({ chart, themeChanged, trans }: Props): React.JSX.Element {
  const box = React.useRef<HTMLDivElement>(null);
  const plot = React.useRef<uPlot>();
  const [pointed, setPointed] = React.useState<number | undefined>();
  const data = React.useMemo(() => align(chart.curves), [chart]);
  // A chart is built again only when its set of curves changes; new points go into the one that is there.
  const layout = chart.curves.map(curve => `${curve.name}:${curve.points.length < 2}`).join(',');

  React.useEffect(() => {
    const node = box.current;
    if (node === null) return;
    const made = new uPlot(options(chart, node, setPointed), data, node);
    plot.current = made;
    const resized = new ResizeObserver(() =>
      made.setSize({ width: Math.max(120, node.clientWidth), height })
    );
    resized.observe(node);
    return () => {
      resized.disconnect();
      made.destroy();
      plot.current = undefined;
    };
    // Not of `chart` and `data`: points come in through setData below.
  }, [layout]);
  React.useEffect(() => plot.current?.setData(data), [data]);
  useTheme(themeChanged, () => plot.current?.redraw(false, true));

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

/** The value at a place of the x axis, or the last one before it: held-out curves have fewer points. */
function valueBefore(chart: Chart, ys: readonly (number | null)[], at: number, unit?: string): string {
  for (let i = Math.min(at, ys.length - 1); i >= 0; i -= 1) {
    const y = ys[i];
    if (typeof y === 'number') return formatValue(chart.name, y, unit);
  }
  return '–';
}

function options(
  chart: Chart,
  node: HTMLElement,
  onPointed: (at: number | undefined) => void
): uPlot.Options {
  // Colours are asked for at each drawing, so that a change of theme needs a redraw and nothing else.
  const colour = (name: string) => () => getComputedStyle(node).getPropertyValue(name).trim();
  const axis: uPlot.Axis = {
    stroke: colour('--jp-ui-font-color2'),
    font: `11px ${getComputedStyle(node).fontFamily}`,
    grid: { stroke: colour('--jp-border-color3'), width: 1 },
    ticks: { show: false },
    gap: 6
  };
  return {
    width: Math.max(120, node.clientWidth),
    height,
    padding: [8, 20, 0, 0],
    legend: { show: false },
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
          // Few points are worth a mark each; many would hide the line.
          show: curve.points.length < 2 || (curve.heldOut && curve.points.length <= 60),
          size: 6,
          fill: colour('--jp-layout-color0')
        }
      }))
    ],
    hooks: { setCursor: [made => onPointed(made.cursor.idx ?? undefined)] }
  };
}
