/** The answer of the pose estimator: bodies with named points, drawn over their picture in a notebook. */
import { jupyterDisplay, type DeviceInfo, type Displayable, type MimeBundle } from '@sonde/schema';
import { keypointsBundle, type ImageValue } from '@sonde/toolkit';
import { lines, type Body } from './bodies.js';

export interface PoseDetails {
  image: ImageValue;
  bodies: Body[];
  /** Milliseconds from the decoded image to the bodies. */
  ms: number;
  device: DeviceInfo;
}

export class Poses implements Displayable {
  /** The surest first; in pixels of the picture. */
  readonly bodies: readonly Body[];
  readonly ms: number;
  readonly device: DeviceInfo;
  readonly #image: ImageValue;

  constructor({ image, bodies, ms, device }: PoseDetails) {
    this.#image = image;
    this.bodies = bodies;
    this.ms = ms;
    this.device = device;
  }

  get image(): ImageValue {
    return this.#image;
  }

  /** The body that the network is surest of, or undefined when none reached `minScore`. */
  get top(): Body | undefined {
    return this.bodies[0];
  }

  async [jupyterDisplay](): Promise<MimeBundle> {
    const { width, height } = this.#image;
    return keypointsBundle({
      image: await this.#image.preview(640),
      width,
      height,
      bodies: this.bodies.map(({ score, points }) => ({
        score,
        points: points.map(point => ({ ...point }))
      })),
      lines: lines.map(([from, to]) => [from, to]),
      footnote: `${this.device.engine}, ${this.ms.toFixed(this.ms < 10 ? 1 : 0)} ms`
    });
  }

  toString(): string {
    if (this.bodies.length === 0) return 'Nobody was found.';
    return this.bodies
      .map(({ score, points }) => {
        const places = points.map(({ name, x, y }) => `${name} (${Math.round(x)}, ${Math.round(y)})`);
        return `Body ${(100 * score).toFixed(1)} %: ${places.join(', ') || 'no points'}`;
      })
      .join('\n');
  }
}
