/** Samples over seconds, regions behind them, a curve above them, a cursor. One click or key moves the cursor. */
import type { RegionsView } from '@sonde/schema';
import * as React from 'react';
import { formatSeconds } from './numbers.js';

interface Props {
  view: RegionsView;
  tint: (label: string) => string;
  active: number | undefined;
  at: number;
  pointed: number | undefined;
  onPoint: (second: number | undefined) => void;
  onSeek: (second: number) => void;
  label: string;
}

const width = 1000;
const height = 140;

export function Waveform(props: Props): React.JSX.Element {
  const { view, tint, active, at, pointed, onPoint, onSeek, label } = props;
  const seconds = view.seconds > 0 ? view.seconds : 1;
  const x = (second: number) => (Math.min(seconds, Math.max(0, second)) / seconds) * width;
  const secondOf = (event: React.MouseEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return box.width === 0 ? 0 : ((event.clientX - box.left) / box.width) * seconds;
  };
  const wave = React.useMemo(() => wavePath(view.waveform), [view]);
  const curve = React.useMemo(() => curvePath(view.curve?.points ?? [], x), [view]);
  const onKeyDown = (event: React.KeyboardEvent) => {
    const to = target(event.key, at, seconds);
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onSeek(to);
  };
  return (
    <div
      className="sonde-Waveform"
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={seconds}
      aria-valuenow={Number(at.toFixed(2))}
      aria-valuetext={formatSeconds(at)}
      onKeyDown={onKeyDown}
      onClick={event => onSeek(secondOf(event))}
      onMouseMove={event => onPoint(secondOf(event))}
      onMouseLeave={() => onPoint(undefined)}
    >
      <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
        {view.regions.map(({ start, end, label: name }, index) => (
          <rect
            key={index}
            x={x(start)}
            width={Math.max(1, x(end) - x(start))}
            y={0}
            height={height}
            className={active === index ? 'sonde-Waveform-region sonde-mod-active' : 'sonde-Waveform-region'}
            style={{ fill: tint(name) }}
          />
        ))}
        <path d={wave} className="sonde-Waveform-wave" />
        {curve && <path d={curve} className="sonde-Waveform-curve" />}
        {pointed !== undefined && (
          <line x1={x(pointed)} x2={x(pointed)} y1={0} y2={height} className="sonde-Waveform-pointed" />
        )}
        <line x1={x(at)} x2={x(at)} y1={0} y2={height} className="sonde-Waveform-cursor" />
      </svg>
      <div className="sonde-Waveform-axis" aria-hidden="true">
        {ticks(seconds).map(tick => (
          <span key={tick} style={{ left: `${(tick / seconds) * 100}%` }}>
            {Number(tick.toPrecision(6))} s
          </span>
        ))}
      </div>
    </div>
  );
}

function wavePath(stretches: RegionsView['waveform']): string {
  const middle = height / 2;
  const y = (value: number) => (middle - Math.min(1, Math.max(-1, value)) * (middle - 4)).toFixed(1);
  const step = width / Math.max(1, stretches.length);
  const place = (index: number) => ((index + 0.5) * step).toFixed(1);
  const over = stretches.map(([, high], index) => `${place(index)} ${y(high)}`);
  const under = stretches.map(([low], index) => `${place(index)} ${y(low)}`).reverse();
  return stretches.length === 0 ? `M0 ${middle}H${width}` : `M${[...over, ...under].join('L')}Z`;
}

function curvePath(points: readonly [number, number][], x: (second: number) => number): string {
  if (points.length === 0) return '';
  const places = points.map(([second, value]) => {
    const y = height - 2 - Math.min(1, Math.max(0, value)) * (height - 4);
    return `${x(second).toFixed(1)} ${y.toFixed(1)}`;
  });
  return `M${places.join('L')}`;
}

function target(key: string, at: number, seconds: number): number | undefined {
  const step = Math.max(0.1, seconds / 50);
  if (key === 'ArrowRight') return at + step;
  if (key === 'ArrowLeft') return at - step;
  if (key === 'Home') return 0;
  if (key === 'End') return seconds;
  return undefined;
}

/** Four to nine round seconds, none so near the end that it would stand outside. */
function ticks(seconds: number): number[] {
  const rough = seconds / 8;
  const size = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map(digit => digit * size).find(one => one >= rough) ?? rough;
  const count = Math.floor((seconds * 0.97) / step);
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}
