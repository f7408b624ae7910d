/** A text with the parts marked that made it a hit. */
import { matchesIn, type Matched } from '@sonde/schema/catalogue-search';
import * as React from 'react';

export function Marked({ text, matched }: { text: string; matched: Matched }): React.JSX.Element {
  const parts: React.ReactNode[] = [];
  let end = 0;
  for (const [from, to] of matchesIn(text, matched)) {
    parts.push(
      text.slice(end, from),
      <mark key={from} className="sonde-Mark">
        {text.slice(from, to)}
      </mark>
    );
    end = to;
  }
  return (
    <>
      {parts}
      {text.slice(end)}
    </>
  );
}
