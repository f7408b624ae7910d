/** Many results as a MIME bundle: a tile for each, with its picture or its first words. */
import { mime, type GalleryView, type MimeBundle } from '@sonde/schema';
import { colours } from './colours.js';
import { framed } from './framed.js';
import { cut, twin } from './short-text.js';
import { element, type Svg } from './svg.js';
import { bundleOf } from './view-bundle.js';

type Item = GalleryView['items'][number];

export function galleryBundle(view: GalleryView): MimeBundle {
  return { [mime.gallery]: view, 'image/svg+xml': gallerySvg(view), 'text/plain': galleryText(view) };
}

const tile = { width: 168, height: 190, picture: 120, perRow: 4 };
/** The static picture shows the first ones: each has its pixels in it once more. */
const mostTiles = 24;

export function gallerySvg(view: GalleryView): string {
  const some = view.items.slice(0, mostTiles);
  const parts = some.map((item, index) => {
    const x = (index % tile.perRow) * (tile.width + 8);
    const y = Math.floor(index / tile.perRow) * tile.height;
    return element('g', { transform: `translate(${x} ${y})` }, ...drawTile(item));
  });
  const left = view.items.length - some.length;
  const footnote = [...(left > 0 ? [`and ${left} more`] : []), ...(view.footnote ? [view.footnote] : [])];
  const size = {
    width: Math.min(some.length, tile.perRow) * (tile.width + 8),
    height: Math.ceil(some.length / tile.perRow) * tile.height
  };
  const framedView = { title: view.title, footnote: footnote.join(' · ') };
  return framed(framedView, cut(galleryText(view), 600), { ...size, parts });
}

/** One result a line: title and what was found first. */
export function galleryText(view: GalleryView): string {
  return twin(
    view,
    view.items.map(item => `${item.title}: ${linesOf(item).slice(0, 3).join(', ')}`)
  );
}

function drawTile(item: Item): Svg[] {
  const image = pictureOf(item.view);
  const lines = linesOf(item);
  const parts = [
    element('text', { y: 13, fill: colours.text, 'font-weight': 600 }, cut(item.title, 21)),
    element('line', { x1: 0, x2: tile.width, y1: 19, y2: 19, stroke: colours.line, 'stroke-opacity': 0.3 })
  ];
  let y = 38;
  if (image !== undefined) {
    // Fitted into the tile by the viewer itself, its proportions kept.
    parts.push(element('image', { href: image, y: 26, width: tile.width, height: tile.picture }));
    y = 26 + tile.picture + 15;
  }
  const room = image === undefined ? 9 : 2;
  lines.slice(0, room).forEach((line, index) => {
    parts.push(element('text', { y: y + index * 15, fill: colours.text, 'font-size': 11 }, cut(line, 27)));
  });
  return parts;
}

/** What the item's own text says, without its title and footnote. */
function linesOf({ mime: type, view }: Item): string[] {
  const written = typeof view === 'string' ? view : bundleOf(type, view)?.['text/plain'];
  const text = typeof written === 'string' ? written : '';
  const { title, footnote } = (view ?? {}) as { title?: unknown; footnote?: unknown };
  return text
    .split('\n')
    .filter(line => line !== '' && line !== title && line !== footnote)
    .map(line => line.replace(/\s+/g, ' '));
}

function pictureOf(view: unknown): string | undefined {
  const { image, images } = (view ?? {}) as Record<string, unknown>;
  if (typeof image === 'string') return image;
  const last: unknown = Array.isArray(images) ? images.at(-1) : undefined;
  return last === undefined ? undefined : pictureOf(last);
}
