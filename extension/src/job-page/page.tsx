/** The page of a job in the main area: how it stands, what it was asked, where it ran, what it measured, said and made. */
import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget, UseSignal } from '@jupyterlab/ui-components';
import type { Message } from '@lumino/messaging';
import { isFinal } from '@sonde/schema';
import * as React from 'react';
import { failureOf } from '../jobs/failure.js';
import type { JobActions } from '../jobs/job-actions.js';
import { useNow } from '../jobs/now.js';
import { LoadedPage } from '../notices/loaded-page.js';
import type { ThemeChanged } from '../plots/theme.js';
import { Environment } from './environment.js';
import { ErrorBlock } from './error-block.js';
import { JobHeader } from './header.js';
import { LogView } from './log-view.js';
import { Metrics } from './metrics.js';
import type { JobPageModel, JobPageView } from './model.js';
import type { MadeFile } from './open-output.js';
import { Outputs } from './outputs.js';
import { Parameters } from './parameters.js';
import { ResourceMeters } from './resources.js';
import { Section } from './section.js';
import { showSection } from './show-section.js';
import { Timeline } from './timeline.js';
import { useView } from './use-view.js';

/** What the page has done by the rest of Lab. */
export interface JobPageActions extends JobActions {
  copy: (text: string) => void;
  openModule: (module: string) => void;
  openNotebook: (path: string, cell?: string) => void;
  /** Whether Lab can show a file that the job made, and have it do so. */
  mayOpenOutput: (file: MadeFile) => boolean;
  openOutput: (file: MadeFile, fetch: () => Promise<Blob>) => void;
  download: (name: string, fetch: () => Promise<Blob>) => Promise<void>;
}

export interface JobPageOptions {
  model: JobPageModel;
  actions: JobPageActions;
  themeChanged?: ThemeChanged | undefined;
  trans: TranslationBundle;
}

export class JobPage extends ReactWidget {
  constructor(private readonly _options: JobPageOptions) {
    super();
    // The page of a module has the same frame, forms and buttons.
    this.addClass('sonde-ModulePage');
    this.addClass('sonde-JobPage');
  }

  get model(): JobPageModel {
    return this._options.model;
  }

  override dispose(): void {
    this._options.model.dispose();
    super.dispose();
  }

  protected override render(): React.JSX.Element {
    const { model } = this._options;
    const shown = this.isVisible;
    return <UseSignal signal={model.changed}>{() => <Page {...this._options} shown={shown} />}</UseSignal>;
  }

  /** A page behind another tab asks nothing: what it shows is brought up to date when it is seen again. */
  protected override onAfterShow(message: Message): void {
    super.onAfterShow(message);
    this.update();
  }

  protected override onAfterHide(message: Message): void {
    super.onAfterHide(message);
    this.update();
  }
}

type Shown = JobPageOptions & { shown: boolean };

function Page(options: Shown): React.JSX.Element {
  const { model, trans } = options;
  return (
    <LoadedPage
      view={model.view}
      loading={trans.__('Loading the job')}
      load={() => model.load()}
      trans={trans}
    >
      {view => <Ready {...options} view={view} />}
    </LoadedPage>
  );
}

function Ready(props: Shown & { view: Extract<JobPageView, { status: 'ready' }> }): React.JSX.Element {
  const { model, shown, view, actions, themeChanged, trans } = props;
  const { job, deleted } = view;
  const { client } = model;
  const now = useNow(shown && !isFinal(job.state) && !deleted);
  const measured = useView(job, client, shown);
  const root = React.useRef<HTMLDivElement>(null);
  const stopShowing = React.useRef<() => void>();
  const { wanted } = model;
  React.useEffect(() => {
    if (wanted === undefined || !root.current) return;
    stopShowing.current?.();
    stopShowing.current = showSection(root.current, wanted);
    model.show(undefined);
  }, [wanted, model]);
  React.useEffect(() => () => stopShowing.current?.(), []);
  const failure = failureOf(job, trans);
  return (
    <div ref={root} className="sonde-JobPage-sections" data-job={job.id}>
      {deleted && (
        <p className="sonde-JobPage-note" role="status">
          {trans.__('This job was deleted. What is shown here is no longer on disk.')}
        </p>
      )}
      <JobHeader {...{ job, now, deleted, actions, trans }} />
      {failure && <ErrorBlock {...{ job, failure, client, actions, trans }} />}
      <Section id="timeline" title={trans.__('Timeline')}>
        <Timeline {...{ job, now, trans }} />
      </Section>
      <Metrics view={measured} {...{ job, themeChanged, trans }} />
      <ResourceMeters view={measured} {...{ job, trans }} />
      <div className="sonde-JobPage-pair">
        <Section id="parameters" title={trans.__('Parameters')}>
          <Parameters {...{ job, actions, trans }} />
        </Section>
        <Section id="environment" title={trans.__('Environment')}>
          <Environment {...{ job, trans }} />
        </Section>
      </div>
      <Section id="outputs" title={trans.__('Outputs')} count={job.artefacts.length}>
        <Outputs {...{ job, client, actions, trans }} />
      </Section>
      <Section id="log" title={trans.__('Log')}>
        <LogView
          follower={model.log}
          shown={shown}
          onDownload={() => void actions.download(`${job.id}.log.txt`, () => client.wholeLog(job.id))}
          trans={trans}
        />
      </Section>
    </div>
  );
}
