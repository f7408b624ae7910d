/** Plain fields of forms: a text, and a path that can be chosen. */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { FormField } from './options-form.js';

interface TextProps {
  id: string;
  label: string;
  description?: string | undefined;
  error?: string | undefined;
  value: string;
  onChange: (text: string) => void;
  placeholder?: string;
}

export function TextField({ value, onChange, placeholder, ...about }: TextProps): React.JSX.Element {
  return (
    <FormField {...about}>
      {aria => (
        <input
          {...aria}
          type="text"
          className="sonde-Form-input"
          placeholder={placeholder}
          value={value}
          onChange={event => onChange(event.target.value)}
        />
      )}
    </FormField>
  );
}

interface PathProps extends TextProps {
  choose: () => Promise<string | undefined>;
  /** Data that comes with the module. */
  example?: string | undefined;
  trans: TranslationBundle;
}

export function PathField(props: PathProps): React.JSX.Element {
  const { value, onChange, choose, example, trans, ...about } = props;
  return (
    <FormField {...about}>
      {aria => (
        <div className="sonde-Train-data">
          <input
            {...aria}
            type="text"
            className="sonde-Form-input"
            placeholder={trans.__('Path on the machine of JupyterLab')}
            value={value}
            onChange={event => onChange(event.target.value)}
          />
          <button
            type="button"
            className="sonde-Button"
            onClick={() => void choose().then(path => path !== undefined && onChange(path))}
          >
            {trans.__('Choose…')}
          </button>
          {example !== undefined && (
            <button type="button" className="sonde-Button" onClick={() => onChange(example)}>
              {trans.__('Use the example data')}
            </button>
          )}
        </div>
      )}
    </FormField>
  );
}
