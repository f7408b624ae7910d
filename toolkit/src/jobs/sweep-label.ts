/** What sets a run of a sweep apart from the others, e.g. "learningRate 0.1, batchSize 8". */
import { formatValue } from '../plots/format-value.js';

export function labelOf(args: Readonly<Record<string, unknown>>, names: readonly string[]): string {
  const shown = (value: unknown): string => (typeof value === 'number' ? formatValue(value) : String(value));
  return names.map(name => `${name} ${shown(args[name])}`).join(', ') || 'one run';
}
