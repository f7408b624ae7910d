/** Why a picture has its label: how much the label's probability falls where a part of the picture is covered. */
import { jupyterDisplay, type DeviceInfo, type Displayable, type MimeBundle } from '@sonde/schema';
import type { ImageValue } from '../data/image-value.js';
import { whyBundle } from '../plots/why-bundle.js';

export interface ExplanationDetails {
  /** What the model saw. */
  image: ImageValue;
  label: string;
  probability: number;
  heat: number[][];
  /** In a sentence. */
  method: string;
  device: DeviceInfo;
  ms: number;
}

export class Explanation implements Displayable {
  readonly label: string;
  /** Of the label, when nothing is covered; 0 to 1. */
  readonly probability: number;
  /** Rows of cells from the top left: by how much the probability falls when the cell is covered, −1 to 1. */
  readonly heat: readonly (readonly number[])[];
  readonly device: DeviceInfo;
  readonly ms: number;
  readonly #image: ImageValue;
  readonly #method: string;

  constructor({ image, label, probability, heat, method, device, ms }: ExplanationDetails) {
    this.label = label;
    this.probability = probability;
    this.heat = heat;
    this.device = device;
    this.ms = ms;
    this.#image = image;
    this.#method = method;
  }

  async [jupyterDisplay](): Promise<MimeBundle> {
    return whyBundle(await this.#view());
  }

  toString(): string {
    return `${this.label} ${(100 * this.probability).toFixed(1)} %: ${this.#method}`;
  }

  async #view() {
    const { width, height } = this.#image;
    return {
      image: await this.#image.preview(400),
      width,
      height,
      label: this.label,
      probability: this.probability,
      heat: this.heat.map(row => [...row]),
      method: this.#method,
      footnote: `${this.device.engine}, ${Math.round(this.ms)} ms`
    };
  }
}
