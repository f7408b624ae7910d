/** The answer of a module that tells classes apart, one for each input; how it shows itself, each module says. */
import type { DeviceInfo } from '@sonde/schema';
import type { LabelProbability } from './softmax.js';

export interface LabelledRow extends LabelProbability {
  /** All labels that were asked for, most probable first; `label` and `probability` are those of the first. */
  labels: LabelProbability[];
}

export interface LabelledDetails<Row extends LabelledRow> {
  rows: Row[];
  target: string;
  ms: number;
  device: DeviceInfo;
}

export class Labelled<Row extends LabelledRow> {
  /** One answer per input, in the inputs' order. */
  readonly rows: readonly Row[];
  /** What was predicted, e.g. the name of a column. */
  readonly target: string;
  readonly ms: number;
  readonly device: DeviceInfo;

  constructor({ rows, target, ms, device }: LabelledDetails<Row>) {
    this.rows = rows;
    this.target = target;
    this.ms = ms;
    this.device = device;
  }

  /** Labels of the first input, most probable first. */
  get labels(): readonly LabelProbability[] {
    return this.rows[0]?.labels ?? [];
  }

  /** The most probable label of the first input. */
  get top(): LabelProbability | undefined {
    return this.labels[0];
  }

  toString(): string {
    return this.rows
      .map(({ label, probability }) => `${label} ${(100 * probability).toFixed(1)} %`)
      .join('\n');
  }
}

/** The first of `labels`, which are in order, on top of them. */
export function labelledRow(labels: LabelProbability[]): LabelledRow {
  return { label: labels[0]?.label ?? '', probability: labels[0]?.probability ?? 0, labels };
}
