/** Cuts a leaning rectangle out of a picture and puts it upright. */
import { ImageValue } from '@sonde/toolkit';
import type { Rectangle } from './rectangle.js';

/** Each pixel is mixed from the four around its place; beyond the picture its edge goes on. */
export function cutOut(image: ImageValue, rectangle: Rectangle): ImageValue {
  const { x, y, angle } = rectangle;
  const [width, height] = [
    Math.max(1, Math.round(rectangle.width)),
    Math.max(1, Math.round(rectangle.height))
  ];
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  const pixels = new Uint8Array(width * height * 3);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const [along, across] = [column + 0.5 - width / 2, row + 0.5 - height / 2];
      mixed(
        image,
        x + along * cosine - across * sine - 0.5,
        y + along * sine + across * cosine - 0.5,
        pixels,
        (row * width + column) * 3
      );
    }
  }
  return new ImageValue(width, height, pixels);
}

function mixed(
  { data, width, height }: ImageValue,
  x: number,
  y: number,
  into: Uint8Array,
  at: number
): void {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [right, down] = [x - left, y - top];
  const columns = [clamp(left, width), clamp(left + 1, width)] as const;
  const rows = [clamp(top, height) * width, clamp(top + 1, height) * width] as const;
  for (let colour = 0; colour < 3; colour++) {
    const value = (row: 0 | 1, column: 0 | 1) => data[(rows[row] + columns[column]) * 3 + colour]!;
    const above = value(0, 0) + right * (value(0, 1) - value(0, 0));
    const below = value(1, 0) + right * (value(1, 1) - value(1, 0));
    into[at + colour] = Math.round(above + down * (below - above));
  }
}

function clamp(value: number, length: number): number {
  return Math.min(Math.max(value, 0), length - 1);
}
