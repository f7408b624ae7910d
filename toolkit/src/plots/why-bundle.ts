/** Which parts of a picture speak for a label, as a MIME bundle: the picture beside itself under a film of colour. */
import { mime, type MimeBundle, type WhyView } from '@sonde/schema';
import { colours } from './colours.js';
import { formatShare } from './format-value.js';
import { framed } from './framed.js';
import { shownSize } from './pictured.js';
import { cut, twin } from './short-text.js';
import { element, type Svg } from './svg.js';

export function whyBundle(given: WhyView): MimeBundle {
  const view = {
    ...given,
    heat: given.heat.map(row => row.map(value => (Number.isFinite(value) ? value : 0)))
  };
  return { [mime.why]: view, 'image/svg+xml': whySvg(view), 'text/plain': whyText(view) };
}

export function whySvg(view: WhyView): string {
  const { width, height } = shownSize(view, 340);
  const beside = width + 12;
  const image = { href: view.image, y: 22, width, height, preserveAspectRatio: 'none' };
  const parts = [
    element(
      'text',
      { y: 14, fill: colours.text, 'font-weight': 600 },
      `${cut(view.label, 30)} ${formatShare(view.probability)}`
    ),
    element('image', image),
    element('image', { ...image, x: beside }),
    element('g', { transform: `translate(${beside.toFixed(2)} 22)` }, ...film(view.heat, width, height)),
    ...key(beside + 2, cut(view.label, 22)),
    element('text', { y: height + 40, fill: colours.text, 'font-size': 11 }, cut(view.method, 110))
  ];
  return framed(view, whyText(view), { width: Math.max(beside + width, 640), height: height + 46, parts });
}

/** The cells that matter most, in words, and all of them as digits. */
export function whyText(view: WhyView): string {
  const most = strongest(view.heat);
  const digits = view.heat.map(row =>
    row.map(value => (value <= 0 ? '.' : String(Math.min(9, Math.floor((value / most) * 9.99))))).join(' ')
  );
  return twin(view, [
    `Why "${view.label}" (${formatShare(view.probability)}): 9 where covering it lowers the probability most (by ${formatShare(largest(view.heat))})`,
    ...digits,
    view.method
  ]);
}

const strongest = (heat: number[][]): number => Math.max(1e-9, ...heat.flat().map(Math.abs));
const largest = (heat: number[][]): number => Math.max(0, ...heat.flat());

function film(heat: number[][], width: number, height: number): Svg[] {
  const most = strongest(heat);
  return heat.flatMap((row, y) =>
    row.flatMap((value, x) => {
      const share = Math.abs(value) / most;
      if (share < 0.04) return [];
      const cell = { width: width / row.length, height: height / heat.length };
      return [
        element('rect', {
          x: x * cell.width,
          y: y * cell.height,
          ...cell,
          fill: value > 0 ? colours.bad : colours.training,
          'fill-opacity': 0.75 * share
        })
      ];
    })
  );
}

/** What the two colours say. */
function key(x: number, label: string): Svg[] {
  const second = x + 34 + (label.length + 11) * 6.4;
  return [
    element('rect', { x, y: 5, width: 10, height: 10, rx: 2, fill: colours.bad }),
    element('text', { x: x + 15, y: 14, fill: colours.text }, `speaks for ${label}`),
    element('rect', { x: second, y: 5, width: 10, height: 10, rx: 2, fill: colours.training }),
    element('text', { x: second + 15, y: 14, fill: colours.text }, 'against')
  ];
}
