/** What a job runs, by its kind: the module, the notebook or the command, each with its parameters. */
import * as React from 'react';
import { FormField } from '../module/options-form.js';
import type { NewJobOptions } from './form.js';
import { PathField, TextField } from '../module/text-field.js';

export function WhatRuns(props: NewJobOptions & { id: string }): React.JSX.Element {
  const { id, model, actions, trans } = props;
  const { texts, errors, modules } = model;
  if (model.kind === 'command') {
    return (
      <>
        <TextField
          id={`${id}-command`}
          label={trans.__('Command')}
          description={trans.__(
            'A program and its arguments; no shell reads them. What it leaves in its working folder are the outputs.'
          )}
          error={errors['command']}
          placeholder="python3 /path/to/fit.py --epochs 5"
          value={texts.command}
          onChange={command => model.set({ command })}
        />
        <ParametersField
          {...props}
          description={trans.__('JSON that the program finds in SONDE_ARGS. May be left out.')}
        />
      </>
    );
  }
  if (model.kind === 'notebook') {
    return (
      <>
        <PathField
          id={`${id}-notebook`}
          label={trans.__('Notebook')}
          error={errors['notebook']}
          value={texts.notebook}
          onChange={notebook => model.set({ notebook })}
          choose={() => actions.choose('file')}
          trans={trans}
        />
        <ParametersField
          {...props}
          description={trans.__('JSON that replaces what the cell with the tag "parameters" sets.')}
        />
      </>
    );
  }
  // Whatever runs can predict; not all can be trained.
  const offered = modules?.filter(entry => model.kind === 'predict' || (entry.ok && entry.trainable));
  const known = offered?.some(entry => nameOf(entry) === texts.module) ?? false;
  return (
    <FormField
      id={`${id}-module`}
      label={trans.__('Module')}
      description={model.module?.card.summary}
      error={errors['module']}
    >
      {aria => (
        <select
          {...aria}
          className="sonde-Select"
          value={texts.module}
          onChange={event => model.set({ module: event.target.value })}
        >
          <option value="">{modules ? trans.__('Choose a module…') : trans.__('Loading…')}</option>
          {!known && texts.module !== '' && <option>{texts.module}</option>}
          {offered?.map(entry => (
            <option key={`${entry.source}/${nameOf(entry)}`} value={nameOf(entry)}>
              {nameOf(entry)}
            </option>
          ))}
        </select>
      )}
    </FormField>
  );
}

function nameOf(entry: NonNullable<NewJobOptions['model']['modules']>[number]): string {
  return entry.ok ? (entry.loadAs ?? entry.name) : entry.name;
}

function ParametersField(props: NewJobOptions & { id: string; description: string }): React.JSX.Element {
  const { id, description, model, trans } = props;
  return (
    <FormField
      id={`${id}-parameters`}
      label={trans.__('Parameters')}
      description={description}
      error={model.errors['parameters']}
    >
      {aria => (
        <textarea
          {...aria}
          className="sonde-Form-input"
          rows={3}
          placeholder={'{"lr": 0.01}'}
          value={model.texts.parameters}
          onChange={event => model.set({ parameters: event.target.value })}
        />
      )}
    </FormField>
  );
}
