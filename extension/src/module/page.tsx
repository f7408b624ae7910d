/** The page of a module in the main area: what it is, trying it, training it, its runs. */
import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget, UseSignal } from '@jupyterlab/ui-components';
import type { ModuleAnswer } from '@sonde/schema';
import * as React from 'react';
import type { JobsFeed } from '../jobs/feed.js';
import type { JobActions } from '../jobs/job-actions.js';
import { ErrorNotice } from '../notices/error-notice.js';
import { LoadedPage } from '../notices/loaded-page.js';
import { Header } from './header.js';
import type { PageModel, PageView, TabId } from './model.js';
import { Overview } from './overview.js';
import { PortsTable } from './ports-table.js';
import { RunIt } from './run-it.js';
import { Runs } from './runs.js';
import { Tabs } from './tabs.js';
import { TrainForm } from './train-form.js';
import { TryIt } from './try-it.js';
import { Versions } from './versions.js';

/** What the page has done by the rest of Lab. */
export interface PageActions {
  openNotebook: (module: string) => Promise<void>;
  /** Puts code into a cell of the notebook in front, or of a new one. */
  insert: (code: string) => Promise<void>;
  copy: (text: string) => void;
  /** Lets a person choose a file or folder of JupyterLab; its path on the machine, or undefined. */
  choose: (what: 'file' | 'folder') => Promise<string | undefined>;
  /** The path on the machine of what was dragged out of the file browser. */
  pathOf: (contentsPath: string) => string | undefined;
  openJobs: () => void;
}

export interface PageOptions {
  model: PageModel;
  feed: JobsFeed;
  rendermime: IRenderMimeRegistry;
  actions: PageActions;
  /** What can be done with the module's runs. */
  jobs: JobActions;
  trans: TranslationBundle;
}

export class ModulePage extends ReactWidget {
  constructor(private readonly _options: PageOptions) {
    super();
    this.addClass('sonde-ModulePage');
  }

  override dispose(): void {
    this._options.model.dispose();
    super.dispose();
  }

  protected override render(): React.JSX.Element {
    const { model } = this._options;
    return <UseSignal signal={model.changed}>{() => <Page {...this._options} />}</UseSignal>;
  }
}

function Page(options: PageOptions): React.JSX.Element {
  const { model, trans } = options;
  return (
    <LoadedPage
      view={model.view}
      loading={trans.__('Loading the module')}
      load={() => model.load()}
      trans={trans}
    >
      {view => <Ready {...options} view={view} />}
    </LoadedPage>
  );
}

function Ready(props: PageOptions & { view: Extract<PageView, { status: 'ready' }> }): React.JSX.Element {
  const { model, view, trans, actions } = props;
  const { module, tabs, tab, problem } = view;
  const id = React.useId();
  const labels: Record<TabId, string> = {
    try: trans.__('Try it'),
    overview: trans.__('Overview'),
    ports: trans.__('Inputs & outputs'),
    train: trans.__('Train'),
    runs: trans.__('Runs'),
    versions: trans.__('Versions'),
    'run-it': trans.__('How to run it')
  };
  return (
    <>
      <Header
        module={module}
        name={model.wanted}
        actions={actions}
        onVersion={version => void model.choose(version)}
        code={() => model.tryModel?.code(trans) ?? ''}
        trans={trans}
      />
      {problem && <ErrorNotice error={problem} trans={trans} />}
      <Tabs
        id={id}
        label={trans.__('About %1', module.card.title)}
        tabs={tabs.map(id => ({ id, label: labels[id] }))}
        open={tab}
        onOpen={id => model.open(id)}
      >
        <Panel {...props} module={module} tab={tab} />
      </Tabs>
    </>
  );
}

function Panel(props: PageOptions & { module: ModuleAnswer; tab: TabId }): React.JSX.Element | null {
  const { model, module, tab, actions, jobs, feed, rendermime, trans } = props;
  const { tryModel, trainModel } = model;
  if (tab === 'overview') return <Overview module={module} client={model.client} rendermime={rendermime} />;
  if (tab === 'ports') return <PortsTable module={module} trans={trans} />;
  if (module.kind === 'container') {
    return tab === 'run-it' ? <RunIt module={module} actions={actions} trans={trans} /> : null;
  }
  if (tab === 'versions') {
    const onVersion = (version: string, source: string) => void model.choose(version, source);
    return <Versions module={module} onVersion={onVersion} trans={trans} />;
  }
  if (tab === 'try' && tryModel) {
    return <TryIt model={tryModel} client={model.client} {...{ rendermime, actions, trans }} />;
  }
  if (tab === 'train' && trainModel) {
    const onStarted = () => {
      feed.start();
      actions.openJobs();
    };
    return <TrainForm model={trainModel} actions={actions} onStarted={onStarted} trans={trans} />;
  }
  if (tab === 'runs') {
    const { name, source } = module;
    const isFirst = !model.wanted.includes('/');
    return (
      <Runs module={{ name, source, isFirst }} client={model.client} {...{ feed, rendermime, jobs, trans }} />
    );
  }
  return null;
}
