/** Objects found in a picture as a MIME bundle: a frame around each, named. */
import { mime, type BoxesView, type MimeBundle } from '@sonde/schema';
import { placeTags } from './box-tags.js';
import { tintsOf } from './colours.js';
import { formatShare } from './format-value.js';
import { framed } from './framed.js';
import { pictured, type ListRow, type Shown } from './pictured.js';
import { aligned, twin } from './short-text.js';
import { element, type Svg } from './svg.js';

type Box = BoxesView['boxes'][number];

export function boxesBundle(given: BoxesView): MimeBundle {
  const boxes = given.boxes.filter(box =>
    [box.score, box.x, box.y, box.width, box.height].every(Number.isFinite)
  );
  const view = { ...given, boxes };
  return { [mime.boxes]: view, 'image/svg+xml': boxesSvg(view), 'text/plain': boxesText(view) };
}

export function boxesSvg(view: BoxesView): string {
  const tint = tintsOf(view.boxes.map(box => box.label));
  // Where nearly every box has a name of its own (lines of text), numbers stand in the picture and names beside it.
  const isNumbered = new Set(view.boxes.map(box => box.label)).size > 8;
  const rows = view.boxes.map((box, index): ListRow => ({
    text: isNumbered ? `${index + 1}  ${box.label}` : box.label,
    value: formatShare(box.score),
    colour: tint(box.label)
  }));
  const tagOf = (box: Box, index: number): string => (isNumbered ? String(index + 1) : box.label);
  const drawn = pictured(view, rows, shown => drawBoxes(view.boxes, tint, tagOf, shown));
  return framed(view, boxesText(view), drawn);
}

/** One object a line: name, score, place in pixels. */
export function boxesText(view: BoxesView): string {
  const lines = view.boxes.map(({ label, score, x, y, width, height }) => [
    label,
    formatShare(score),
    `${Math.round(width)}×${Math.round(height)} at ${Math.round(x)}, ${Math.round(y)}`
  ]);
  return twin(view, lines.length === 0 ? ['nothing found'] : aligned(lines));
}

function drawBoxes(
  boxes: readonly Box[],
  tint: (label: string) => string,
  tagOf: (box: Box, index: number) => string,
  shown: Shown
): Svg[] {
  const { scale } = shown;
  const frames = boxes.map(box => {
    const left = clamp(box.x * scale, shown.width);
    const top = clamp(box.y * scale, shown.height);
    const right = clamp((box.x + box.width) * scale, shown.width);
    const bottom = clamp((box.y + box.height) * scale, shown.height);
    return { x: left, y: top, width: Math.max(1, right - left), height: Math.max(1, bottom - top) };
  });
  // A pale line below the coloured one parts a frame from whatever the picture shows.
  const thick = boxes.length > 20 ? 1.4 : 2;
  const outlines = boxes.flatMap((box, index) => [
    element('rect', {
      ...frames[index],
      fill: 'none',
      stroke: '#ffffff',
      'stroke-opacity': 0.7,
      'stroke-width': thick + 1.6
    }),
    element('rect', { ...frames[index], fill: 'none', stroke: tint(box.label), 'stroke-width': thick })
  ]);
  const tags = placeTags(
    boxes.map((box, index) => ({ text: tagOf(box, index), frame: frames[index]!, colour: tint(box.label) })),
    shown
  );
  return [...outlines, ...tags];
}

function clamp(value: number, most: number): number {
  return Math.min(most, Math.max(0, value));
}
