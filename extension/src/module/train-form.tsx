/** Starts a training from the page: the data, the arguments, a check, and Start, which makes a job. */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { trainIcon } from '../icons.js';
import { Failure } from '../notices/failure.js';
import { AsCode } from './as-code.js';
import { OptionsForm } from './options-form.js';
import type { PageActions } from './page.js';
import { PathField } from './text-field.js';
import type { TrainModel, TrainState } from './train-model.js';

interface Props {
  model: TrainModel;
  actions: PageActions;
  onStarted: () => void;
  trans: TranslationBundle;
}

export function TrainForm({ model, actions, onStarted, trans }: Props): React.JSX.Element {
  const id = React.useId();
  const { about, state } = model;
  const busy = state.status === 'busy';
  const start = async () => {
    if (await model.start(trans)) onStarted();
  };
  return (
    <form
      className="sonde-Train"
      onSubmit={event => {
        event.preventDefault();
        void start();
      }}
    >
      <PathField
        id={`${id}-data`}
        label={trans.__('Data')}
        description={about.dataset.description}
        error={model.fieldErrors['data']}
        value={model.data}
        onChange={path => model.setData(path)}
        choose={() => actions.choose(about.dataset.layout === 'image-folders' ? 'folder' : 'file')}
        example={about.dataset.example}
        trans={trans}
      />
      <OptionsForm
        id={id}
        fields={model.fields}
        texts={model.args}
        errors={model.fieldErrors}
        onChange={(name, text) => model.setArg(name, text)}
        trans={trans}
      />
      <div className="sonde-Train-actions">
        <button type="submit" className="sonde-Button sonde-mod-primary" aria-disabled={busy}>
          <trainIcon.react tag="span" className="sonde-Button-icon" aria-hidden="true" />
          {state.status === 'busy' && state.doing === 'start' ? trans.__('Starting…') : trans.__('Start')}
        </button>
        <button
          type="button"
          className="sonde-Button"
          aria-disabled={busy}
          onClick={() => void model.check(trans)}
        >
          {state.status === 'busy' && state.doing === 'check' ? trans.__('Checking…') : trans.__('Check')}
        </button>
      </div>
      <Said state={state} trans={trans} />
      <AsCode
        title={trans.__('As code')}
        code={model.code(trans)}
        label={trans.__('The cell that does the same')}
        cell
        {...{ actions, trans }}
      />
    </form>
  );
}

function Said({ state, trans }: { state: TrainState; trans: TranslationBundle }): React.JSX.Element {
  return (
    <div className="sonde-Train-said" role="status">
      {state.status === 'checked' && <p>{state.summary}</p>}
      {state.status === 'started' && (
        <p>{trans.__('Started: %1. The job panel shows it.', state.job.title)}</p>
      )}
      {state.status === 'failed' && <Failure error={state.error} />}
    </div>
  );
}
