/**
 * The jobs of the panel in sections and groups, of which only the part in sight is drawn. Tab reaches one entry; the
 * arrow keys, Page Up and Down, Home and End move between them, Enter opens, Delete deletes.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { isFinal, type JobRecord } from '@sonde/schema';
import * as React from 'react';
import { compareIcon } from '../icons.js';
import type { JobActions } from './job-actions.js';
import type { Item, SectionId } from './layout.js';
import { JobRow } from './row.js';
import { useScrollMemory, type ScrollMemory } from './use-scroll-memory.js';
import { whyWaiting } from './why-waiting.js';

interface Props extends ScrollMemory {
  items: readonly Item[];
  jobs: ReadonlyMap<string, JobRecord>;
  now: number;
  actions: JobActions;
  onFold: (key: string) => void;
  /** Where "up" from the first entry leads. */
  searchRef: React.RefObject<HTMLInputElement>;
  trans: TranslationBundle;
}

/** Before an entry is measured. */
const usual = { section: 32, group: 28, job: 132 };

export function JobList(props: Props): React.JSX.Element {
  const { items, jobs, now, actions, onFold, searchRef, trans } = props;
  const scrollRef = React.useRef<HTMLDivElement>(null);
  const wanted = React.useRef<number>();
  const [current, setCurrent] = React.useState('');
  const reachable = Math.max(
    0,
    items.findIndex(item => item.key === current)
  );

  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scrollRef.current,
    getItemKey: index => items[index]?.key ?? index,
    estimateSize: index => usual[items[index]?.kind ?? 'job'],
    gap: 6,
    paddingStart: 2,
    paddingEnd: 12,
    overscan: 2,
    useFlushSync: false,
    // The entry with the focus stays, wherever the mouse wheel goes.
    rangeExtractor: range => [...new Set([...defaultRangeExtractor(range), reachable])].sort((a, b) => a - b)
  });

  const onScroll = useScrollMemory(props, scrollRef, virtual.getTotalSize());

  const nodeOf = (index: number) =>
    scrollRef.current?.querySelector<HTMLElement>(`[data-index="${index}"] > [tabindex]`);
  const focus = (index: number) => {
    setCurrent(items[index]?.key ?? '');
    virtual.scrollToIndex(index, { align: 'auto' });
    wanted.current = index;
    nodeOf(index)?.focus({ preventScroll: true });
  };
  React.useEffect(() => {
    const node = wanted.current === undefined ? undefined : nodeOf(wanted.current);
    if (!node) return;
    wanted.current = undefined;
    if (document.activeElement !== node) node.focus({ preventScroll: true });
  });

  const onKeyDown = (event: React.KeyboardEvent, index: number) => {
    if (event.key === 'ArrowUp' && index === 0) {
      event.preventDefault();
      searchRef.current?.focus();
      return;
    }
    const next = moved(event.key, index, items.length - 1);
    if (next !== undefined) {
      event.preventDefault();
      focus(next);
      return;
    }
    const item = items[index];
    // Keys on a button of the row are the button's.
    if (item?.kind !== 'job' || event.target !== nodeOf(index)) return;
    if (event.key === 'Enter') actions.open(item.job.id);
    else if (event.key === 'Delete' && isFinal(item.job.state)) actions.remove(item.job.id);
    else return;
    event.preventDefault();
  };

  return (
    <div ref={scrollRef} className="sonde-Panel-scroll sonde-mod-list" onScroll={onScroll}>
      <ul className="sonde-JobList" role="list" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, key, start }) => {
          const item = items[index]!;
          const tabIndex = index === reachable ? 0 : -1;
          return (
            <li
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              className="sonde-JobList-item"
              style={{ transform: `translateY(${start}px)` }}
              aria-setsize={items.length}
              aria-posinset={index + 1}
              onFocus={() => setCurrent(item.key)}
              onKeyDown={event => onKeyDown(event, index)}
            >
              {item.kind === 'job' ? (
                <JobRow
                  job={item.job}
                  waiting={whyWaiting(item.job, jobs, trans)}
                  {...{ now, actions, trans, tabIndex }}
                />
              ) : (
                <>
                  <Heading item={item} tabIndex={tabIndex} onFold={onFold} trans={trans} />
                  {item.kind === 'group' && item.sweep && (
                    <button
                      type="button"
                      className="sonde-Button sonde-mod-small sonde-mod-quiet sonde-JobList-compare"
                      aria-label={trans.__('Compare the jobs of %1', item.title)}
                      onClick={() => actions.compare(item.name ?? '')}
                    >
                      <compareIcon.react tag="span" className="sonde-Button-icon" aria-hidden="true" />
                      {trans.__('Compare')}
                    </button>
                  )}
                </>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function moved(key: string, from: number, last: number): number | undefined {
  const moves: Record<string, number> = {
    ArrowDown: from + 1,
    ArrowUp: from - 1,
    PageDown: from + 5,
    PageUp: from - 5,
    Home: 0,
    End: last
  };
  const to = moves[key];
  return to === undefined ? undefined : Math.max(0, Math.min(to, last));
}

function Heading(props: {
  item: Exclude<Item, { kind: 'job' }>;
  tabIndex: 0 | -1;
  onFold: (key: string) => void;
  trans: TranslationBundle;
}): React.JSX.Element {
  const { item, tabIndex, onFold, trans } = props;
  const title =
    item.kind === 'section' ? sectionTitle(item.section, trans) : (item.title ?? trans.__('Others'));
  const compared = item.kind === 'group' && item.sweep ? ' sonde-mod-compared' : '';
  return (
    <button
      type="button"
      className={`sonde-JobList-heading sonde-mod-${item.kind}${compared}`}
      aria-expanded={!item.folded}
      tabIndex={tabIndex}
      title={title}
      onClick={() => onFold(item.key)}
    >
      <span className="sonde-JobList-name">{title}</span>
      <span className="sonde-JobList-count">{item.count}</span>
    </button>
  );
}

function sectionTitle(section: SectionId, trans: TranslationBundle): string {
  const titles = { running: trans.__('Running'), waiting: trans.__('Waiting'), ended: trans.__('Ended') };
  return titles[section];
}
