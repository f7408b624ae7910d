/** The list of cards. Tab reaches one card, the arrow keys, Home and End move between them. */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { ListedEntry } from '@sonde/schema';
import * as React from 'react';
import { Card, type CardActions } from './card.js';

export interface CardListHandle {
  focusFirst(): void;
}

interface Props {
  entries: readonly ListedEntry[];
  actions: CardActions;
  trans: TranslationBundle;
  /** Where "up" from the first card leads. */
  searchRef: React.RefObject<HTMLInputElement>;
}

export const CardList = React.forwardRef<CardListHandle, Props>(function CardList(props, ref) {
  const { entries, actions, trans, searchRef } = props;
  const cards = React.useRef<(HTMLElement | null)[]>([]);
  const [current, setCurrent] = React.useState(0);
  const reachable = Math.min(current, entries.length - 1);
  React.useImperativeHandle(ref, () => ({ focusFirst: () => cards.current[0]?.focus() }));

  const onKeyDown = (event: React.KeyboardEvent, row: number) => {
    if (event.key === 'ArrowUp' && row === 0) {
      event.preventDefault();
      searchRef.current?.focus();
      return;
    }
    const next = { ArrowDown: row + 1, ArrowUp: row - 1, Home: 0, End: entries.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    cards.current[next]?.focus();
  };
  return (
    <ul className="sonde-CardList" role="list">
      {entries.map((entry, row) => (
        <li
          key={`${entry.source}/${entry.name}`}
          onFocus={() => setCurrent(row)}
          onKeyDown={event => onKeyDown(event, row)}
        >
          <Card
            ref={node => {
              cards.current[row] = node;
            }}
            entry={entry}
            actions={actions}
            trans={trans}
            tabbable={row === reachable}
          />
        </li>
      ))}
    </ul>
  );
});
