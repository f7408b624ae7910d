/** Areas of a picture as films of colour, as strong as the reader wants them. */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { MasksView } from '@sonde/schema';
import * as React from 'react';
import { Frame } from './frame.js';
import { useMaskAt } from './mask-at.js';
import { formatShare } from './numbers.js';
import { PictureStage } from './picture-stage.js';
import { Slider } from './slider.js';
import { tintsOf } from './tints.js';

export function Masks({ view, trans }: { view: MasksView; trans: TranslationBundle }): React.JSX.Element {
  const [opacity, setOpacity] = React.useState(0.5);
  const maskAt = useMaskAt(view.masks);
  const [at, setAt] = React.useState<{ x: number; y: number }>();
  const tint = tintsOf(view.masks.map(mask => mask.label));
  const items = view.masks.map(({ label, share, score }) => ({
    name: label,
    value: formatShare(share),
    colour: tint(label),
    tip: [
      trans.__('%1 of the picture', formatShare(share)),
      ...(score === undefined ? [] : [trans.__('score %1', formatShare(score))]),
      ...(at ? [trans.__('at %1, %2', Math.round(at.x), Math.round(at.y))] : [])
    ],
    x: at?.x ?? view.width / 2,
    y: at?.y ?? view.height / 2
  }));
  return (
    <Frame view={view} className="sonde-Masks">
      <PictureStage
        view={view}
        items={items}
        listLabel={trans.__('Areas')}
        empty={trans.__('Nothing found.')}
        itemAt={(x, y) => {
          const found = maskAt(x / view.width, y / view.height);
          setAt(found === undefined ? undefined : { x, y });
          return found;
        }}
        films={({ active }) =>
          view.masks.map(({ label, mask }, index) => (
            <div
              key={index}
              className="sonde-Masks-film"
              style={{
                background: tint(label),
                maskImage: `url(${mask})`,
                WebkitMaskImage: `url(${mask})`,
                opacity:
                  active === undefined ? opacity : active === index ? Math.max(0.7, opacity) : opacity / 4
              }}
            />
          ))
        }
      >
        {view.masks.length > 0 && (
          <Slider label={trans.__('Opacity')} value={opacity} onChange={setOpacity} />
        )}
      </PictureStage>
    </Frame>
  );
}
