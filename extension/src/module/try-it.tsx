/** Trying a module on its page: choose an example or drop a file, and the result is drawn beside it. */
import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { AsCode } from './as-code.js';
import { DropZone } from './drop-zone.js';
import { Examples } from './examples.js';
import type { PageClient } from './model.js';
import { OptionsForm } from './options-form.js';
import type { PageActions } from './page.js';
import { TryResult } from './try-result.js';
import type { TryModel } from './try-model.js';
import { TypedInput } from './typed-input.js';

interface Props {
  model: TryModel;
  client: Pick<PageClient, 'example'>;
  rendermime: IRenderMimeRegistry;
  actions: PageActions;
  trans: TranslationBundle;
}

export function TryIt({ model, client, rendermime, actions, trans }: Props): React.JSX.Element {
  const id = React.useId();
  const { module, state, fields } = model;
  const result = React.useRef<HTMLElement>(null);
  React.useEffect(() => {
    // Where the page is narrow the result lies below what was clicked.
    if (state.status === 'running') result.current?.scrollIntoView({ block: 'nearest' });
  }, [state.status]);
  const [showOptions, setShowOptions] = React.useState(false);
  const optionsAreWrong = Object.keys(model.fieldErrors).length > 0;
  React.useEffect(() => {
    if (optionsAreWrong) setShowOptions(true);
  }, [optionsAreWrong]);
  const typed = module.input.type === 'text' || module.input.type === 'row';
  return (
    <div className="sonde-Try" data-state={state.status}>
      <form
        className="sonde-Try-input"
        onSubmit={event => {
          event.preventDefault();
          void model.run(trans);
        }}
      >
        {module.examples.length > 0 && (
          <section aria-labelledby={`${id}-examples`}>
            <h2 id={`${id}-examples`} className="sonde-ModulePage-heading">
              {trans.__('Click an example')}
            </h2>
            <Examples model={model} client={client} trans={trans} />
          </section>
        )}
        <section aria-labelledby={`${id}-own`}>
          <h2 id={`${id}-own`} className="sonde-ModulePage-heading">
            {trans.__('Or use your own')}
          </h2>
          {typed && <TypedInput id={id} model={model} trans={trans} />}
          <DropZone model={model} actions={actions} trans={trans} />
        </section>
        {fields.length > 0 && (
          <details
            className="sonde-Try-options"
            open={showOptions}
            onToggle={event => setShowOptions(event.currentTarget.open)}
          >
            <summary className="sonde-ModulePage-heading">{trans.__('Options')}</summary>
            <OptionsForm
              id={id}
              fields={fields}
              texts={model.options}
              errors={model.fieldErrors}
              onChange={(name, text) => model.setOption(name, text)}
              trans={trans}
            />
          </details>
        )}
        <div className="sonde-Try-actions">
          <button
            type="submit"
            className="sonde-Button sonde-mod-primary"
            aria-disabled={state.status === 'running'}
          >
            {state.status === 'done' ? trans.__('Run again') : trans.__('Run')}
          </button>
        </div>
        <AsCode
          title={trans.__('As code')}
          code={model.code(trans)}
          label={trans.__('The cell that does the same')}
          cell
          {...{ actions, trans }}
        />
      </form>
      <section ref={result} className="sonde-Try-result" aria-label={trans.__('Result')}>
        <TryResult model={model} rendermime={rendermime} trans={trans} />
      </section>
    </div>
  );
}
