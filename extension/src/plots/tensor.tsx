/** A tensor: what it is, its range, a heat map of its last two axes, the value under the pointer. */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { TensorView } from '@sonde/schema';
import * as React from 'react';
import { Frame } from './frame.js';
import { formatNumber } from './numbers.js';

/** More cells would only slow the page; the picture of the whole stands in for them. */
const mostCells = 4096;

export function Tensor({ view, trans }: { view: TensorView; trans: TranslationBundle }): React.JSX.Element {
  const [pointed, setPointed] = React.useState<number | undefined>();
  const columns = Math.max(1, view.shape.at(-1) ?? 1);
  const rows = Math.max(
    1,
    Math.min(Math.ceil(view.values.length / columns), Math.floor(mostCells / columns))
  );
  const values = view.values.slice(0, rows * columns);
  const hasMap = columns > 1 && columns <= mostCells && values.length > 1;
  const count = view.shape.reduce((product, size) => product * size, 1);
  return (
    <Frame view={view} className="sonde-Tensor">
      <p className="sonde-Tensor-facts">
        <b>
          {view.dtype} [{view.shape.join(', ')}]
        </b>
        <span>{trans.__('lowest %1', formatNumber(view.min))}</span>
        <span>{trans.__('highest %1', formatNumber(view.max))}</span>
        <span>{trans.__('mean %1', formatNumber(view.mean))}</span>
      </p>
      {hasMap ? (
        <HeatMap view={view} values={values} columns={columns} onPoint={setPointed} trans={trans} />
      ) : (
        view.image !== undefined && <img className="sonde-Tensor-image" src={view.image} alt="" />
      )}
      <p className="sonde-Tensor-value" aria-live="polite">
        {pointed === undefined
          ? trans.__(
              '%1 of %2 values: %3 …',
              values.length,
              count,
              values.slice(0, 8).map(formatNumber).join(', ')
            )
          : trans.__('[%1] %2', place(pointed, view.shape).join(', '), formatNumber(values[pointed] ?? NaN))}
      </p>
    </Frame>
  );
}

interface MapProps {
  view: TensorView;
  values: readonly number[];
  columns: number;
  onPoint: (index: number | undefined) => void;
  trans: TranslationBundle;
}

function HeatMap({ view, values, columns, onPoint, trans }: MapProps): React.JSX.Element {
  const [at, setAt] = React.useState(0);
  const rows = Math.ceil(values.length / columns);
  const range = view.max - view.min || 1;
  const edge = Math.max(2, Math.min(28, 560 / columns, 320 / rows));
  const go = (index: number) => {
    const inside = Math.min(values.length - 1, Math.max(0, index));
    setAt(inside);
    onPoint(inside);
  };
  const steps: Record<string, number> = {
    ArrowRight: 1,
    ArrowLeft: -1,
    ArrowDown: columns,
    ArrowUp: -columns
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    go(at + step);
  };
  return (
    <svg
      className="sonde-Tensor-map"
      viewBox={`0 0 ${columns} ${rows}`}
      width={columns * edge}
      height={rows * edge}
      preserveAspectRatio="none"
      tabIndex={0}
      role="img"
      aria-label={trans.__('Heat map; arrow keys read its values')}
      onKeyDown={onKeyDown}
      onFocus={() => onPoint(at)}
      onBlur={() => onPoint(undefined)}
      onMouseLeave={() => onPoint(undefined)}
    >
      {values.map((value, index) => (
        <rect
          key={index}
          x={index % columns}
          y={Math.floor(index / columns)}
          width={1}
          height={1}
          style={{ fillOpacity: Number.isFinite(value) ? 0.04 + (0.96 * (value - view.min)) / range : 0 }}
          onMouseEnter={() => go(index)}
        />
      ))}
    </svg>
  );
}

/** Position along each axis of the value that stands at `index`, row by row. */
function place(index: number, shape: readonly number[]): number[] {
  const places: number[] = [];
  let left = index;
  for (const size of [...shape].reverse()) {
    places.unshift(left % Math.max(1, size));
    left = Math.floor(left / Math.max(1, size));
  }
  return places;
}
