/** Code to be read and taken along: copied, or put into a notebook. */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { copyIcon, notebookIcon } from '../icons.js';
import type { PageActions } from './page.js';

export interface CodeBlockProps {
  code: string;
  /** What a screen reader calls it. */
  label: string;
  /** Whether it is a cell, which a notebook can take. */
  cell?: true;
  actions: Pick<PageActions, 'copy' | 'insert'>;
  trans: TranslationBundle;
}

export function CodeBlock({ code, label, cell, actions, trans }: CodeBlockProps): React.JSX.Element {
  const [copied, setCopied] = React.useState('');
  return (
    <div className="sonde-CodeBlock" role="group" aria-label={label}>
      <pre tabIndex={0}>{code}</pre>
      <div className="sonde-CodeBlock-actions">
        <button
          type="button"
          className="sonde-Button sonde-mod-small"
          onClick={() => {
            actions.copy(code);
            setCopied(code);
          }}
        >
          <copyIcon.react tag="span" className="sonde-Button-icon" aria-hidden="true" />
          <span aria-live="polite">{copied === code ? trans.__('Copied') : trans.__('Copy')}</span>
        </button>
        {cell && (
          <button
            type="button"
            className="sonde-Button sonde-mod-small"
            onClick={() => void actions.insert(code)}
          >
            <notebookIcon.react tag="span" className="sonde-Button-icon" aria-hidden="true" />
            {trans.__('Insert into notebook')}
          </button>
        )}
      </div>
    </div>
  );
}
