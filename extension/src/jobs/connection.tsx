/** Says whether the list is live. A lost connection is restored by itself; the button only shortens the wait. */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import type { JobsFeed } from './feed.js';

interface Props {
  feed: JobsFeed;
  trans: TranslationBundle;
}

export function Connection({ feed, trans }: Props): React.JSX.Element {
  const { connection, loaded, error } = feed.list;
  if (connection !== 'lost') {
    const live = connection === 'live';
    return (
      <span className={`sonde-Connection${live ? ' sonde-mod-live' : ''}`} role="status">
        {live ? trans.__('Live') : trans.__('Connecting…')}
      </span>
    );
  }
  // The error notice below says it all, and has the button.
  if (!loaded) return <span className="sonde-Connection sonde-mod-lost">{trans.__('Not connected')}</span>;
  return (
    <span className="sonde-Connection sonde-mod-lost" role="status" title={error?.message}>
      {trans.__('Reconnecting…')}
      <button
        type="button"
        className="sonde-Button sonde-mod-small sonde-mod-quiet"
        onClick={() => feed.retry()}
      >
        {trans.__('Now')}
      </button>
    </span>
  );
}
