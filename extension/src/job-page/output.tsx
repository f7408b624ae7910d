/** A file that the job made: its size, a look into it, and ways to take it along. */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { JobRecord } from '@sonde/schema';
import * as React from 'react';
import { copyIcon, downloadIcon } from '../icons.js';
import { formatBytes } from '../module/format-bytes.js';
import type { JobPageClient } from './model.js';
import type { JobPageActions } from './page.js';
import { Preview } from './preview.js';
import { previewKind } from './preview-kind.js';

interface Props {
  /** Id of the job. */
  job: string;
  output: JobRecord['artefacts'][number];
  /** Where jobs lie; undefined while that is not known. */
  home: string | undefined;
  client: Pick<JobPageClient, 'artefact'>;
  actions: Pick<JobPageActions, 'copy' | 'download' | 'mayOpenOutput' | 'openOutput'>;
  trans: TranslationBundle;
}

export function Output({ job, output, home, client, actions, trans }: Props): React.JSX.Element {
  const [isOpen, setOpen] = React.useState(false);
  const { name, bytes, sha256 } = output;
  const kind = previewKind(name, bytes);
  const fetch = (first?: number) => client.artefact(job, output.path, first === undefined ? {} : { first });
  const file = home === undefined ? undefined : { name, bytes, path: `${home}/jobs/${job}/${output.path}` };
  const quiet = 'sonde-Button sonde-mod-small sonde-mod-quiet';
  return (
    <li className="sonde-Outputs-item">
      <div className="sonde-Outputs-line">
        <span className="sonde-Outputs-name" title={sha256}>
          {name}
        </span>
        <span className="sonde-Outputs-size">{formatBytes(bytes)}</span>
        {kind !== undefined && (
          <button
            type="button"
            className={quiet}
            aria-expanded={isOpen}
            aria-label={trans.__('Preview %1', name)}
            onClick={() => setOpen(!isOpen)}
          >
            {isOpen ? trans.__('Close') : trans.__('Preview')}
          </button>
        )}
        {file && actions.mayOpenOutput(file) && (
          <button
            type="button"
            className={quiet}
            aria-label={trans.__('Open %1', name)}
            onClick={() => actions.openOutput(file, () => fetch())}
          >
            {trans.__('Open')}
          </button>
        )}
        {file && (
          <button
            type="button"
            className={quiet}
            title={trans.__('Copy path')}
            aria-label={trans.__('Copy path of %1', name)}
            onClick={() => actions.copy(file.path)}
          >
            <copyIcon.react tag="span" className="sonde-Button-icon" aria-hidden="true" />
          </button>
        )}
        <button
          type="button"
          className={quiet}
          title={trans.__('Download')}
          aria-label={trans.__('Download %1', name)}
          onClick={() => void actions.download(name.replace(/^.*\//, ''), () => fetch())}
        >
          <downloadIcon.react tag="span" className="sonde-Button-icon" aria-hidden="true" />
        </button>
      </div>
      {isOpen && kind !== undefined && <Preview {...{ kind, name, fetch, trans }} />}
    </li>
  );
}
