/** What the job was asked to do: its arguments, data, resources and labels. */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { JobRecord } from '@sonde/schema';
import * as React from 'react';
import { formatBytes } from '../module/format-bytes.js';
import { Facts, type Fact } from './facts.js';
import type { JobPageActions } from './page.js';

interface Props {
  job: JobRecord;
  actions: Pick<JobPageActions, 'openModule' | 'openNotebook' | 'open' | 'compare'>;
  trans: TranslationBundle;
}

export function Parameters({ job, actions, trans }: Props): React.JSX.Element {
  const { module, notebook, command, data, group, resources = {}, after = [] } = job;
  const link = (text: string, run: () => void) => (
    <button type="button" className="sonde-Link" onClick={run}>
      {text}
    </button>
  );
  const facts: Fact[] = [
    [trans.__('module'), module && link(module, () => actions.openModule(module))],
    [trans.__('notebook'), notebook && link(notebook, () => actions.openNotebook(notebook))],
    [trans.__('command'), command && <code>{command.join(' ')}</code>],
    [
      trans.__('data'),
      data && `${data.path} (${trans._n('%1 file', '%1 files', data.files)}, ${formatBytes(data.bytes)})`,
      data?.fingerprint
    ],
    ...Object.entries(job.args).map(([name, value]): Fact => [name, said(value)]),
    [trans.__('cores'), resources.cpus],
    [
      trans.__('memory'),
      resources.memoryBytes === undefined ? undefined : formatBytes(resources.memoryBytes)
    ],
    [trans.__('GPUs'), resources.gpus],
    [
      trans.__('time limit'),
      resources.minutes === undefined ? undefined : trans.__('%1 min', resources.minutes)
    ],
    ...Object.entries(job.targetOptions ?? {}).map(([name, value]): Fact => [name, said(value)]),
    [trans.__('retries'), job.retries],
    [trans.__('priority'), job.priority],
    [trans.__('sweep'), group && link(trans.__('Compare its jobs'), () => actions.compare(group))],
    [
      trans.__('after'),
      after.length > 0
        ? after.map(id => <React.Fragment key={id}>{link(id, () => actions.open(id))} </React.Fragment>)
        : undefined
    ],
    ...Object.entries(job.labels)
      .filter(([name]) => name !== 'notebook' && name !== 'cell' && name !== 'sweep')
      .map(([name, value]): Fact => [name, value])
  ];
  return <Facts facts={facts} none={trans.__('It was given nothing.')} />;
}

function said(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
