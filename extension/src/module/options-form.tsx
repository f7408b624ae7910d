/** Fields of a form, drawn from what a schema gives: each with what it is for, its range, and what is wrong with it. */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { textOf, type Field, type Texts } from './form-fields.js';

interface Props {
  /** Makes the ids of the fields unique in the page of Lab. */
  id: string;
  fields: readonly Field[];
  texts: Texts;
  errors: Readonly<Record<string, string>>;
  onChange: (name: string, text: string) => void;
  trans: TranslationBundle;
}

export function OptionsForm({ id, fields, texts, errors, onChange, trans }: Props): React.JSX.Element {
  return (
    <div className="sonde-Form">
      {fields.map(field => (
        <FormField
          key={field.name}
          id={`${id}-${field.name}`}
          label={field.name}
          description={describe(field, trans)}
          error={errors[field.name]}
        >
          {aria => (
            <Control
              field={field}
              text={texts[field.name] ?? textOf(field, field.default)}
              aria={aria}
              onChange={text => onChange(field.name, text)}
              trans={trans}
            />
          )}
        </FormField>
      ))}
    </div>
  );
}

export interface FieldAria {
  id: string;
  'aria-describedby': string;
  'aria-invalid': boolean;
}

/** A label, a control, what it is for, and the sentence that says what is wrong with it. */
export function FormField(props: {
  id: string;
  label: string;
  description?: string;
  error?: string;
  children: (aria: FieldAria) => React.ReactNode;
}): React.JSX.Element {
  const { id, label, description, error, children } = props;
  return (
    <div className={`sonde-Form-field${error === undefined ? '' : ' sonde-mod-error'}`}>
      <label className="sonde-Form-label" htmlFor={id}>
        {label}
      </label>
      {children({ id, 'aria-describedby': `${id}-about`, 'aria-invalid': error !== undefined })}
      <div id={`${id}-about`} className="sonde-Form-about">
        {error !== undefined && (
          <p className="sonde-Form-error" role="alert">
            {error}
          </p>
        )}
        {description !== undefined && <p className="sonde-Form-description">{description}</p>}
      </div>
    </div>
  );
}

function Control(props: {
  field: Field;
  text: string;
  aria: FieldAria;
  onChange: (text: string) => void;
  trans: TranslationBundle;
}): React.JSX.Element {
  const { field, text, aria, onChange, trans } = props;
  if (field.kind === 'switch') {
    return (
      <input
        {...aria}
        type="checkbox"
        className="sonde-Form-switch"
        checked={text === 'true'}
        onChange={event => onChange(String(event.target.checked))}
      />
    );
  }
  if (field.kind === 'choice') {
    return (
      <select
        {...aria}
        className="sonde-Select"
        value={text}
        onChange={event => onChange(event.target.value)}
      >
        {!field.choices?.some(choice => String(choice) === text) && <option value={text}>{text}</option>}
        {field.choices?.map(choice => (
          <option key={choice}>{String(choice)}</option>
        ))}
      </select>
    );
  }
  const isNumber = field.kind === 'integer' || field.kind === 'number';
  return (
    <input
      {...aria}
      type="text"
      className="sonde-Form-input"
      inputMode={isNumber ? 'decimal' : 'text'}
      placeholder={
        field.required ? undefined : field.kind === 'list' ? trans.__('a, b, c') : trans.__('left out')
      }
      value={text}
      onChange={event => onChange(event.target.value)}
    />
  );
}

function describe(field: Field, trans: TranslationBundle): string | undefined {
  const { description, unit, range } = field;
  const facts = [
    ...(range === undefined ? [] : [range]),
    ...(unit === undefined ? [] : [trans.__('in %1', unit)])
  ].join(' ');
  return [description, facts && `(${facts})`].filter(Boolean).join(' ') || undefined;
}
