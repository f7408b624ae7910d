/**
 * The rows of the catalogue, of which only those in sight are drawn. Tab reaches one row, the arrow keys, Page Up and
 * Down, Home and End move between them.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import type { ListedEntry } from '@sonde/schema';
import type { Matched } from '@sonde/schema/catalogue-search';
import * as React from 'react';
import { Card, type CardActions } from './card.js';

export interface CardListHandle {
  focusFirst(): void;
}

interface Props {
  entries: readonly ListedEntry[];
  matched: Matched;
  /** By source: when what is cached of it was fetched, where it is old. */
  cached: ReadonlyMap<string, string>;
  actions: CardActions;
  trans: TranslationBundle;
  /** Changes whenever something else was asked for; the list then starts at its top. */
  asked: string;
  /** The row at the top when the list appears. */
  top: number;
  onTop: (row: number) => void;
  /** Where "up" from the first row leads. */
  searchRef: React.RefObject<HTMLInputElement>;
}

/** Before a row is measured. */
const usualHeight = 118;

export const CardList = React.forwardRef<CardListHandle, Props>(function CardList(props, ref) {
  const { entries, matched, cached, actions, trans, asked, top, onTop, searchRef } = props;
  const scrollRef = React.useRef<HTMLDivElement>(null);
  const wanted = React.useRef<number>();
  const [current, setCurrent] = React.useState(0);
  const reachable = Math.max(0, Math.min(current, entries.length - 1));

  const virtual = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => usualHeight,
    gap: 6,
    paddingStart: 2,
    paddingEnd: 12,
    overscan: 2,
    useFlushSync: false,
    // The row with the focus stays, wherever the mouse wheel goes.
    rangeExtractor: range => [...new Set([...defaultRangeExtractor(range), reachable])].sort((a, b) => a - b),
    onChange: ({ range }) => range && onTop(range.startIndex)
  });

  const cardOf = (row: number) =>
    scrollRef.current?.querySelector<HTMLElement>(`[data-index="${row}"] > .sonde-Card`);
  const focus = (row: number) => {
    setCurrent(row);
    virtual.scrollToIndex(row, { align: 'auto' });
    wanted.current = row;
    cardOf(row)?.focus({ preventScroll: true });
  };
  React.useEffect(() => {
    const card = wanted.current === undefined ? undefined : cardOf(wanted.current);
    if (!card) return;
    wanted.current = undefined;
    if (document.activeElement !== card) card.focus({ preventScroll: true });
  });
  React.useImperativeHandle(ref, () => ({ focusFirst: () => focus(0) }));

  React.useEffect(() => {
    if (top > 0) virtual.scrollToIndex(top, { align: 'start' });
  }, []);
  const shown = React.useRef(asked);
  React.useLayoutEffect(() => {
    if (shown.current === asked) return;
    shown.current = asked;
    setCurrent(0);
    // Asking for the top where the list is there already would still lay the page out.
    if (virtual.scrollOffset) virtual.scrollToOffset(0);
  }, [asked, virtual]);

  const onKeyDown = (event: React.KeyboardEvent, row: number) => {
    if (event.key === 'ArrowUp' && row === 0) {
      event.preventDefault();
      searchRef.current?.focus();
      return;
    }
    const last = entries.length - 1;
    const moves: Record<string, number> = {
      ArrowDown: row + 1,
      ArrowUp: row - 1,
      PageDown: row + 5,
      PageUp: row - 5,
      Home: 0,
      End: last
    };
    const next = moves[event.key];
    if (next === undefined) return;
    event.preventDefault();
    focus(Math.max(0, Math.min(next, last)));
  };

  return (
    <div ref={scrollRef} className="sonde-Panel-scroll sonde-mod-list">
      <ul className="sonde-CardList" role="list" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, key, start }) => (
          <li
            key={key}
            ref={virtual.measureElement}
            data-index={index}
            className="sonde-CardList-row"
            style={{ transform: `translateY(${start}px)` }}
            aria-setsize={entries.length}
            aria-posinset={index + 1}
            onFocus={() => setCurrent(index)}
            onKeyDown={event => onKeyDown(event, index)}
          >
            <Card
              key={keyOf(entries[index]!)}
              entry={entries[index]!}
              matched={matched}
              cached={cached.get(entries[index]!.source)}
              actions={actions}
              trans={trans}
              tabbable={index === reachable}
            />
          </li>
        ))}
      </ul>
    </div>
  );
});

/** Two sources may have modules of the same name, and one source several versions. */
function keyOf(entry: ListedEntry): string {
  return `${entry.source}/${entry.name}/${entry.ok ? entry.version : entry.folder}`;
}
