/** A time series with its forecast and band: the pointer or the arrow keys read its values. */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { SeriesView } from '@sonde/schema';
import * as React from 'react';
import uPlot from 'uplot';
import { forecastData, type ForecastData } from './forecast-data.js';
import { Frame } from './frame.js';
import { formatNumber } from './numbers.js';
import type { ThemeChanged } from './theme.js';
import { usePlot, type PlotOptions, type PlotStyle } from './use-plot.js';

interface Props {
  view: SeriesView;
  themeChanged?: ThemeChanged | undefined;
  trans: TranslationBundle;
}

const height = 260;

export function Forecast({ view, themeChanged, trans }: Props): React.JSX.Element {
  const data = React.useMemo(() => forecastData(view), [view]);
  const { box, plot, pointed, point } = usePlot({
    data: data.columns,
    layout: data,
    height,
    options: style => options(data, style),
    themeChanged
  });
  const count = data.places.length;
  const onKeyDown = (event: React.KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const made = plot.current;
    const start = pointed ?? count - 1;
    const to = Math.min(count - 1, Math.max(0, start + (step ?? 0)));
    const x = data.columns[0][to];
    if (step === undefined || made === null || x === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    made.setCursor({ left: made.valToPos(x, 'x'), top: 0 });
    point(to);
  };
  return (
    <Frame view={view} className="sonde-Forecast">
      <div className="sonde-Chart-caption">
        <span className="sonde-Chart-name">
          {view.name}
          {view.unit !== undefined && ` (${view.unit})`}
        </span>
        <ul className="sonde-Chart-legend">
          <li>
            <span className="sonde-Chart-swatch" aria-hidden="true" />
            {trans.__('known')}
          </li>
          {view.forecast.length > 0 && (
            <li className="sonde-mod-heldOut">
              <span className="sonde-Chart-swatch" aria-hidden="true" />
              {view.confidence === undefined
                ? trans.__('forecast')
                : trans.__('forecast, with the band of %1 %', Math.round(view.confidence * 100))}
            </li>
          )}
        </ul>
        <span aria-live="polite">{reading(view, data, pointed)}</span>
      </div>
      <div
        ref={box}
        className="sonde-Chart-plot"
        style={{ height }}
        tabIndex={0}
        role="img"
        aria-label={trans.__('%1 over time; arrow keys read its values', view.name)}
        onKeyDown={onKeyDown}
      />
    </Frame>
  );
}

/** What is drawn at a place, in words; the last place unless another is pointed at. */
export function reading(view: SeriesView, { columns, places }: ForecastData, pointed?: number): string {
  const at = pointed ?? places.length - 1;
  const [known, value, low, high] = columns.slice(1).map(column => column[at]);
  const place = places[at];
  if (place === undefined) return '';
  const unit = view.unit === undefined ? '' : ` ${view.unit}`;
  if (typeof known === 'number') return `${place}: ${formatNumber(known)}${unit}`;
  if (typeof value !== 'number') return String(place);
  const band =
    typeof low === 'number' && typeof high === 'number' && low < high
      ? ` (${formatNumber(low)} – ${formatNumber(high)})`
      : '';
  return `${place}: ${formatNumber(value)}${unit}${band}`;
}

function options(data: ForecastData, { node, colour, axis }: PlotStyle): PlotOptions {
  const edge: uPlot.Series = { stroke: 'transparent', width: 0, points: { show: false } };
  return {
    cursor: { drag: { x: true, y: false }, points: { size: 7 } },
    scales: { x: { time: data.isTime } },
    // Dates without a time are midnight in UTC; local time would show the evening before.
    tzDate: seconds => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
    axes: [
      { ...axis, size: data.isTime ? 38 : 28, grid: { show: false }, ...(data.isTime && { values: dates }) },
      { ...axis, size: 56, values: (_, ticks) => ticks.map(formatNumber) }
    ],
    series: [
      {},
      { stroke: colour('--sonde-training'), width: 1.6, spanGaps: true, points: { show: false } },
      {
        stroke: colour('--sonde-held-out'),
        width: 2,
        dash: [6, 4],
        spanGaps: true,
        points: { show: false }
      },
      edge,
      edge
    ],
    bands: [{ series: [4, 3], fill: () => film(node) }]
  };
}

const [minute, hour, day] = [60, 3600, 86_400];
/** Per step: the tick's words, then what is added below it where the year, day or minute turns. */
const dates: uPlot.Axis['values'] = [
  [day * 365, '{YYYY}', null, null, null, null, null, null, 1],
  [day * 28, '{MMM}', '\n{YYYY}', null, null, null, null, null, 1],
  [day, '{D} {MMM}', '\n{YYYY}', null, null, null, null, null, 1],
  [hour, '{HH}:{mm}', '\n{D} {MMM} {YYYY}', null, '\n{D} {MMM}', null, null, null, 1],
  [minute, '{HH}:{mm}', '\n{D} {MMM} {YYYY}', null, '\n{D} {MMM}', null, null, null, 1],
  [1, ':{ss}', '\n{D} {MMM} {HH}:{mm}', null, '\n{D} {MMM} {HH}:{mm}', null, '\n{HH}:{mm}', null, 1]
];

/** A canvas knows no colour-mix: the theme's colour with an alpha of its own, whatever way it is written. */
function film(node: HTMLElement): string {
  const probe = document.createElement('span');
  probe.style.color = 'color-mix(in srgb, var(--sonde-held-out) 22%, transparent)';
  node.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
