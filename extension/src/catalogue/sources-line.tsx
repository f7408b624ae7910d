/** Says how old the catalogue is and lets it be fetched again; when a source cannot be reached, which one and why. */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { SourceState } from '@sonde/schema';
import * as React from 'react';
import { alertIcon } from '../icons.js';
import { ago } from './ago.js';
import type { CatalogueView } from './model.js';

interface Props {
  view: Extract<CatalogueView, { status: 'ready' }>;
  onRefresh: () => void;
  trans: TranslationBundle;
  now?: () => number;
}

export function SourcesLine({ view, onRefresh, trans, now = Date.now }: Props): React.JSX.Element {
  useEachMinute();
  const fetched = oldest(view.sources) ?? view.loadedAt;
  return (
    <p className="sonde-SourcesLine">
      <span title={new Date(fetched).toLocaleString()}>{trans.__('Updated %1', ago(now() - fetched))}</span>
      <span aria-hidden="true">·</span>
      <button type="button" className="sonde-Link" aria-disabled={view.refreshing} onClick={onRefresh}>
        {view.refreshing ? trans.__('Refreshing…') : trans.__('Refresh')}
      </button>
    </p>
  );
}

/** Shown while something in the list is older than it should be. */
export function OfflineBanner({
  view,
  trans,
  now = Date.now
}: Omit<Props, 'onRefresh'>): React.JSX.Element | null {
  const wrong = view.sources.filter(source => isWrong(source, view.offline));
  if (wrong.length === 0 && !view.problem) return null;
  const cached = oldest(wrong.filter(({ status }) => status !== 'fresh'));
  return (
    <div className="sonde-Banner" role="status">
      <alertIcon.react tag="span" className="sonde-Banner-icon" aria-hidden="true" />
      <div className="sonde-Banner-text">
        <strong>{title(view, wrong, trans)}</strong>{' '}
        {cached !== undefined && trans.__('Its modules are shown as they were %1.', ago(now() - cached))}
        <details className="sonde-Banner-details">
          <summary>{trans.__('Details')}</summary>
          <ul>
            {view.problem && <li>{view.problem.message}</li>}
            {wrong.map(source => (
              <li key={source.name}>
                <strong>{source.name}</strong> <span className="sonde-Banner-place">{source.location}</span>
                <br />
                {detail(source, trans, now())}
              </li>
            ))}
          </ul>
        </details>
      </div>
    </div>
  );
}

/** Offline on purpose, what is old is worth a word although nothing has failed. */
function isWrong({ status, problem }: SourceState, offline: boolean): boolean {
  return status === 'failed' || problem !== undefined || (offline && status === 'cached');
}

function title(view: Props['view'], wrong: readonly SourceState[], trans: TranslationBundle): string {
  const [first] = wrong;
  if (!first) return trans.__('The catalogue could not be refreshed.');
  if (view.offline) return trans.__('Nothing is fetched: SONDE_OFFLINE is set.');
  if (wrong.length === 1) return oneTitle(first, trans);
  if (wrong.every(isUnreachable)) {
    return trans.__('%1 of %2 sources cannot be reached.', wrong.length, view.sources.length);
  }
  return trans.__('%1 of %2 sources have problems.', wrong.length, view.sources.length);
}

function oneTitle(source: SourceState, trans: TranslationBundle): string {
  if (isUnreachable(source)) return trans.__('The source "%1" cannot be reached.', source.name);
  if (source.kind === 'folder') return trans.__('The source "%1" cannot be read.', source.name);
  return trans.__('Some modules of the source "%1" could not be fetched.', source.name);
}

/** A source that was fetched has a problem with some of its modules only. */
function isUnreachable({ status, kind }: SourceState): boolean {
  return kind !== 'folder' && status !== 'fresh';
}

function detail(source: SourceState, trans: TranslationBundle, now: number): string {
  const kept =
    source.fetched === undefined
      ? trans.__('Nothing of it is kept here.')
      : trans.__('%1 modules from %2.', source.entries, ago(now - Date.parse(source.fetched)));
  const next =
    source.next === undefined
      ? ''
      : trans.__('Tried again at %1.', new Date(source.next).toLocaleTimeString());
  return [source.problem, kept, next].filter(Boolean).join(' ');
}

function oldest(sources: readonly SourceState[]): number | undefined {
  const times = sources.flatMap(({ fetched }) => (fetched === undefined ? [] : [Date.parse(fetched)]));
  return times.length === 0 ? undefined : Math.min(...times);
}

/** "3 min ago" must not stand there for an hour. */
function useEachMinute(): void {
  const [, tick] = React.useState(0);
  React.useEffect(() => {
    const timer = setInterval(() => tick(n => n + 1), 60_000);
    return () => clearInterval(timer);
  }, []);
}
