/** What the job made: what it returned, and its files. */
import type { TranslationBundle } from '@jupyterlab/translation';
import { isFinal, type JobRecord } from '@sonde/schema';
import * as React from 'react';
import { Facts } from './facts.js';
import type { JobPageClient } from './model.js';
import type { JobPageActions } from './page.js';
import { Output } from './output.js';
import { useHome } from './use-home.js';

interface Props {
  job: JobRecord;
  client: Pick<JobPageClient, 'artefact' | 'health'>;
  actions: Pick<JobPageActions, 'copy' | 'download' | 'mayOpenOutput' | 'openOutput'>;
  trans: TranslationBundle;
}

/** More are shown when somebody asks. */
const atFirst = 50;

export function Outputs({ job, client, actions, trans }: Props): React.JSX.Element {
  const [all, setAll] = React.useState(false);
  const home = useHome(client);
  const { artefacts, result } = job;
  const hasResult = result !== undefined && result !== null;
  const shown = all ? artefacts : artefacts.slice(0, atFirst);
  return (
    <>
      {hasResult && <Result value={result} trans={trans} />}
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
            <Output key={one.path} job={job.id} output={one} {...{ home, client, actions, trans }} />
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

/** What the job returned: a few plain values as a list, anything else as JSON. */
function Result({ value, trans }: { value: unknown; trans: TranslationBundle }): React.JSX.Element {
  const parts =
    typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
  const isPlain = ([, part]: [string, unknown]) => typeof part !== 'object' || part === null;
  if (parts.length > 0 && parts.length <= 12 && parts.every(isPlain))
    return <Facts facts={parts.map(([name, part]) => [name, String(part)])} />;
  return (
    <pre className="sonde-Outputs-result" tabIndex={0} aria-label={trans.__('Result')}>
      {typeof value === 'string' ? value : JSON.stringify(value, undefined, 2)}
    </pre>
  );
}
