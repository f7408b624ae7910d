/** Objects found in a picture: a frame around each, and a slider that leaves out what the model is unsure of. */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { BoxesView } from '@sonde/schema';
import * as React from 'react';
import { Frame } from './frame.js';
import { formatShare } from './numbers.js';
import { PictureStage } from './picture-stage.js';
import { Slider } from './slider.js';
import { tintsOf } from './tints.js';

export function Boxes({ view, trans }: { view: BoxesView; trans: TranslationBundle }): React.JSX.Element {
  const [threshold, setThreshold] = React.useState(0);
  const tint = tintsOf(view.boxes.map(box => box.label));
  const boxes = view.boxes.filter(box => box.score >= threshold);
  const items = boxes.map(box => ({
    name: box.label,
    value: formatShare(box.score),
    colour: tint(box.label),
    tip: [
      trans.__('score %1', formatShare(box.score)),
      trans.__('left %1, top %2', Math.round(box.x), Math.round(box.y)),
      trans.__('%1 × %2 pixels', Math.round(box.width), Math.round(box.height))
    ],
    x: box.x + box.width / 2,
    y: box.y + box.height / 2
  }));
  return (
    <Frame view={view} className="sonde-Boxes">
      <PictureStage
        view={view}
        items={items}
        listLabel={trans.__('Objects found')}
        empty={view.boxes.length === 0 ? trans.__('Nothing found.') : trans.__('Nothing above this score.')}
        shapes={({ active, point }) =>
          // The largest first, so that a small one in front of it can be pointed at.
          boxes
            .map((box, index) => ({ box, index }))
            .sort((a, b) => b.box.width * b.box.height - a.box.width * a.box.height)
            .map(({ box, index }) => (
              <rect
                key={index}
                x={box.x}
                y={box.y}
                width={box.width}
                height={box.height}
                className={shapeClass(active, index)}
                style={{ stroke: tint(box.label), fill: tint(box.label) }}
                onMouseEnter={() => point(index)}
                onMouseLeave={() => point(undefined)}
              />
            ))
        }
      >
        {view.boxes.length > 0 && (
          <Slider
            label={trans.__('Score from')}
            value={threshold}
            onChange={setThreshold}
            shown={trans.__('%1: %2 of %3', formatShare(threshold), boxes.length, view.boxes.length)}
          />
        )}
      </PictureStage>
    </Frame>
  );
}

/** What is not pointed at steps back while something is. */
export function shapeClass(active: number | undefined, index: number): string {
  if (active === undefined) return 'sonde-Shape';
  return active === index ? 'sonde-Shape sonde-mod-active' : 'sonde-Shape sonde-mod-back';
}
