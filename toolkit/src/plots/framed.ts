/** Puts a title above and a footnote below what is drawn, and makes a whole picture of it. */
import { colours } from './colours.js';
import { cut } from './short-text.js';
import { element, picture, type Svg } from './svg.js';

/** Something drawn, from its own top left. */
export interface Drawing {
  width: number;
  height: number;
  parts: readonly Svg[];
}

/**
 * @param text the twin in words, for screen readers
 */
export function framed(
  view: { title?: string | undefined; footnote?: string | undefined },
  text: string,
  drawing: Drawing
): string {
  const width = Math.max(320, drawing.width + 16);
  const top = view.title ? 30 : 8;
  const bottom = top + drawing.height;
  const parts: Svg[] = [];
  if (view.title) parts.push(heading(cut(view.title, Math.floor(width / 7.6))));
  parts.push(element('g', { transform: `translate(8 ${top})` }, ...drawing.parts));
  if (view.footnote) {
    const note = cut(view.footnote, Math.floor(width / 5.6));
    parts.push(element('text', { x: 8, y: bottom + 20, fill: colours.text, 'font-size': 11 }, note));
  }
  const size = { width: Math.ceil(width), height: Math.ceil(bottom + (view.footnote ? 30 : 8)) };
  return picture(size, cut(text, 600), ...parts);
}

function heading(title: string): Svg {
  return element('text', { x: 8, y: 18, fill: colours.text, 'font-size': 14, 'font-weight': 600 }, title);
}
