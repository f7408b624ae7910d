/** The answer of the classifier: labels for each text, and which words spoke for the first. In a notebook it shows itself. */
import { jupyterDisplay, type DeviceInfo, type Displayable, type MimeBundle } from '@sonde/schema';
import { spansBundle, tableViewBundle } from '@sonde/toolkit';
import type { LabelProbability } from '../training/softmax.js';

export interface SpeakingWord {
  /** UTF-16 offsets in the text. */
  start: number;
  end: number;
  /** How much it speaks for the first label (up to 1) or against it (down to −1). */
  weight: number;
}

export interface TextPrediction extends LabelProbability {
  /** All labels that were asked for, most probable first; `label` and `probability` are those of the first. */
  labels: LabelProbability[];
  words: SpeakingWord[];
}

export class TextPredictions implements Displayable {
  /** One answer per text, in the texts' order. */
  readonly rows: readonly TextPrediction[];
  /** What was predicted, e.g. "language". */
  readonly target: string;
  readonly ms: number;
  readonly device: DeviceInfo;
  readonly #texts: readonly string[];

  constructor(details: {
    texts: readonly string[];
    rows: TextPrediction[];
    target: string;
    ms: number;
    device: DeviceInfo;
  }) {
    this.#texts = details.texts;
    this.rows = details.rows;
    this.target = details.target;
    this.ms = details.ms;
    this.device = details.device;
  }

  /** Labels of the first text, most probable first. */
  get labels(): readonly LabelProbability[] {
    return this.rows[0]?.labels ?? [];
  }

  /** The most probable label of the first text. */
  get top(): LabelProbability | undefined {
    return this.labels[0];
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

  toString(): string {
    return this.rows
      .map(({ label, probability }) => `${label} ${(100 * probability).toFixed(1)} %`)
      .join('\n');
  }
}

function shortened(text: string): string {
  return text.length <= 200 ? text : `${text.slice(0, 199)}…`;
}
