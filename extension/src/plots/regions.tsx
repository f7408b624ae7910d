/** A sound: its waveform with what was found in it, played from wherever it is clicked. */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { RegionsView } from '@sonde/schema';
import * as React from 'react';
import { Frame } from './frame.js';
import { ItemList } from './item-list.js';
import { formatSeconds, formatShare } from './numbers.js';
import { tintsOf } from './tints.js';
import { usePlayer } from './use-player.js';
import { Waveform } from './waveform.js';

interface Props {
  view: RegionsView;
  trans: TranslationBundle;
}

export function Regions({ view, trans }: Props): React.JSX.Element {
  const player = usePlayer(view.seconds);
  const [active, setActive] = React.useState<number | undefined>();
  const [pointed, setPointed] = React.useState<number | undefined>();
  const tint = tintsOf(view.regions.map(({ label }) => label));
  const second = pointed ?? player.at;
  const items = view.regions.map(({ start, end, label, score }) => ({
    name: label,
    value: `${formatSeconds(start)} – ${formatSeconds(end)}${score === undefined ? '' : ` · ${formatShare(score)}`}`,
    colour: tint(label)
  }));
  return (
    <Frame view={view} className="sonde-Regions">
      <div className="sonde-Regions-bar">
        {view.audio !== undefined && (
          <>
            <audio ref={player.audio} src={view.audio} preload="metadata" />
            <button
              type="button"
              className="sonde-Button sonde-mod-small"
              onClick={player.toggle}
              aria-label={player.isPlaying ? trans.__('Pause') : trans.__('Play')}
            >
              {player.isPlaying ? '❚❚' : '▶'}
            </button>
          </>
        )}
        <span className="sonde-Regions-time">
          {trans.__('%1 of %2', formatSeconds(second), formatSeconds(view.seconds))}
        </span>
        <span className="sonde-Regions-said" aria-live="polite">
          {said(view, second)}
        </span>
        {view.audio === undefined && (
          <span className="sonde-Regions-said">{trans.__('Too long to be played here.')}</span>
        )}
      </div>
      <Waveform
        view={view}
        tint={tint}
        active={active}
        at={player.at}
        pointed={pointed}
        onPoint={setPointed}
        onSeek={player.seek}
        label={trans.__('Waveform; arrow keys move through it')}
      />
      {items.length > 0 && (
        <ItemList
          label={trans.__('What was found')}
          items={items}
          active={active}
          onActive={setActive}
          onOpen={index => player.seek(view.regions[index]?.start ?? 0)}
        />
      )}
    </Frame>
  );
}

/** What was found at a second, and the curve's value there. */
function said(view: RegionsView, second: number): string {
  const here = view.regions.filter(({ start, end }) => start <= second && second <= end);
  const point = view.curve?.points.reduce<[number, number] | undefined>(
    (near, one) =>
      near === undefined || Math.abs(one[0] - second) < Math.abs(near[0] - second) ? one : near,
    undefined
  );
  const parts = here.map(({ label }) => label);
  if (view.curve && point) parts.push(`${view.curve.label} ${formatShare(point[1])}`);
  return parts.join(' · ');
}
