/** The answer of the classifier: labels with probabilities for each row. In a notebook it shows itself. */
import { jupyterDisplay, type DeviceInfo, type Displayable, type MimeBundle } from '@sonde/schema';
import { labelsBundle, tableBundle, type Row } from '@sonde/toolkit';
import type { LabelProbability } from '../training/softmax.js';

export interface RowPrediction extends LabelProbability {
  /** All labels that were asked for, most probable first; `label` and `probability` are those of the first. */
  labels: LabelProbability[];
}

export class RowPredictions implements Displayable {
  /** One answer per row, in the rows' order. */
  readonly rows: readonly RowPrediction[];
  /** Name of the column that was predicted. */
  readonly target: string;
  readonly ms: number;
  readonly device: DeviceInfo;
  readonly #inputs: readonly Row[];

  constructor(details: {
    inputs: readonly Row[];
    rows: RowPrediction[];
    target: string;
    ms: number;
    device: DeviceInfo;
  }) {
    this.#inputs = details.inputs;
    this.rows = details.rows;
    this.target = details.target;
    this.ms = details.ms;
    this.device = details.device;
  }

  /** Labels of the first row, most probable first. */
  get labels(): readonly LabelProbability[] {
    return this.rows[0]?.labels ?? [];
  }

  /** The most probable label of the first row. */
  get top(): LabelProbability | undefined {
    return this.labels[0];
  }

  [jupyterDisplay](): MimeBundle | Promise<MimeBundle> {
    const footnote = `${this.device.engine}, ${this.ms.toFixed(1)} ms`;
    if (this.rows.length === 1)
      return labelsBundle({ title: this.target, labels: [...this.labels], footnote });
    return tableBundle(
      this.rows.map(({ label, probability }, i) => ({
        [`predicted ${this.target}`]: label,
        probability: `${(100 * probability).toFixed(1)} %`,
        ...this.#inputs[i]
      })),
      20
    );
  }

  toString(): string {
    return this.rows
      .map(({ label, probability }) => `${label} ${(100 * probability).toFixed(1)} %`)
      .join('\n');
  }
}
