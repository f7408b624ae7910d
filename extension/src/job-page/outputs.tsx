/** What the job made: each file with its size, a look into it, and a download. */
import type { TranslationBundle } from '@jupyterlab/translation';
import { isFinal, type JobRecord } from '@sonde/schema';
import * as React from 'react';
import { downloadIcon } from '../icons.js';
import { formatBytes } from '../module/format-bytes.js';
import type { JobPageClient } from './model.js';
import type { JobPageActions } from './page.js';
import { Preview } from './preview.js';
import { previewKind } from './preview-kind.js';

interface Props {
  job: JobRecord;
  client: Pick<JobPageClient, 'artefact'>;
  actions: Pick<JobPageActions, 'download'>;
  trans: TranslationBundle;
}

/** More are shown when somebody asks. */
const atFirst = 50;

export function Outputs({ job, client, actions, trans }: Props): React.JSX.Element {
  const [all, setAll] = React.useState(false);
  const { artefacts, result } = job;
  const hasResult = result !== undefined && result !== null;
  const shown = all ? artefacts : artefacts.slice(0, atFirst);
  return (
    <>
      {hasResult && (
        <pre className="sonde-Outputs-result" tabIndex={0} aria-label={trans.__('Result')}>
          {typeof result === 'string' ? result : JSON.stringify(result, undefined, 2)}
        </pre>
      )}
      {artefacts.length === 0 && !hasResult && (
        <p className="sonde-JobPage-quiet">
          {isFinal(job.state)
            ? trans.__('The job made no files.')
            : trans.__('They appear when the job ends.')}
        </p>
      )}
      {artefacts.length > 0 && (
        <ul className="sonde-Outputs" role="list">
          {shown.map(one => (
            <Output key={one.path} job={job.id} output={one} {...{ client, actions, trans }} />
          ))}
        </ul>
      )}
      {shown.length < artefacts.length && (
        <button type="button" className="sonde-Button sonde-mod-small" onClick={() => setAll(true)}>
          {trans.__('Show all %1', artefacts.length)}
        </button>
      )}
    </>
  );
}

function Output(props: {
  job: string;
  output: JobRecord['artefacts'][number];
  client: Props['client'];
  actions: Props['actions'];
  trans: TranslationBundle;
}): React.JSX.Element {
  const { job, output, client, actions, trans } = props;
  const [open, setOpen] = React.useState(false);
  const kind = previewKind(output.name, output.bytes);
  return (
    <li className="sonde-Outputs-item">
      <div className="sonde-Outputs-line">
        <span className="sonde-Outputs-name" title={output.sha256}>
          {output.name}
        </span>
        <span className="sonde-Outputs-size">{formatBytes(output.bytes)}</span>
        {kind !== undefined && (
          <button
            type="button"
            className="sonde-Button sonde-mod-small sonde-mod-quiet"
            aria-expanded={open}
            aria-label={trans.__('Preview %1', output.name)}
            onClick={() => setOpen(!open)}
          >
            {open ? trans.__('Close') : trans.__('Preview')}
          </button>
        )}
        <button
          type="button"
          className="sonde-Button sonde-mod-small sonde-mod-quiet"
          title={trans.__('Download')}
          aria-label={trans.__('Download %1', output.name)}
          onClick={() =>
            void actions.download(output.name.replace(/^.*\//, ''), () => client.artefact(job, output.path))
          }
        >
          <downloadIcon.react tag="span" className="sonde-Button-icon" aria-hidden="true" />
        </button>
      </div>
      {open && kind !== undefined && (
        <Preview
          kind={kind}
          name={output.name}
          fetch={first => client.artefact(job, output.path, first === undefined ? {} : { first })}
          trans={trans}
        />
      )}
    </li>
  );
}
