/** What few jobs need: a name, what it comes after, retries, priority; of modules the weights and the engine. */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { FormField } from '../module/options-form.js';
import { runsModule } from './form-texts.js';
import type { NewJobModel } from './model.js';
import { TextField } from '../module/text-field.js';

interface Props {
  id: string;
  model: NewJobModel;
  trans: TranslationBundle;
}

export function MoreFields({ id, model, trans }: Props): React.JSX.Element {
  const { texts, errors, kind } = model;
  const ofModule = runsModule(kind);
  const text = (name: 'title' | 'after' | 'retries' | 'priority', label: string, description: string) => (
    <TextField
      id={`${id}-${name}`}
      label={label}
      description={description}
      error={errors[name]}
      value={texts[name]}
      onChange={value => model.set({ [name]: value })}
    />
  );
  return (
    <details className="sonde-AsCode">
      <summary>
        {ofModule ? trans.__('Name, weights, retries and more') : trans.__('Name, retries and more')}
      </summary>
      {text('title', trans.__('name'), trans.__('Shown in lists; made from what runs where this is empty.'))}
      {ofModule && <WeightsAndEngine {...{ id, model, trans }} />}
      {text('retries', trans.__('retries'), trans.__('How often it is started anew when it fails.'))}
      {text('after', trans.__('after'), trans.__('Ids of jobs that must succeed before it starts.'))}
      {text(
        'priority',
        trans.__('priority'),
        trans.__('Of two jobs that wait for the same target the greater goes first; 0 is usual.')
      )}
    </details>
  );
}

function WeightsAndEngine({ id, model, trans }: Props): React.JSX.Element {
  const { texts, errors } = model;
  const engines = {
    '': trans.__('the best there is'),
    gpu: trans.__('a GPU'),
    cpu: trans.__('the processor'),
    wasm: trans.__('WebAssembly')
  };
  return (
    <>
      <TextField
        id={`${id}-weights`}
        label={trans.__('weights')}
        description={trans.__(
          'Id of a training, or folder of a trained model, to begin with; left out: the published ones.'
        )}
        error={errors['weights']}
        value={texts.weights}
        onChange={weights => model.set({ weights })}
      />
      <FormField
        id={`${id}-device`}
        label={trans.__('engine')}
        description={trans.__('One that is forced fails where it cannot run.')}
        error={errors['device']}
      >
        {aria => (
          <select
            {...aria}
            className="sonde-Select"
            value={texts.device}
            onChange={event => model.set({ device: event.target.value })}
          >
            {Object.entries(engines).map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        )}
      </FormField>
    </>
  );
}
