/** Input that is typed: a text, or the cells of a row. */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import type { TryModel } from './try-model.js';

interface Props {
  id: string;
  model: TryModel;
  trans: TranslationBundle;
}

export function TypedInput({ id, model, trans }: Props): React.JSX.Element {
  return model.module.input.type === 'text' ? (
    <textarea
      className="sonde-Form-input sonde-Try-text"
      rows={5}
      aria-label={trans.__('Text')}
      placeholder={trans.__('Type or paste a text')}
      value={model.text}
      onChange={event => model.setText(event.target.value)}
      onKeyDown={event => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void model.run(trans);
      }}
    />
  ) : (
    <Row id={id} model={model} trans={trans} />
  );
}

function Row({ id, model, trans }: Props): React.JSX.Element {
  const [failed, setFailed] = React.useState(false);
  React.useEffect(() => {
    model.prepareRow().catch(() => setFailed(true));
  }, [model]);
  const cells = Object.entries(model.row);
  if (failed) return <p>{trans.__('The columns are not known; drop a CSV file instead.')}</p>;
  return (
    <div className="sonde-Try-row" role="group" aria-label={trans.__('Row')}>
      {cells.map(([column, text]) => (
        <div key={column}>
          <label className="sonde-Form-label" htmlFor={`${id}-cell-${column}`}>
            {column}
          </label>
          <input
            id={`${id}-cell-${column}`}
            className="sonde-Form-input"
            value={text}
            placeholder={trans.__('not known')}
            onChange={event => model.setCell(column, event.target.value)}
          />
        </div>
      ))}
    </div>
  );
}
