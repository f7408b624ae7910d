/** Pictures that show the same, side by side; two of the same proportions also upon each other with a dividing line. */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { ImagesView } from '@sonde/schema';
import * as React from 'react';
import { Frame } from './frame.js';

type One = ImagesView['images'][number];

export function Images({ view, trans }: { view: ImagesView; trans: TranslationBundle }): React.JSX.Element {
  const [first, second] = view.images;
  const canCompare =
    view.images.length === 2 && first !== undefined && second !== undefined && alike(first, second);
  const [comparing, setComparing] = React.useState(true);
  return (
    <Frame view={view} className="sonde-Images">
      {canCompare && comparing ? (
        <Compare before={first} after={second} trans={trans} />
      ) : (
        <div className="sonde-Images-row">
          {view.images.map((one, index) => (
            <div key={index} className="sonde-Images-one">
              <p>
                {one.caption} <span>{trans.__('%1 × %2', one.width, one.height)}</span>
              </p>
              <img src={one.image} alt={one.caption} />
            </div>
          ))}
        </div>
      )}
      {canCompare && (
        <button
          type="button"
          className="sonde-Button sonde-mod-small"
          aria-pressed={!comparing}
          onClick={() => setComparing(!comparing)}
        >
          {comparing ? trans.__('Side by side') : trans.__('Compare')}
        </button>
      )}
    </Frame>
  );
}

function alike(a: One, b: One): boolean {
  return Math.abs(a.width / a.height / (b.width / b.height) - 1) < 0.02;
}

interface CompareProps {
  before: One;
  after: One;
  trans: TranslationBundle;
}

/** The range lies over the pictures: dragging anywhere, or the arrow keys, moves the line. */
function Compare({ before, after, trans }: CompareProps): React.JSX.Element {
  const [share, setShare] = React.useState(50);
  const larger = before.width > after.width ? before : after;
  const width = Math.min(Math.max(360, larger.width), 640, (560 * larger.width) / larger.height);
  return (
    <>
      <div className="sonde-Compare-captions">
        <span>{before.caption}</span>
        <span>{after.caption}</span>
      </div>
      <div className="sonde-Compare" style={{ aspectRatio: `${larger.width} / ${larger.height}`, width }}>
        <img src={after.image} alt={after.caption} />
        <img src={before.image} alt={before.caption} style={{ clipPath: `inset(0 ${100 - share}% 0 0)` }} />
        <div className="sonde-Compare-line" style={{ left: `${share}%` }} aria-hidden="true" />
        <input
          type="range"
          min={0}
          max={100}
          value={share}
          aria-label={trans.__('How much of "%1" is shown', before.caption)}
          onChange={event => setShare(Number(event.target.value))}
        />
      </div>
    </>
  );
}
