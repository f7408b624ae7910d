/** Points of bodies, joined by lines; paler where the model is unsure. */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { KeypointsView } from '@sonde/schema';
import * as React from 'react';
import { shapeClass } from './boxes.js';
import { Frame } from './frame.js';
import { formatShare } from './numbers.js';
import { PictureStage } from './picture-stage.js';
import { Slider } from './slider.js';
import { tintsOf } from './tints.js';

interface Props {
  view: KeypointsView;
  trans: TranslationBundle;
}

export function Keypoints({ view, trans }: Props): React.JSX.Element {
  const [threshold, setThreshold] = React.useState(0);
  const tint = tintsOf(view.bodies.map((_, body) => String(body)));
  const radius = Math.max(view.width, view.height) / 90;
  const points = view.bodies.flatMap((body, index) =>
    body.points.filter(point => point.score >= threshold).map(point => ({ ...point, body: index }))
  );
  const items = points.map(({ name, score, x, y, body }) => ({
    name: view.bodies.length > 1 ? trans.__('%1, body %2', name, body + 1) : name,
    value: formatShare(score),
    colour: tint(String(body)),
    tip: [
      trans.__('score %1', formatShare(score)),
      trans.__('at %1, %2', Math.round(x), Math.round(y)),
      trans.__('body %1: %2', body + 1, formatShare(view.bodies[body]?.score ?? NaN))
    ],
    x,
    y
  }));
  return (
    <Frame view={view} className="sonde-Keypoints">
      <PictureStage
        view={view}
        items={items}
        listLabel={trans.__('Points')}
        empty={view.bodies.length === 0 ? trans.__('Nothing found.') : trans.__('Nothing above this score.')}
        shapes={({ active, point }) => (
          <>
            {joints(view, points).map(({ from, to }, index) => (
              <line
                key={index}
                x1={from.x}
                y1={from.y}
                x2={to.x}
                y2={to.y}
                className="sonde-Keypoints-line"
                style={{
                  stroke: tint(String(from.body)),
                  opacity: 0.3 + 0.7 * Math.min(from.score, to.score)
                }}
              />
            ))}
            {points.map((one, index) => (
              <circle
                key={index}
                cx={one.x}
                cy={one.y}
                r={active === index ? radius * 1.6 : radius}
                className={`sonde-Keypoints-point ${shapeClass(active, index)}`}
                style={{ fill: tint(String(one.body)) }}
                onMouseEnter={() => point(index)}
                onMouseLeave={() => point(undefined)}
              />
            ))}
          </>
        )}
      >
        {view.bodies.length > 0 && (
          <Slider label={trans.__('Score from')} value={threshold} onChange={setThreshold} />
        )}
      </PictureStage>
    </Frame>
  );
}

type Point = KeypointsView['bodies'][number]['points'][number] & { body: number };

/** The lines of each body whose two ends are shown. */
function joints(view: KeypointsView, points: readonly Point[]): { from: Point; to: Point }[] {
  return view.bodies.flatMap((_, body) => {
    const named = new Map(points.filter(point => point.body === body).map(point => [point.name, point]));
    return view.lines.flatMap(([a, b]) => {
      const [from, to] = [named.get(a), named.get(b)];
      return from && to ? [{ from, to }] : [];
    });
  });
}
