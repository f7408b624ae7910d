/** Names on the frames of a picture: inside the picture, and not upon each other. */
import { cut } from './short-text.js';
import { element, type Svg } from './svg.js';
import { columnsOf } from './wrapped.js';

interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Tagged {
  text: string;
  frame: Rectangle;
  colour: string;
}

const height = 16;

/** The first come first; a tag that finds no free place is left out, the list beside the picture names its box. */
export function placeTags(
  boxes: readonly Tagged[],
  picture: { width: number; height: number }
): readonly Svg[] {
  const taken: Rectangle[] = [];
  return boxes.flatMap(({ text, frame, colour }) => {
    const words = cut(text, 22);
    const width = Math.min(picture.width, columnsOf(words) * 6.6 + 8);
    const x = Math.max(0, Math.min(frame.x - 1, picture.width - width));
    const bottom = frame.y + frame.height;
    const right = { x: frame.x + frame.width, y: frame.y + (frame.height - height) / 2 };
    const places = [frame.y - height, frame.y, bottom, bottom - height].map(y => ({ x, y }));
    const place = [...places, right]
      .map(corner => ({ ...corner, width, height }))
      .filter(candidate => isInside(candidate, picture))
      .find(candidate => !taken.some(other => overlaps(candidate, other)));
    if (!place) return [];
    taken.push(place);
    return [
      element('rect', { ...place, fill: colour, rx: 2 }),
      element('text', { x: place.x + 4, y: place.y + 12, fill: '#ffffff', 'font-size': 11 }, words)
    ];
  });
}

function isInside(a: Rectangle, { width, height }: { width: number; height: number }): boolean {
  return a.x >= 0 && a.y >= 0 && a.x + a.width <= width && a.y + a.height <= height;
}

function overlaps(a: Rectangle, b: Rectangle): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
