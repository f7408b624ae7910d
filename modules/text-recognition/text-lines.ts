/** The answer: the lines of text on a picture. In a notebook they are drawn over it. */
import { jupyterDisplay, type DeviceInfo, type Displayable, type MimeBundle } from '@sonde/schema';
import { boxesBundle, type ImageValue } from '@sonde/toolkit';

export interface TextLine {
  text: string;
  /** Mean probability of its characters, 0 to 1. */
  score: number;
  /** Top left corner and size of the upright box around it, in pixels of the picture. */
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface TextLinesDetails {
  image: ImageValue;
  /** From top to bottom; what stands beside each other is in one row. */
  rows: TextLine[][];
  /** Milliseconds from the decoded picture to the text. */
  ms: number;
  device: DeviceInfo;
}

export class TextLines implements Displayable {
  /** In the order in which people read them. */
  readonly lines: readonly TextLine[];
  /** All of them, a row a line. */
  readonly text: string;
  readonly ms: number;
  readonly device: DeviceInfo;
  readonly #image: ImageValue;

  constructor({ image, rows, ms, device }: TextLinesDetails) {
    this.#image = image;
    this.lines = rows.flat();
    this.text = rows.map(row => row.map(({ text }) => text).join(' ')).join('\n');
    this.ms = ms;
    this.device = device;
  }

  get image(): ImageValue {
    return this.#image;
  }

  async [jupyterDisplay](): Promise<MimeBundle> {
    const { width, height } = this.#image;
    const { length } = this.lines;
    return boxesBundle({
      title: length === 0 ? 'No text' : `${length} ${length === 1 ? 'line' : 'lines'} of text`,
      image: await this.#image.preview(800),
      width,
      height,
      boxes: this.lines.map(({ text, ...box }) => ({ label: text, ...box })),
      footnote: `${this.device.engine}, ${this.ms.toFixed(0)} ms`
    });
  }

  toString(): string {
    return this.text;
  }
}
