/** A named slider with its value beside it, from 0 to 1. */
import * as React from 'react';
import { formatShare } from './numbers.js';

interface Props {
  label: string;
  value: number;
  onChange: (value: number) => void;
  /** What stands beside it; default is the value in percent. */
  shown?: string;
}

export function Slider({ label, value, onChange, shown }: Props): React.JSX.Element {
  return (
    <label className="sonde-Slider">
      <span>{label}</span>
      <input
        type="range"
        min={0}
        max={100}
        value={Math.round(value * 100)}
        onChange={event => onChange(Number(event.target.value) / 100)}
      />
      <output>{shown ?? formatShare(value).replace('.0', '')}</output>
    </label>
  );
}
