/** One line of a log, with its colours, or with what was searched for marked. */
import * as React from 'react';
import { readAnsi, withoutAnsi } from './ansi.js';

interface Props {
  line: string;
  search: string;
}

/** What is seen of a line is drawn up to here; the file has the rest. */
const longest = 4000;

export const LogLine = React.memo(function LogLine({ line, search }: Props): React.JSX.Element {
  if (search !== '') {
    const plain = withoutAnsi(line);
    const parts = split(plain.length > longest ? `${plain.slice(0, longest)} …` : plain, search);
    if (parts.length > 1) return <>{parts.map((part, i) => (i % 2 ? <mark key={i}>{part}</mark> : part))}</>;
  }
  return (
    <>
      {readAnsi(line, longest).map(({ text: piece, classes, colour, background }, i) =>
        classes.length === 0 && colour === undefined && background === undefined ? (
          piece
        ) : (
          <span key={i} className={classes.join(' ')} style={{ color: colour, backgroundColor: background }}>
            {piece}
          </span>
        )
      )}
    </>
  );
});

/** Every second part is what was searched for. */
function split(text: string, search: string): string[] {
  const wanted = search.toLowerCase();
  const lower = text.toLowerCase();
  const parts: string[] = [];
  let from = 0;
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, from)) {
    parts.push(text.slice(from, at), text.slice(at, at + wanted.length));
    from = at + wanted.length;
  }
  return [...parts, text.slice(from)];
}
