/** The form of a new job, in the main area: what shall run, with what, where, and the code that does the same. */
import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget, UseSignal } from '@jupyterlab/ui-components';
import * as React from 'react';
import { trainIcon } from '../icons.js';
import type { JobPageActions } from '../job-page/page.js';
import type { JobsFeed } from '../jobs/feed.js';
import { AsCode } from '../module/as-code.js';
import { OptionsForm } from '../module/options-form.js';
import type { PageActions } from '../module/page.js';
import { ErrorNotice } from '../notices/error-notice.js';
import { Failure } from '../notices/failure.js';
import { DataField } from './data-field.js';
import { EstimateLine } from './estimate-line.js';
import { estimate } from './estimate.js';
import { jobCell } from './job-code.js';
import { focusInvalid } from './focus-invalid.js';
import { formKinds, type FormKind } from './form-texts.js';
import type { NewJobModel, Started } from './model.js';
import { MoreFields } from './more-fields.js';
import { SentNotice } from './sent-notice.js';
import { shellLine } from './shell-line.js';
import { TargetField } from './target-field.js';
import { TimesField } from './times-field.js';
import { WhatRuns } from './what-runs.js';

export interface NewJobOptions {
  model: NewJobModel;
  /** Earlier jobs tell how long this one will take. */
  feed: Pick<JobsFeed, 'list' | 'changed'>;
  actions: Pick<PageActions, 'copy' | 'insert' | 'choose'> &
    Pick<JobPageActions, 'openNotebook'> & {
      started: (started: Started) => void;
      retry: (id: string) => void;
    };
  trans: TranslationBundle;
}

export class NewJobForm extends ReactWidget {
  constructor(private readonly _options: NewJobOptions) {
    super();
    // The page of a module has the same frame, forms and buttons.
    this.addClass('sonde-ModulePage');
    this.addClass('sonde-NewJob');
  }

  override dispose(): void {
    this._options.model.dispose();
    super.dispose();
  }

  protected override render(): React.JSX.Element {
    const { model } = this._options;
    return <UseSignal signal={model.changed}>{() => <Form {...this._options} />}</UseSignal>;
  }
}

function Form(options: NewJobOptions): React.JSX.Element {
  const { model, feed, actions, trans } = options;
  const id = React.useId();
  const { state, texts, sent, from, refused } = model;
  const form = React.useRef<HTMLFormElement>(null);
  React.useEffect(() => {
    if (refused > 0 && form.current) focusInvalid(form.current);
  }, [refused]);
  const busy = state.status === 'busy';
  const { request } = model.read();
  const kinds: Record<FormKind, string> = {
    train: trans.__('Train a module'),
    predict: trans.__('Predict with a module'),
    notebook: trans.__('Run a notebook'),
    command: trans.__('Run a command')
  };
  const start = async () => {
    const started = await model.start();
    if (started) actions.started(started);
  };
  return (
    <div className="sonde-ModulePage-content" data-state={model.targets ? 'ready' : 'loading'}>
      <h1 className="sonde-JobHeader-title">
        {from === undefined ? trans.__('New job') : trans.__('New job like %1', from)}
      </h1>
      {model.problem && <ErrorNotice error={model.problem} trans={trans} onRetry={() => void model.load()} />}
      {sent && from !== undefined && <SentNotice job={from} {...{ sent, actions, trans }} />}
      <form
        ref={form}
        hidden={sent !== undefined}
        className="sonde-Train sonde-NewJob-form"
        onSubmit={event => {
          event.preventDefault();
          void start();
        }}
      >
        <fieldset className="sonde-NewJob-kinds">
          <legend className="sonde-ModulePage-heading">{trans.__('What shall run')}</legend>
          {formKinds.map(kind => (
            <label key={kind}>
              <input
                type="radio"
                name={`${id}-kind`}
                checked={model.kind === kind}
                onChange={() => model.setKind(kind)}
              />
              {kinds[kind]}
            </label>
          ))}
        </fieldset>
        <WhatRuns id={id} {...options} />
        <DataField id={id} {...options} />
        {model.fields.length > 0 && (
          <OptionsForm
            id={`${id}-arg`}
            fields={model.fields}
            texts={model.argTexts}
            errors={model.argErrors}
            onChange={(name, text) => model.setArg(name, text)}
            trans={trans}
          />
        )}
        <TargetField id={id} model={model} trans={trans} />
        <MoreFields id={id} model={model} trans={trans} />
        <TimesField id={id} model={model} trans={trans} />
        <UseSignal signal={feed.changed}>
          {() => (
            <EstimateLine
              estimate={estimate(request, feed.list.jobs.values(), model.epochs)}
              target={texts.target}
              trans={trans}
            />
          )}
        </UseSignal>
        <div className="sonde-Train-actions">
          <button type="submit" className="sonde-Button sonde-mod-primary" aria-disabled={busy}>
            <trainIcon.react tag="span" className="sonde-Button-icon" aria-hidden="true" />
            {busy
              ? trans.__('Starting…')
              : model.times.cron === ''
                ? trans.__('Start')
                : trans.__('Add schedule')}
          </button>
        </div>
        <div className="sonde-Train-said" role="status">
          {state.status === 'failed' && <Failure error={state.error} />}
        </div>
        <AsCode
          title={trans.__('As code')}
          code={jobCell(request, model.times)}
          label={trans.__('The cell that starts the same job')}
          cell
          {...{ actions, trans }}
        />
        <AsCode
          title={trans.__('In a shell')}
          code={shellLine(request, model.times)}
          label={trans.__('The line that starts the same job')}
          {...{ actions, trans }}
        />
      </form>
    </div>
  );
}
