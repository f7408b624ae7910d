/** What a panel shows when something failed: the sentence, the next step, Retry, and the details for a report. */
import { Clipboard } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { ErrorRecord } from '@sonde/schema';
import * as React from 'react';
import { alertIcon } from '../icons.js';

interface Props {
  error: ErrorRecord;
  trans: TranslationBundle;
  onRetry?: () => void;
}

export function ErrorNotice({ error, trans, onRetry }: Props): React.JSX.Element {
  return (
    <div className="sonde-Notice sonde-mod-error" role="alert">
      <alertIcon.react tag="span" className="sonde-Notice-icon" aria-hidden="true" />
      <p className="sonde-Notice-title">{error.message}</p>
      {error.hint !== undefined && <p className="sonde-Notice-text">{error.hint}</p>}
      {onRetry && (
        <button type="button" className="sonde-Button sonde-mod-primary" onClick={onRetry}>
          {trans.__('Retry')}
        </button>
      )}
      <details className="sonde-Notice-details">
        <summary>{trans.__('Details')}</summary>
        <pre>{details(error)}</pre>
        <button
          type="button"
          className="sonde-Button sonde-mod-small"
          onClick={() => Clipboard.copyToSystem(details(error))}
        >
          {trans.__('Copy details')}
        </button>
      </details>
    </div>
  );
}

function details(error: ErrorRecord): string {
  const fields = Object.entries(error.fields ?? {}).map(([field, said]) => `${field}: ${said.join('; ')}`);
  return [error.code ?? error.name, error.message, ...fields].join('\n');
}
