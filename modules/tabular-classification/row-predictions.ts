/** The answer of the classifier: labels with probabilities for each row. In a notebook it shows itself. */
import { jupyterDisplay, type Displayable, type MimeBundle } from '@sonde/schema';
import { labelsBundle, tableBundle, type Row } from '@sonde/toolkit';
import { Labelled, type LabelledDetails, type LabelledRow } from '../training/labelled.js';

/** The answer for one row. */
export type RowPrediction = LabelledRow;

export class RowPredictions extends Labelled<RowPrediction> implements Displayable {
  readonly #inputs: readonly Row[];

  constructor({ inputs, ...details }: LabelledDetails<RowPrediction> & { inputs: readonly Row[] }) {
    super(details);
    this.#inputs = inputs;
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
}
