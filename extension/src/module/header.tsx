/** The head of a module's page: what it is called, what it is, whether it runs here, and what to do with it. */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { ModuleAnswer } from '@sonde/schema';
import * as React from 'react';
import { alertIcon, copyIcon, notebookIcon, trainIcon } from '../icons.js';
import { formatBytes } from './format-bytes.js';
import type { PageActions } from './page.js';
import { safeLink } from './safe-link.js';

interface Props {
  module: ModuleAnswer;
  /** What it is loaded by. */
  name: string;
  actions: PageActions;
  onVersion: (version: string) => void;
  /** The cell that is inserted: what was tried last, where something was. */
  code: () => string;
  trans: TranslationBundle;
}

export function Header({ module, name, actions, onVersion, code, trans }: Props): React.JSX.Element {
  const { card } = module;
  const [copied, setCopied] = React.useState(false);
  const trainable = module.kind === 'module' ? module.train !== undefined : module.trainable;
  const insert = () => void actions.insert(code());
  return (
    <div className="sonde-ModuleHeader">
      <div className="sonde-ModuleHeader-top">
        <h1 className="sonde-ModuleHeader-title">{card.title}</h1>
        {trainable && (
          <span className="sonde-Tag sonde-mod-brand">
            <trainIcon.react tag="span" className="sonde-Tag-icon" aria-hidden="true" />
            {trans.__('Trainable')}
          </span>
        )}
        {module.kind === 'container' && <span className="sonde-Tag">{trans.__('Container')}</span>}
      </div>
      <p className="sonde-ModuleHeader-summary">{card.summary}</p>
      {!module.here.runs && (
        <p className="sonde-ModuleHeader-cannot" role="note">
          <alertIcon.react tag="span" className="sonde-Button-icon" aria-hidden="true" />
          <span>{trans.__('Cannot run here: %1', module.here.why)}</span>
        </p>
      )}
      <dl className="sonde-ModuleHeader-facts">
        <Fact label={trans.__('Name')}>
          <code>{name}</code>
        </Fact>
        <Fact label={trans.__('Version')}>
          <Version module={module} onVersion={onVersion} trans={trans} />
        </Fact>
        <Fact label={trans.__('Source')}>{module.source}</Fact>
        <Fact label={trans.__('Licence')}>{card.license ?? trans.__('not stated')}</Fact>
        {module.kind === 'module' && (
          <Fact label={trans.__('Weights')}>
            {module.weights.length === 0
              ? trans.__('none published: train it first')
              : formatBytes(module.weights.reduce((sum, file) => sum + file.bytes, 0))}
          </Fact>
        )}
        <TrainedOn module={module} trans={trans} />
        <Links module={module} trans={trans} />
      </dl>
      <div className="sonde-ModuleHeader-actions">
        {module.kind === 'module' && (
          <>
            <button
              type="button"
              className="sonde-Button sonde-mod-primary"
              onClick={() => void actions.openNotebook(name)}
            >
              <notebookIcon.react tag="span" className="sonde-Button-icon" aria-hidden="true" />
              {trans.__('Open notebook')}
            </button>
            <button type="button" className="sonde-Button" onClick={insert}>
              {trans.__('Insert cell')}
            </button>
          </>
        )}
        <button
          type="button"
          className="sonde-Button"
          onClick={() => {
            actions.copy(name);
            setCopied(true);
          }}
          onBlur={() => setCopied(false)}
        >
          <copyIcon.react tag="span" className="sonde-Button-icon" aria-hidden="true" />
          <span aria-live="polite">{copied ? trans.__('Copied') : trans.__('Copy name')}</span>
        </button>
      </div>
    </div>
  );
}

function Fact({ label, children }: { label: string; children: React.ReactNode }): React.JSX.Element {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Version({
  module,
  onVersion,
  trans
}: Pick<Props, 'module' | 'onVersion' | 'trans'>): React.JSX.Element {
  const versions = module.kind === 'module' ? [...new Set(module.versions.map(one => one.version))] : [];
  if (versions.length < 2) return <>{module.version}</>;
  return (
    <select
      className="sonde-Select"
      aria-label={trans.__('Version')}
      value={module.version}
      onChange={event => onVersion(event.target.value)}
    >
      {versions.map(version => (
        <option key={version}>{version}</option>
      ))}
    </select>
  );
}

function TrainedOn({ module, trans }: Pick<Props, 'module' | 'trans'>): React.JSX.Element | null {
  const { trained_on: words, links } = module.card;
  const { dataset } = links as Record<string, string | undefined>;
  if (dataset === undefined && words === undefined) return null;
  const label = words ?? dataset?.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '') ?? '';
  return (
    <Fact label={trans.__('Trained on')}>
      {dataset === undefined ? label : <Link address={dataset} label={label} />}
    </Fact>
  );
}

function Links({ module, trans }: Pick<Props, 'module' | 'trans'>): React.JSX.Element | null {
  const names: Record<string, string> = {
    source_code: trans.__('Source code'),
    documentation: trans.__('Documentation'),
    docker_image: trans.__('Container image'),
    weights: trans.__('Weights'),
    citation: trans.__('Citation'),
    base_model: trans.__('Base model')
  };
  const links = Object.entries(module.card.links as Record<string, unknown>).filter(
    (link): link is [string, string] => typeof link[1] === 'string' && link[0] !== 'dataset'
  );
  if (links.length === 0) return null;
  return (
    <Fact label={trans.__('Links')}>
      <ul className="sonde-ModuleHeader-links">
        {links.map(([key, address]) => (
          <li key={key}>
            <Link address={address} label={names[key] ?? key.replaceAll('_', ' ')} />
          </li>
        ))}
      </ul>
    </Fact>
  );
}

function Link({ address, label }: { address: string; label: string }): React.JSX.Element {
  const href = safeLink(address);
  if (href === undefined) return <span title={address}>{label}</span>;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer" title={address}>
      {label}
    </a>
  );
}
