/** What a job uses as meters: a value, what it is a part of, and how it was before. Pure; drawn by resources.tsx. */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { JobRecord, UsageCurves, UsageMeasure } from '@sonde/schema';
import { formatBytes } from '../module/format-bytes.js';

export interface Meter {
  measure: UsageMeasure;
  name: string;
  /** With its unit. */
  value: string;
  /** What it is a part of, and the most there was. */
  note: string;
  /** 0 to 1, where it is known what there is. */
  share?: number;
  /** The line of before, in the unit square: x from left, y from the top. */
  line: [x: number, y: number][];
}

export function meters(
  usage: NonNullable<JobRecord['usage']>,
  curves: UsageCurves,
  trans: TranslationBundle
): Meter[] {
  const names: Record<UsageMeasure, string> = {
    cpus: trans.__('Processor'),
    memoryBytes: trans.__('Memory'),
    gpus: trans.__('GPU'),
    gpuMemoryBytes: trans.__('GPU memory')
  };
  return (Object.keys(names) as UsageMeasure[]).flatMap(measure => {
    const value = usage[measure];
    if (value === undefined) return [];
    const whole = usage.of?.[measure];
    const points = curves[measure] ?? [];
    const before = points.reduce((most, [, one]) => Math.max(most, one), value);
    const peak = measure === 'memoryBytes' ? Math.max(before, usage.peakMemoryBytes) : before;
    const said = say(measure, trans);
    const notes = [
      whole === undefined ? '' : trans.__('of %1', said(whole)),
      trans.__('at most %1', said(peak))
    ];
    return [
      {
        measure,
        name: names[measure],
        value: said(value),
        note: notes.filter(Boolean).join(' · '),
        ...(whole !== undefined && whole > 0 && { share: Math.min(1, value / whole) }),
        line: lineOf(points, peak)
      }
    ];
  });
}

function say(measure: UsageMeasure, trans: TranslationBundle): (value: number) => string {
  if (measure === 'memoryBytes' || measure === 'gpuMemoryBytes') return formatBytes;
  const round = (value: number) => (value >= 10 ? Math.round(value) : Number(value.toFixed(2)));
  return measure === 'cpus'
    ? value => trans._n('%1 core', '%1 cores', round(value))
    : value => trans._n('%1 GPU', '%1 GPUs', round(value));
}

/** Drawn up to the most there was: a small use of a big machine still shows how it moves. */
function lineOf(points: readonly (readonly [number, number])[], peak: number): Meter['line'] {
  const [first, last] = [points[0]?.[0], points.at(-1)?.[0]];
  if (first === undefined || last === undefined || last === first) return [];
  return points.map(([t, value]) => [(t - first) / (last - first), peak > 0 ? 1 - value / peak : 1]);
}
