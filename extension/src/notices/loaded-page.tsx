/** The frame of a page in the main area whose content is loaded: a skeleton, the error with Retry, or the content. */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { ErrorRecord } from '@sonde/schema';
import * as React from 'react';
import { ErrorNotice } from './error-notice.js';
import { Skeleton } from './skeleton.js';

interface Props<Ready extends { status: 'ready' }> {
  view: Ready | { status: 'loading' } | { status: 'error'; error: ErrorRecord };
  /** Said while it loads. */
  loading: string;
  load: () => Promise<unknown>;
  trans: TranslationBundle;
  children: (view: Ready) => React.JSX.Element;
}

export function LoadedPage<Ready extends { status: 'ready' }>(props: Props<Ready>): React.JSX.Element {
  const { view, loading, load, trans, children } = props;
  return (
    <div className="sonde-ModulePage-content" data-state={view.status}>
      {view.status === 'loading' && (
        <Skeleton rows={2} label={loading} slow={trans.__('Starting the Sonde service…')} />
      )}
      {view.status === 'error' && (
        <ErrorNotice error={view.error} trans={trans} onRetry={() => void load()} />
      )}
      {view.status === 'ready' && children(view)}
    </div>
  );
}
