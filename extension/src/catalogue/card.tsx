/** One row of the catalogue: a module with what it is for and what to do with it, or a broken entry and its problem. */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { LabIcon } from '@jupyterlab/ui-components';
import type { ListedEntry } from '@sonde/schema';
import type { Matched } from '@sonde/schema/catalogue-search';
import * as React from 'react';
import { alertIcon, copyIcon, dataIcons, insertIcon, notebookIcon, pageIcon, trainIcon } from '../icons.js';
import { Marked } from './marked.js';
import { Picture } from './picture.js';

/** What can be done with a module, by what it is loaded by. Each says itself what went wrong, and then rejects. */
export interface CardActions {
  openPage: (module: string) => Promise<void>;
  openNotebook: (module: string) => Promise<void>;
  /** Also runs its cells up to the first prediction. */
  runNotebook: (module: string) => Promise<void>;
  insertSnippet: (module: string) => Promise<void>;
  copySnippet: (module: string) => Promise<void>;
  /** The mouse went down on a row: it may become a drag. */
  mayDrag: (entry: UsableEntry, event: React.MouseEvent<HTMLElement>) => void;
}

export type UsableEntry = Extract<ListedEntry, { ok: true }>;

interface Props {
  entry: ListedEntry;
  matched: Matched;
  actions: CardActions;
  trans: TranslationBundle;
  /** When what is shown was fetched, where its source could not be asked since. */
  cached?: string;
  /** The one row of the list that Tab reaches; arrows move between rows. */
  tabbable: boolean;
}

/** Drawn again only when something of it has changed: a key in the search box leaves most rows as they are. */
export const Card = React.memo(function Card(props: Props): React.JSX.Element {
  return props.entry.ok ? (
    <ModuleCard {...props} entry={props.entry} />
  ) : (
    <BrokenCard {...props} entry={props.entry} />
  );
});

type Inner<Ok extends boolean> = Omit<Props, 'entry'> & {
  entry: Extract<ListedEntry, { ok: Ok }>;
};

function ModuleCard({ entry, matched, actions, cached, trans, tabbable }: Inner<true>): React.JSX.Element {
  const module = entry.loadAs ?? entry.name;
  const [busy, run] = useBusy();
  const { card } = entry;
  const titleId = React.useId();
  const open = () => run(() => actions.openPage(module));
  const openNotebook = () => run(() => actions.openNotebook(module));
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key !== 'Enter' || event.target !== event.currentTarget) return;
    event.preventDefault();
    // A container has no notebook: its page says how it would be run.
    if ((event.ctrlKey || event.metaKey) && entry.kind === 'module') run(() => actions.runNotebook(module));
    else open();
  };
  const onClick = (event: React.MouseEvent) => {
    if ((event.target as HTMLElement).closest('button')) return;
    open();
  };
  const tab = tabbable ? 0 : -1;
  return (
    <article
      className="sonde-Card"
      data-module={module}
      data-kind={entry.kind}
      tabIndex={tab}
      aria-labelledby={titleId}
      aria-busy={busy}
      aria-keyshortcuts="Enter Control+Enter"
      onKeyDown={onKeyDown}
      onClick={onClick}
      onMouseDown={event => actions.mayDrag(entry, event)}
    >
      <Picture icon={iconOf(entry)} className="sonde-Card-icon" />
      <div className="sonde-Card-body">
        <header className="sonde-Card-header">
          <h3 id={titleId} className="sonde-Card-title">
            <Marked text={card.title} matched={matched} />
          </h3>
          <span
            className="sonde-Card-version"
            title={trans.__('Version %1 from %2', entry.version, entry.source)}
          >
            {entry.version}
          </span>
        </header>
        <p className="sonde-Card-name">
          <Marked text={entry.name} matched={matched} />
        </p>
        <p className="sonde-Card-summary">
          <Marked text={card.summary} matched={matched} />
        </p>
        <ul className="sonde-Tags" aria-label={trans.__('Tags')}>
          {entry.kind === 'container' && (
            <li className="sonde-Tag sonde-mod-outlined">{trans.__('Container')}</li>
          )}
          {entry.trainable && (
            <li className="sonde-Tag sonde-mod-brand" title={trans.__('Can be retrained on your own data')}>
              <Picture icon={trainIcon} className="sonde-Tag-icon" />
              {trans.__('Trainable')}
            </li>
          )}
          {cached !== undefined && (
            <li
              className="sonde-Tag sonde-mod-outlined"
              title={trans.__('As it was on %1', new Date(cached).toLocaleString())}
            >
              {trans.__('Cached')}
            </li>
          )}
          {tagsOf(entry, matched).map(tag => (
            <li key={tag} className="sonde-Tag">
              <span>
                <Marked text={tag} matched={matched} />
              </span>
            </li>
          ))}
        </ul>
        {!entry.here.runs && (
          <p className="sonde-Card-why">{trans.__('Does not run here: %1', entry.here.why)}</p>
        )}
      </div>
      <footer className="sonde-Card-actions">
        <Action icon={pageIcon} label={trans.__('Open page')} tab={tab} onClick={open} />
        {entry.kind === 'module' && (
          <Action icon={notebookIcon} label={trans.__('Open notebook')} tab={tab} onClick={openNotebook} />
        )}
        <Action
          icon={insertIcon}
          label={trans.__('Insert into the notebook')}
          tab={tab}
          onClick={() => run(() => actions.insertSnippet(module))}
        />
        <CopyAction trans={trans} tab={tab} copy={() => actions.copySnippet(module)} />
      </footer>
    </article>
  );
}

function BrokenCard({ entry, matched, trans, tabbable }: Inner<false>): React.JSX.Element {
  const titleId = React.useId();
  return (
    <article
      className="sonde-Card sonde-mod-broken"
      data-module={entry.name}
      data-kind="broken"
      tabIndex={tabbable ? 0 : -1}
      aria-labelledby={titleId}
    >
      <Picture icon={alertIcon} className="sonde-Card-icon" />
      <div className="sonde-Card-body">
        <header className="sonde-Card-header">
          <h3 id={titleId} className="sonde-Card-title">
            <Marked text={entry.name} matched={matched} />
          </h3>
          <span className="sonde-Tag sonde-mod-error">{trans.__('Broken')}</span>
        </header>
        <p className="sonde-Card-summary">
          <Marked text={entry.problem} matched={matched} />
        </p>
        <p className="sonde-Card-name" title={entry.folder}>
          {entry.folder}
        </p>
      </div>
    </article>
  );
}

interface ActionProps {
  icon: LabIcon;
  label: string;
  tab: number;
  onClick: () => void;
}

function Action({ icon, label, tab, onClick }: ActionProps): React.JSX.Element {
  return (
    <button
      type="button"
      className="sonde-IconButton"
      title={label}
      aria-label={label}
      tabIndex={tab}
      onClick={onClick}
    >
      <Picture icon={icon} className="sonde-Button-icon" />
    </button>
  );
}

/** Says for a moment that the text is on the clipboard. */
function CopyAction(props: {
  trans: TranslationBundle;
  tab: number;
  copy: () => Promise<void>;
}): React.JSX.Element {
  const { trans, tab, copy } = props;
  const [copies, setCopies] = React.useState(0);
  React.useEffect(() => {
    if (copies === 0) return;
    const timer = setTimeout(() => setCopies(0), 1500);
    return () => clearTimeout(timer);
  }, [copies]);
  return (
    <>
      <Action
        icon={copyIcon}
        label={trans.__('Copy snippet')}
        tab={tab}
        onClick={() =>
          void copy().then(
            () => setCopies(n => n + 1),
            () => undefined // The action has said what went wrong.
          )
        }
      />
      <span className="sonde-Card-copied" role="status">
        {copies > 0 ? trans.__('Copied') : ''}
      </span>
    </>
  );
}

function iconOf(entry: UsableEntry): LabIcon {
  const input = entry.kind === 'module' ? entry.input : undefined;
  const data = (entry.card['data-type']?.[0] ?? '').toLowerCase();
  const kind =
    { row: 'table', 'time series': 'series', tabular: 'table', video: 'image' }[input ?? data] ??
    input ??
    data;
  return (dataIcons as Record<string, LabIcon>)[kind] ?? dataIcons.other;
}

/** A few of what a card says it does and is about, each word once; those that were searched for come first. */
function tagsOf(entry: UsableEntry, { typed }: Matched): string[] {
  const words = new Map([...entry.card.tasks, ...entry.card.tags].map(tag => [tag.toLowerCase(), tag]));
  const searched = (tag: string) => (typed.some(word => tag.startsWith(word)) ? 0 : 1);
  return [...words]
    .sort(([a], [b]) => searched(a) - searched(b))
    .slice(0, 3)
    .map(([, tag]) => tag);
}

/** Runs one action at a time; a failed one has been told to the user where it failed. */
function useBusy(): [busy: boolean, run: (action: () => Promise<void>) => void] {
  const [busy, setBusy] = React.useState(false);
  const run = (action: () => Promise<void>) => {
    if (busy) return;
    setBusy(true);
    void action().then(
      () => setBusy(false),
      () => setBusy(false)
    );
  };
  return [busy, run];
}
