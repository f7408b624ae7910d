/** Areas of a picture as a MIME bundle: each tinted, with the part of the picture it covers. */
import { mime, type MasksView, type MimeBundle } from '@sonde/schema';
import { tintsOf } from './colours.js';
import { formatShare } from './format-value.js';
import { framed } from './framed.js';
import { pictured, type ListRow, type Shown } from './pictured.js';
import { aligned, twin } from './short-text.js';
import { element, type Svg } from './svg.js';
import { withoutWrongScore } from './without-wrong-score.js';

export function masksBundle(given: MasksView): MimeBundle {
  const masks = given.masks.filter(({ share }) => Number.isFinite(share)).map(withoutWrongScore);
  const view = { ...given, masks };
  return { [mime.masks]: view, 'image/svg+xml': masksSvg(view), 'text/plain': masksText(view) };
}

export function masksSvg(view: MasksView): string {
  const tint = tintsOf(view.masks.map(mask => mask.label));
  const rows = view.masks.map(({ label, share }): ListRow => ({
    text: label,
    value: formatShare(share),
    colour: tint(label)
  }));
  return framed(
    view,
    masksText(view),
    pictured(view, rows, shown => drawMasks(view, tint, shown))
  );
}

/** One area a line: name, part of the picture, score. */
export function masksText(view: MasksView): string {
  const lines = view.masks.map(({ label, share, score }) => [
    label,
    `${formatShare(share)} of the picture`,
    ...(score === undefined ? [] : [`score ${formatShare(score)}`])
  ]);
  return twin(view, lines.length === 0 ? ['nothing found'] : aligned(lines));
}

function drawMasks(view: MasksView, tint: (label: string) => string, shown: Shown): Svg[] {
  const used = [...new Set(view.masks.map(({ label }) => tint(label)))];
  const areas = view.masks.map(({ label, mask }) =>
    element('image', {
      href: mask,
      width: shown.width,
      height: shown.height,
      preserveAspectRatio: 'none',
      filter: `url(#${filterId(tint(label))})`
    })
  );
  return [element('defs', {}, ...used.map(tinting)), ...areas];
}

/** Two pictures on one page share these ids, which is harmless: what has the same name is the same. */
const filterId = (colour: string): string => `sonde-tint-${colour.slice(1)}`;

/** Whatever is opaque becomes a pale film of the colour with a strong edge. */
function tinting(colour: string): Svg {
  return element(
    'filter',
    {
      id: filterId(colour),
      x: 0,
      y: 0,
      width: 1,
      height: 1,
      'color-interpolation-filters': 'sRGB'
    },
    element('feMorphology', { in: 'SourceAlpha', operator: 'erode', radius: 1.5, result: 'inner' }),
    element('feFlood', { 'flood-color': colour, result: 'colour' }),
    element('feComposite', { in: 'colour', in2: 'SourceAlpha', operator: 'in', result: 'area' }),
    element('feComposite', { in: 'area', in2: 'inner', operator: 'out', result: 'edge' }),
    element(
      'feComponentTransfer',
      { in: 'area', result: 'film' },
      element('feFuncA', { type: 'linear', slope: 0.45 })
    ),
    element('feMerge', {}, element('feMergeNode', { in: 'film' }), element('feMergeNode', { in: 'edge' }))
  );
}
