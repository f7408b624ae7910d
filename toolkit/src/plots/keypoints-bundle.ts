/** Points of bodies as a MIME bundle: dots joined by lines, a colour for each body. */
import { mime, type KeypointsView, type MimeBundle } from '@sonde/schema';
import { tintsOf } from './colours.js';
import { formatShare } from './format-value.js';
import { framed } from './framed.js';
import { pictured, type ListRow, type Shown } from './pictured.js';
import { aligned, twin } from './short-text.js';
import { element, type Svg } from './svg.js';

type Body = KeypointsView['bodies'][number];

export function keypointsBundle(given: KeypointsView): MimeBundle {
  const bodies = given.bodies.map(body => ({
    score: body.score || 0,
    points: body.points.filter(({ x, y, score }) => [x, y, score].every(Number.isFinite))
  }));
  const view = { ...given, bodies };
  return { [mime.keypoints]: view, 'image/svg+xml': keypointsSvg(view), 'text/plain': keypointsText(view) };
}

export function keypointsSvg(view: KeypointsView): string {
  const names = view.bodies.map((_, index) => bodyName(index));
  const tint = tintsOf(names);
  const rows = view.bodies.map((body, index): ListRow => ({
    text: `${bodyName(index)}, ${body.points.length} points`,
    value: formatShare(body.score),
    colour: tint(bodyName(index))
  }));
  const drawn = pictured(view, rows, shown =>
    view.bodies.flatMap((body, index) => drawBody(body, view.lines, tint(bodyName(index)), shown))
  );
  return framed(view, keypointsText(view), drawn);
}

/** Each body with its points: name, place in pixels, score. */
export function keypointsText(view: KeypointsView): string {
  const lines = view.bodies.flatMap((body, index) => [
    `${bodyName(index)}: ${formatShare(body.score)}`,
    ...aligned(
      body.points.map(({ name, x, y, score }) => [
        `  ${name}`,
        `${Math.round(x)}, ${Math.round(y)}`,
        formatShare(score)
      ])
    )
  ]);
  return twin(view, lines.length === 0 ? ['nothing found'] : lines);
}

const bodyName = (index: number): string => `body ${index + 1}`;

/** What the model is unsure of is drawn paler. */
function drawBody(body: Body, lines: KeypointsView['lines'], colour: string, { scale }: Shown): Svg[] {
  const points = new Map(body.points.map(point => [point.name, point]));
  const joints = lines.flatMap(([from, to]) => {
    const [a, b] = [points.get(from), points.get(to)];
    if (!a || !b) return [];
    const place = { x1: a.x * scale, y1: a.y * scale, x2: b.x * scale, y2: b.y * scale };
    const opacity = paleness(Math.min(a.score, b.score));
    return [
      element('line', { ...place, stroke: '#ffffff', 'stroke-width': 5, opacity: opacity * 0.7 }),
      element('line', { ...place, stroke: colour, 'stroke-width': 3, opacity })
    ];
  });
  const dots = body.points.map(({ x, y, score }) =>
    element('circle', {
      cx: x * scale,
      cy: y * scale,
      r: 3.5,
      fill: colour,
      stroke: '#ffffff',
      'stroke-width': 1.2,
      opacity: paleness(score)
    })
  );
  return [...joints, ...dots];
}

function paleness(score: number): number {
  return 0.25 + 0.75 * Math.min(1, Math.max(0, score));
}
