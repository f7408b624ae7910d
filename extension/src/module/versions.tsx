/** The versions of a module that the sources have. */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import type { TriedModule } from './try-model.js';

interface Props {
  module: TriedModule;
  onVersion: (version: string, source: string) => void;
  trans: TranslationBundle;
}

export function Versions({ module, onVersion, trans }: Props): React.JSX.Element {
  return (
    <div className="sonde-Schema-scroll">
      <table className="sonde-SchemaTable" aria-label={trans.__('Versions of %1', module.card.title)}>
        <thead>
          <tr>
            <th scope="col">{trans.__('Version')}</th>
            <th scope="col">{trans.__('Source')}</th>
            <th scope="col">{trans.__('Updated')}</th>
            <th scope="col">{trans.__('Shown')}</th>
          </tr>
        </thead>
        <tbody>
          {module.versions.map(({ version, source, updated }) => (
            <tr key={`${source}/${version}`}>
              <td>
                <code>{version}</code>
              </td>
              <td>{source}</td>
              <td>{updated}</td>
              <td>
                {version === module.version && source === module.source ? (
                  trans.__('this one')
                ) : (
                  <button
                    type="button"
                    className="sonde-Button sonde-mod-small"
                    onClick={() => onVersion(version, source)}
                  >
                    {trans.__('Show')}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
