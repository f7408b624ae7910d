/** The answer of the detector: boxes with labels, drawn over their picture in a notebook. */
import { jupyterDisplay, type DeviceInfo, type Displayable, type MimeBundle } from '@sonde/schema';
import { boxesBundle, type ImageValue } from '@sonde/toolkit';
import type { Box } from './boxes.js';

export interface DetectionDetails {
  image: ImageValue;
  boxes: Box[];
  /** Milliseconds from the decoded image to the boxes. */
  ms: number;
  device: DeviceInfo;
}

export class Detections implements Displayable {
  /** The surest first; in pixels of the picture. */
  readonly boxes: readonly Box[];
  readonly ms: number;
  readonly device: DeviceInfo;
  readonly #image: ImageValue;

  constructor({ image, boxes, ms, device }: DetectionDetails) {
    this.#image = image;
    this.boxes = boxes;
    this.ms = ms;
    this.device = device;
  }

  get image(): ImageValue {
    return this.#image;
  }

  /** The object that the network is surest of, or undefined when none reached `minScore`. */
  get top(): Box | undefined {
    return this.boxes[0];
  }

  /** How often each label was found, most frequent first. */
  get counts(): Record<string, number> {
    const counts = new Map<string, number>();
    for (const { label } of this.boxes) counts.set(label, (counts.get(label) ?? 0) + 1);
    return Object.fromEntries([...counts].sort(([, a], [, b]) => b - a));
  }

  async [jupyterDisplay](): Promise<MimeBundle> {
    const { width, height } = this.#image;
    return boxesBundle({
      image: await this.#image.preview(640),
      width,
      height,
      boxes: this.boxes.map(box => ({ ...box })),
      footnote: `${this.device.engine}, ${this.ms.toFixed(this.ms < 10 ? 1 : 0)} ms`
    });
  }

  toString(): string {
    if (this.boxes.length === 0) return 'Nothing was found.';
    return this.boxes
      .map(({ label, score, x, y, width, height }) => {
        const place = `${Math.round(width)}×${Math.round(height)} at (${Math.round(x)}, ${Math.round(y)})`;
        return `${label} ${(100 * score).toFixed(1)} %, ${place}`;
      })
      .join('\n');
  }
}
