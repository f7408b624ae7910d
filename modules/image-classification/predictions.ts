/** The answer of the classifier: labels with probabilities, drawn beside their image in a notebook. */
import { jupyterDisplay, type DeviceInfo, type Displayable, type MimeBundle } from '@sonde/schema';
import { labelsBundle, type ImageValue } from '@sonde/toolkit';
import type { LabelProbability } from '../training/softmax.js';

export interface PredictionDetails {
  image: ImageValue;
  labels: LabelProbability[];
  /** Milliseconds from the decoded image to the labels. */
  ms: number;
  device: DeviceInfo;
}

export class Predictions implements Displayable {
  /** Most probable first. */
  readonly labels: readonly LabelProbability[];
  readonly ms: number;
  readonly device: DeviceInfo;
  readonly #image: ImageValue;

  constructor({ image, labels, ms, device }: PredictionDetails) {
    this.#image = image;
    this.labels = labels;
    this.ms = ms;
    this.device = device;
  }

  get image(): ImageValue {
    return this.#image;
  }

  /** The most probable label, or undefined when none reached `minProbability`. */
  get top(): LabelProbability | undefined {
    return this.labels[0];
  }

  async [jupyterDisplay](): Promise<MimeBundle> {
    const { width, height } = this.#image;
    return labelsBundle({
      image: await this.#image.preview(320),
      width,
      height,
      labels: this.labels.slice(0, 10),
      footnote: `${this.device.engine}, ${this.ms.toFixed(this.ms < 10 ? 1 : 0)} ms`
    });
  }

  toString(): string {
    return this.labels
      .map(({ label, probability }) => `${label} ${(100 * probability).toFixed(1)} %`)
      .join('\n');
  }
}
