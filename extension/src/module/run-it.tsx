/** How a module that is a container would be run, one command per way. */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { ModuleAnswer } from '@sonde/schema';
import * as React from 'react';
import { CodeBlock } from './code-block.js';
import type { PageActions } from './page.js';

interface Props {
  module: Extract<ModuleAnswer, { kind: 'container' }>;
  actions: PageActions;
  trans: TranslationBundle;
}

export function RunIt({ module, actions, trans }: Props): React.JSX.Element {
  const { image, wouldRun } = module;
  return (
    <div className="sonde-RunIt">
      <p>
        {image === undefined
          ? trans.__(
              'This module is a container that serves the DEEPaaS API; its card does not name the image.'
            )
          : trans.__('This module is the container image %1, which serves the DEEPaaS API.', image)}
      </p>
      {wouldRun.map(({ where, command }) => (
        <section key={`${where}\n${command}`}>
          <h2 className="sonde-ModulePage-heading">{where}</h2>
          <CodeBlock code={command} label={trans.__('Command: %1', where)} actions={actions} trans={trans} />
        </section>
      ))}
    </div>
  );
}
