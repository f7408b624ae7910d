/** One line of the catalogue: a module with what it is for and what to do with it, or a broken entry and its problem. */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { ListedEntry } from '@sonde/schema';
import * as React from 'react';
import { alertIcon, copyIcon, notebookIcon, trainIcon } from '../icons.js';

export interface CardActions {
  openNotebook: (name: string) => Promise<void>;
  copySnippet: (name: string) => Promise<void>;
}

interface Props {
  entry: ListedEntry;
  actions: CardActions;
  trans: TranslationBundle;
  /** The one card of the list that Tab reaches; arrows move between cards. */
  tabbable: boolean;
}

export const Card = React.forwardRef<HTMLElement, Props>(function Card(props, ref) {
  return props.entry.ok ? (
    <ModuleCard {...props} entry={props.entry} cardRef={ref} />
  ) : (
    <BrokenCard {...props} entry={props.entry} cardRef={ref} />
  );
});

type Inner<Ok extends boolean> = Omit<Props, 'entry'> & {
  entry: Extract<ListedEntry, { ok: Ok }>;
  cardRef: React.ForwardedRef<HTMLElement>;
};

function ModuleCard({ entry, actions, trans, tabbable, cardRef }: Inner<true>): React.JSX.Element {
  const [busy, open] = useBusy(() => actions.openNotebook(entry.name));
  const [copied, copy] = useCopied(() => actions.copySnippet(entry.name));
  const { card } = entry;
  const id = `sonde-module-${entry.name}`;
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === 'Enter' && event.target === event.currentTarget) {
      event.preventDefault();
      open();
    }
  };
  return (
    <article
      ref={cardRef}
      className="sonde-Card"
      tabIndex={tabbable ? 0 : -1}
      aria-labelledby={id}
      onKeyDown={onKeyDown}
    >
      <header className="sonde-Card-header">
        <h3 id={id} className="sonde-Card-title">
          {card.title}
        </h3>
        <span
          className="sonde-Card-version"
          title={trans.__('Version %1 from %2', entry.version, entry.source)}
        >
          {entry.version}
        </span>
      </header>
      <p className="sonde-Card-name">{entry.name}</p>
      <p className="sonde-Card-summary">{card.summary}</p>
      <ul className="sonde-Tags" aria-label={trans.__('Tags')}>
        {entry.trainable && (
          <li className="sonde-Tag sonde-mod-brand" title={trans.__('Can be retrained on your own data')}>
            <trainIcon.react tag="span" className="sonde-Tag-icon" aria-hidden="true" />
            {trans.__('Trainable')}
          </li>
        )}
        {tagsOf(card).map(tag => (
          <li key={tag} className="sonde-Tag">
            {tag}
          </li>
        ))}
      </ul>
      <footer className="sonde-Card-actions">
        <button type="button" className="sonde-Button sonde-mod-primary" onClick={open} aria-disabled={busy}>
          <notebookIcon.react tag="span" className="sonde-Button-icon" aria-hidden="true" />
          {busy ? trans.__('Opening…') : trans.__('Open notebook')}
        </button>
        <button
          type="button"
          className="sonde-Button"
          title={trans.__('Copies the lines that use this module, to be pasted into a cell')}
          onClick={copy}
        >
          <copyIcon.react tag="span" className="sonde-Button-icon" aria-hidden="true" />
          <span aria-live="polite">{copied ? trans.__('Copied') : trans.__('Copy snippet')}</span>
        </button>
      </footer>
    </article>
  );
}

function BrokenCard({ entry, trans, tabbable, cardRef }: Inner<false>): React.JSX.Element {
  const id = `sonde-module-${entry.name}`;
  return (
    <article
      ref={cardRef}
      className="sonde-Card sonde-mod-broken"
      tabIndex={tabbable ? 0 : -1}
      aria-labelledby={id}
    >
      <header className="sonde-Card-header">
        <h3 id={id} className="sonde-Card-title">
          {entry.name}
        </h3>
        <span className="sonde-Tag sonde-mod-error">
          <alertIcon.react tag="span" className="sonde-Tag-icon" aria-hidden="true" />
          {trans.__('Broken')}
        </span>
      </header>
      <p className="sonde-Card-summary">{entry.problem}</p>
      <p className="sonde-Card-name" title={entry.folder}>
        {entry.folder}
      </p>
    </article>
  );
}

/** The first few of what a card says it does and is about, each word once. */
function tagsOf(card: Extract<ListedEntry, { ok: true }>['card']): string[] {
  const words = new Map([...card.tasks, ...card.tags].map(tag => [tag.toLowerCase(), tag]));
  return [...words.values()].slice(0, 4);
}

function useBusy(action: () => Promise<void>): [busy: boolean, run: () => void] {
  const [busy, setBusy] = React.useState(false);
  const run = () => {
    if (busy) return;
    setBusy(true);
    void action().finally(() => setBusy(false));
  };
  return [busy, run];
}

function useCopied(action: () => Promise<void>): [copied: boolean, run: () => void] {
  const [copies, setCopies] = React.useState(0);
  React.useEffect(() => {
    if (copies === 0) return;
    const timer = setTimeout(() => setCopies(0), 1500);
    return () => clearTimeout(timer);
  }, [copies]);
  return [copies > 0, () => void action().then(() => setCopies(n => n + 1))];
}
