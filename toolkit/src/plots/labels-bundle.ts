/** Labels with probabilities as a MIME bundle, drawn as bars beside the picture they belong to. */
import { mime, type LabelsView, type MimeBundle } from '@sonde/schema';
import { colours } from './colours.js';
import { formatShare } from './format-value.js';
import { element, picture, type Svg } from './svg.js';

export function labelsBundle(given: LabelsView): MimeBundle {
  const labels = given.labels.filter(({ probability }) => Number.isFinite(probability));
  const view = { ...given, labels };
  return { [mime.labels]: view, 'image/svg+xml': labelsSvg(view), 'text/plain': labelsText(view) };
}

const side = 200;
const row = 34;
const barWidth = 220;

export function labelsSvg(view: LabelsView): string {
  const left = view.image ? side + 24 : 8;
  const top = view.title ? 30 : 8;
  const { width, height } = shownSize(view);
  const bottom = Math.max(top + view.labels.length * row, view.image ? top + height : 0) + 8;
  const parts: Svg[] = [];
  if (view.title) {
    parts.push(
      element('text', { x: 8, y: 18, fill: colours.text, 'font-size': 14, 'font-weight': 600 }, view.title)
    );
  }
  if (view.image) parts.push(element('image', { href: view.image, x: 8, y: top, width, height }));
  parts.push(...view.labels.flatMap((one, index) => bar(one, left, top + index * row, index === 0)));
  if (view.footnote) {
    parts.push(element('text', { x: 8, y: bottom + 12, fill: colours.text, 'font-size': 11 }, view.footnote));
  }
  const size = { width: left + barWidth + 80, height: bottom + (view.footnote ? 22 : 4) };
  return picture(size, labelsText(view), ...parts);
}

/** One label a line, best first, with its probability. */
export function labelsText(view: LabelsView): string {
  const width = Math.max(0, ...view.labels.map(({ label }) => label.length));
  const lines = view.labels.map(
    ({ label, probability }) => `${label.padEnd(width)}  ${formatShare(probability)}`
  );
  return [...(view.title ? [view.title] : []), ...lines, ...(view.footnote ? [view.footnote] : [])].join(
    '\n'
  );
}

function bar(
  { label, probability }: LabelsView['labels'][number],
  x: number,
  y: number,
  isFirst: boolean
): Svg[] {
  const shown = label.length > 38 ? `${label.slice(0, 37)}…` : label;
  const share = Math.max(0, Math.min(1, probability));
  return [
    element('text', { x, y: y + 12, fill: colours.text, 'font-weight': isFirst ? 600 : undefined }, shown),
    element('rect', {
      x,
      y: y + 17,
      width: barWidth,
      height: 8,
      rx: 2,
      fill: colours.line,
      'fill-opacity': 0.2
    }),
    element('rect', { x, y: y + 17, width: share * barWidth, height: 8, rx: 2, fill: colours.training }),
    element('text', { x: x + barWidth + 8, y: y + 25, fill: colours.text }, formatShare(probability))
  ];
}

/** The picture fitted into a square, its proportions kept. */
function shownSize({ width = side, height = side }: LabelsView): { width: number; height: number } {
  const scale = side / Math.max(width, height, 1);
  return { width: width * scale, height: height * scale };
}
