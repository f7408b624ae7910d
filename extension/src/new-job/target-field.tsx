/** Where a job shall run: each target with what is free now, and how much of it the job may use. */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { FormField, OptionsForm } from '../module/options-form.js';
import type { NewJobModel } from './model.js';
import { targetLine } from './resources-form.js';

interface Props {
  id: string;
  model: NewJobModel;
  trans: TranslationBundle;
}

export function TargetField({ id, model, trans }: Props): React.JSX.Element {
  const { targets = [], target, texts, errors, optionFields } = model;
  const known = targets.some(one => one.name === texts.target);
  return (
    <>
      <FormField id={`${id}-target`} label={trans.__('Where')} error={errors['target']}>
        {aria => (
          <div className="sonde-Train-data">
            <select
              {...aria}
              className="sonde-Select"
              value={texts.target}
              onChange={event => model.set({ target: event.target.value })}
            >
              {!known && <option>{texts.target}</option>}
              {targets.map(one => (
                <option key={one.name} value={one.name}>
                  {one.ok ? one.name : trans.__('%1 (cannot be reached)', one.name)}
                </option>
              ))}
            </select>
            <button type="button" className="sonde-Button" onClick={() => void model.loadTargets()}>
              {trans.__('Look again')}
            </button>
          </div>
        )}
      </FormField>
      {target && (
        <div className={`sonde-NewJob-target${target.ok ? '' : ' sonde-mod-error'}`} role="status">
          <p>{targetLine(target, trans)}</p>
          {target.ok && target.capabilities.about !== undefined && (
            <p className="sonde-JobPage-quiet">{target.capabilities.about}</p>
          )}
          {target.ok && target.capabilities.survivesLogout === true && (
            <p className="sonde-JobPage-quiet">
              {trans.__('Jobs there go on when you log out of JupyterHub.')}
            </p>
          )}
          {!target.ok && target.error.hint !== undefined && (
            <p className="sonde-JobPage-quiet">{target.error.hint}</p>
          )}
        </div>
      )}
      {target && optionFields.length > 0 && (
        <details className="sonde-AsCode">
          <summary>{trans.__('Options of %1', target.name)}</summary>
          <OptionsForm
            id={`${id}-option`}
            fields={optionFields}
            texts={model.optionTexts}
            errors={model.optionErrors}
            onChange={(name, text) => model.setOption(name, text)}
            trans={trans}
          />
        </details>
      )}
      <details className="sonde-AsCode">
        <summary>{trans.__('Resources')}</summary>
        <OptionsForm
          id={`${id}-resource`}
          fields={model.resourceFields}
          texts={model.resources}
          errors={errors}
          onChange={(name, text) => model.setResource(name, text)}
          trans={trans}
        />
      </details>
    </>
  );
}
