/** Pictures that show the same as a MIME bundle: side by side, captions above. */
import { mime, type ImagesView, type MimeBundle } from '@sonde/schema';
import { colours } from './colours.js';
import { framed } from './framed.js';
import { shownSize } from './pictured.js';
import { cut, twin } from './short-text.js';
import { element, type Svg } from './svg.js';

export function imagesBundle(given: ImagesView): MimeBundle {
  const view = { ...given, images: given.images.filter(({ width, height }) => width > 0 && height > 0) };
  return { [mime.images]: view, 'image/svg+xml': imagesSvg(view), 'text/plain': imagesText(view) };
}

const gap = 12;
const perRow = 3;

export function imagesSvg(view: ImagesView): string {
  const edge = view.images.length > 2 ? 240 : 360;
  const parts: Svg[] = [];
  let [x, y, rowHeight, width] = [0, 0, 0, 0];
  view.images.forEach(({ caption, image, ...size }, index) => {
    if (index > 0 && index % perRow === 0) [x, y, rowHeight] = [0, y + rowHeight + gap, 0];
    // Of the same width, whatever their pixels: they show the same.
    const shown = shownSize(size, edge);
    const grown = edge / Math.max(shown.width, shown.height);
    const place = { x, y: y + 20, width: shown.width * grown, height: shown.height * grown };
    parts.push(
      element('text', { x, y: y + 13, fill: colours.text }, cut(caption, Math.floor(place.width / 6.4))),
      element('image', { href: image, ...place, preserveAspectRatio: 'none' })
    );
    width = Math.max(width, x + place.width);
    rowHeight = Math.max(rowHeight, place.height + 20);
    x += place.width + gap;
  });
  return framed(view, imagesText(view), { width, height: y + rowHeight, parts });
}

/** One picture a line: caption and size. */
export function imagesText(view: ImagesView): string {
  return twin(
    view,
    view.images.map(({ caption, width, height }) => `${caption} (${width}×${height})`)
  );
}
