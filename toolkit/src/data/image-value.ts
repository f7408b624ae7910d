/** A picture in memory, upright, as plain RGB. In a notebook it shows itself. */
import sharp from 'sharp';
import { jupyterDisplay, type Displayable, type MimeBundle } from '@sonde/schema';

export class ImageValue implements Displayable {
  constructor(
    readonly width: number,
    readonly height: number,
    /** Red, green, blue of each pixel, row by row from the top left. */
    readonly data: Uint8Array,
    /** Where it was read from, for messages: a path or URL. */
    readonly source?: string,
    /** Pictures in the file, where it is an animation or has several pages; this is the first of them. */
    readonly frames: number = 1
  ) {}

  /** A JPEG as `data:` URL, no edge longer than `maxEdge` pixels. */
  async preview(maxEdge = 512): Promise<string> {
    return `data:image/jpeg;base64,${(await this.#jpeg(maxEdge)).toString('base64')}`;
  }

  async [jupyterDisplay](): Promise<MimeBundle> {
    return { 'image/jpeg': (await this.#jpeg(640)).toString('base64'), 'text/plain': this.toString() };
  }

  toString(): string {
    const which = this.frames > 1 ? `, the first of ${this.frames} frames` : '';
    return `Image ${this.width}×${this.height}${this.source ? ` from ${this.source}` : ''}${which}`;
  }

  #jpeg(maxEdge: number): Promise<Buffer> {
    return sharp(this.data, { raw: { width: this.width, height: this.height, channels: 3 } })
      .resize({ width: maxEdge, height: maxEdge, fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: 85 })
      .toBuffer();
  }
}
