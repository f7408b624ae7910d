/** A picture with something drawn over it and a list of what that is: beside it, or below a wide one. */
import type { PictureView } from '@sonde/schema';
import { colours } from './colours.js';
import type { Drawing } from './framed.js';
import { cut } from './short-text.js';
import { element, type Svg } from './svg.js';

export interface ListRow {
  text: string;
  value?: string;
  colour?: string;
}

/** Where the picture is drawn: pixels of the picture times `scale`. */
export interface Shown {
  width: number;
  height: number;
  scale: number;
}

const rowHeight = 21;
const listWidth = 240;
const mostRows = 18;

export function pictured(
  view: PictureView,
  rows: readonly ListRow[],
  over: (shown: Shown) => readonly Svg[]
): Drawing {
  const isWide = view.width > view.height * 2.2;
  const shown = shownSize(view, isWide ? 680 : 440);
  const x = isWide ? 0 : shown.width + 18;
  const y = isWide ? shown.height + 6 : 0;
  const list = drawList(rows, x, y);
  const image = element('image', {
    href: view.image,
    width: shown.width,
    height: shown.height,
    preserveAspectRatio: 'none'
  });
  const wanted = rows.length === 0 ? 0 : listWidth;
  return {
    width: isWide ? Math.max(shown.width, wanted) : shown.width + (wanted && wanted + 18),
    height: isWide ? shown.height + 6 + list.height : Math.max(shown.height, list.height),
    parts: [image, ...over(shown), ...list.parts]
  };
}

/** The picture's proportions in a square: small ones are shown larger, or nothing could be told apart on them. */
export function shownSize({ width, height }: { width: number; height: number }, edge: number): Shown {
  const sizes = [width, height].map(size => (Number.isFinite(size) && size > 0 ? size : 1));
  const [wide = 1, high = 1] = sizes;
  const longest = Math.max(wide, high);
  const scale = Math.min(edge, Math.max(edge * 0.6, longest)) / longest;
  return { width: wide * scale, height: high * scale, scale };
}

function drawList(
  rows: readonly ListRow[],
  x: number,
  top: number
): { parts: readonly Svg[]; height: number } {
  const some = rows.slice(0, rows.length > mostRows ? mostRows - 1 : mostRows);
  const left = rows.length - some.length;
  const lines: ListRow[] = left > 0 ? [...some, { text: `and ${left} more` }] : some;
  const parts = lines.flatMap(({ text, value, colour }, index) => {
    const y = top + index * rowHeight + 14;
    return [
      ...(colour ? [element('rect', { x, y: y - 9, width: 10, height: 10, rx: 2, fill: colour })] : []),
      element('text', { x: colour ? x + 16 : x, y, fill: colours.text }, cut(text, value ? 28 : 38)),
      ...(value
        ? [element('text', { x: x + listWidth, y, fill: colours.text, 'text-anchor': 'end' }, value)]
        : [])
    ];
  });
  return { parts, height: lines.length * rowHeight };
}
