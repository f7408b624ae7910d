/** Which curves share a chart: a series and its "val_" twin. */
import type { RunView } from '@sonde/schema';

export interface Curve {
  name: string;
  role: 'training' | 'validation';
  points: [step: number, value: number][];
}

export interface ChartGroup {
  name: string;
  unit?: string;
  curves: Curve[];
}

/** One group per series name without "val_", in the order in which they first came. */
export function chartGroups(series: RunView['series']): ChartGroup[] {
  const groups = new Map<string, ChartGroup>();
  for (const [name, { unit, points }] of Object.entries(series)) {
    const isValidation = name.startsWith('val_');
    const plain = isValidation ? name.slice(4) : name;
    const group = groups.get(plain) ?? { name: plain, curves: [] };
    groups.set(plain, group);
    if (unit !== undefined) group.unit = unit;
    group.curves.push({ name, role: isValidation ? 'validation' : 'training', points });
  }
  return [...groups.values()];
}
