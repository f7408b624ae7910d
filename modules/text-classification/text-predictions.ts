/** The answer of the classifier: labels for each text, and which words spoke for the first. In a notebook it shows itself. */
import { jupyterDisplay, type Displayable, type MimeBundle } from '@sonde/schema';
import { spansBundle, tableViewBundle } from '@sonde/toolkit';
import { Labelled, type LabelledDetails, type LabelledRow } from '../training/labelled.js';

export interface SpeakingWord {
  /** UTF-16 offsets in the text. */
  start: number;
  end: number;
  /** How much it speaks for the first label (up to 1) or against it (down to −1). */
  weight: number;
}

export interface TextPrediction extends LabelledRow {
  words: SpeakingWord[];
}

export class TextPredictions extends Labelled<TextPrediction> implements Displayable {
  readonly #texts: readonly string[];

  constructor({ texts, ...details }: LabelledDetails<TextPrediction> & { texts: readonly string[] }) {
    super(details);
    this.#texts = texts;
  }

  [jupyterDisplay](): MimeBundle | Promise<MimeBundle> {
    const footnote = `${this.device.engine}, ${this.ms.toFixed(1)} ms`;
    const [first] = this.rows;
    if (first && this.rows.length === 1) {
      return spansBundle({
        title: this.target,
        text: this.#texts[0] ?? '',
        // Fainter ones are noise to the eye.
        spans: first.words.filter(({ weight }) => Math.abs(weight) >= 0.05),
        labels: first.labels,
        footnote: `marked: the words that speak for "${first.label}" · ${footnote}`
      });
    }
    return tableViewBundle({
      columns: ['text', this.target, 'probability'].map(name => ({ name })),
      rows: this.rows
        .slice(0, 1000)
        .map(({ label, probability }, i) => [
          shortened(this.#texts[i] ?? ''),
          label,
          Number(probability.toFixed(3))
        ]),
      total: this.rows.length,
      footnote
    });
  }
}

function shortened(text: string): string {
  return text.length <= 200 ? text : `${text.slice(0, 199)}…`;
}
