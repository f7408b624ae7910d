/** What goes into a module, what can be chosen and what comes out, from its schemas. */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { ModuleAnswer } from '@sonde/schema';
import * as React from 'react';
import { schemaRows, type SchemaRow } from './schema-rows.js';

interface Props {
  module: ModuleAnswer;
  trans: TranslationBundle;
}

export function PortsTable({ module, trans }: Props): React.JSX.Element {
  if (module.kind === 'container') {
    return (
      <p className="sonde-Ports-unknown">
        {trans.__('What goes in and what comes out is not known: the container says so once it runs.')}
      </p>
    );
  }
  const { input, output, predictOptions, train } = module;
  return (
    <div className="sonde-Ports">
      <Section title={trans.__('Input')} type={input.type} text={input.description}>
        <Rows rows={schemaRows(input.schema)} caption={trans.__('Input')} trans={trans} />
      </Section>
      <Section title={trans.__('Options of a prediction')}>
        <Rows rows={schemaRows(predictOptions)} caption={trans.__('Options')} trans={trans} />
      </Section>
      <Section title={trans.__('Output')} type={output.type} text={output.description}>
        <Rows rows={schemaRows(output.schema)} caption={trans.__('Output')} trans={trans} />
      </Section>
      {train && (
        <Section title={trans.__('Arguments of a training')} text={train.dataset.description}>
          <Rows rows={schemaRows(train.args)} caption={trans.__('Arguments')} trans={trans} />
        </Section>
      )}
    </div>
  );
}

function Section(props: {
  title: string;
  type?: string;
  text?: string;
  children: React.ReactNode;
}): React.JSX.Element {
  return (
    <section className="sonde-Ports-section">
      <h2 className="sonde-ModulePage-heading">
        {props.title} {props.type !== undefined && <span className="sonde-Tag">{props.type}</span>}
      </h2>
      {props.text !== undefined && <p>{props.text}</p>}
      {props.children}
    </section>
  );
}

function Rows(props: { rows: SchemaRow[]; caption: string; trans: TranslationBundle }): React.JSX.Element {
  const { rows, caption, trans } = props;
  // A column in which nothing stands says nothing.
  const columns = (
    [
      ['name', trans.__('Name')],
      ['type', trans.__('Type')],
      ['unit', trans.__('Unit')],
      ['default', trans.__('Default')],
      ['range', trans.__('Range')],
      ['description', trans.__('Description')]
    ] as const
  ).filter(([key]) => rows.some(row => row[key] !== ''));
  return (
    <div className="sonde-Schema-scroll">
      <table className="sonde-SchemaTable" aria-label={caption}>
        <thead>
          <tr>
            {columns.map(([key, label]) => (
              <th key={key} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={row.name}>
              {columns.map(([key]) => (
                <td key={key}>
                  {key === 'description' || row[key] === '' ? row[key] : <code>{row[key]}</code>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
