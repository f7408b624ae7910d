/** The log of a job: followed or held still, searched, with its colours, and to be taken along as a file. */
import type { TranslationBundle } from '@jupyterlab/translation';
import { UseSignal } from '@jupyterlab/ui-components';
import { useVirtualizer } from '@tanstack/react-virtual';
import * as React from 'react';
import { downloadIcon } from '../icons.js';
import { formatBytes } from '../module/format-bytes.js';
import { withoutAnsi } from './ansi.js';
import { LogLine } from './log-line.js';
import type { LogFollower } from './log-follower.js';
import { linesBefore, linesOf, startOf } from './log-window.js';
import { LogSearch } from './log-search.js';

interface Props {
  follower: LogFollower;
  /** False while the page is behind another tab: nobody reads then, and each open log holds a connection. */
  shown: boolean;
  onDownload: () => void;
  trans: TranslationBundle;
}

export function LogView(props: Props): React.JSX.Element {
  const { follower, shown } = props;
  React.useEffect(() => {
    if (!shown) return;
    follower.start();
    return () => follower.stop();
  }, [follower, shown]);
  return <UseSignal signal={follower.changed}>{() => <Lines {...props} />}</UseSignal>;
}

const lineHeight = 18;

function Lines({ follower, onDownload, trans }: Props): React.JSX.Element {
  const { window, loaded, error, earlierError } = follower;
  const scrollRef = React.useRef<HTMLDivElement>(null);
  const scrolledTo = React.useRef(0);
  const [follow, setFollow] = React.useState(true);
  const [wrap, setWrap] = React.useState(false);
  const [search, setSearch] = React.useState('');
  const [at, setAt] = React.useState(0);
  const lines = React.useMemo(() => linesOf(window), [window]);
  const found = React.useMemo(() => matching(lines, search), [lines, search]);
  // Lines that are dropped take what was found in them along.
  const here = Math.min(at, found.length - 1);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => lineHeight,
    overscan: 12,
    useFlushSync: false
  });

  React.useLayoutEffect(() => {
    follower.still = !follow;
  }, [follower, follow]);
  React.useLayoutEffect(() => {
    if (follow && lines.length > 0) virtual.scrollToIndex(lines.length - 1, { align: 'end' });
  }, [follow, lines, wrap]);
  // Earlier lines come in above what is read, which stays where it is.
  const drawn = React.useRef({ start: startOf(window), count: lines.length });
  React.useLayoutEffect(() => {
    const start = startOf(window);
    const more = lines.length - drawn.current.count;
    if (start < drawn.current.start && !follow)
      virtual.scrollToOffset((virtual.scrollOffset ?? 0) + more * lineHeight);
    drawn.current = { start, count: lines.length };
  }, [window, lines]);
  const show = (index: number) => {
    if (found.length === 0) return;
    const next = (index + found.length) % found.length;
    setAt(next);
    setFollow(false);
    virtual.scrollToIndex(found[next]!, { align: 'center' });
  };
  // Whoever types sees the first line that fits.
  React.useEffect(() => {
    if (search !== '') show(0);
  }, [search]);
  // Whoever goes up, by wheel, keys or scroll bar, wants to read. Lines that are dropped move all up, too, but leave the end in sight.
  const onScroll = () => {
    const { scrollTop = 0, clientHeight = 0, scrollHeight = 0 } = scrollRef.current ?? {};
    const isAtEnd = scrollTop + clientHeight >= scrollHeight - 2 * lineHeight;
    if (scrollTop < scrolledTo.current && !isAtEnd) setFollow(false);
    scrolledTo.current = scrollTop;
  };

  return (
    <div className="sonde-Log" data-state={error ? 'error' : loaded ? 'ready' : 'loading'}>
      <div className="sonde-Log-tools">
        <LogSearch
          text={search}
          said={search === '' ? '' : trans.__('%1 of %2', here + 1, found.length)}
          onChange={setSearch}
          onMove={by => show(here + by)}
          trans={trans}
        />
        <label className="sonde-Log-switch">
          <input type="checkbox" checked={follow} onChange={event => setFollow(event.target.checked)} />
          {trans.__('Follow')}
        </label>
        <label className="sonde-Log-switch">
          <input type="checkbox" checked={wrap} onChange={event => setWrap(event.target.checked)} />
          {trans.__('Wrap')}
        </label>
        <button type="button" className="sonde-Button sonde-mod-small" onClick={onDownload}>
          <downloadIcon.react tag="span" className="sonde-Button-icon" aria-hidden="true" />
          {trans.__('Download')}
        </button>
        <span className="sonde-Log-size">{loaded && formatBytes(window.size)}</span>
      </div>
      {error && (
        <p className="sonde-Log-error" role="alert">
          {error.message}
        </p>
      )}
      {(window.skipped > 0 || follower.waits) && (
        <p className="sonde-JobPage-quiet" role="status">
          {follower.waits
            ? trans.__('There is more. It comes when you follow again.')
            : trans.__(
                '%1 were left out: it is printed faster than it can be read.',
                formatBytes(window.skipped)
              )}
        </p>
      )}
      <div
        ref={scrollRef}
        className={`sonde-Log-scroll${wrap ? ' sonde-mod-wrap' : ''}`}
        role="log"
        aria-label={trans.__('Log')}
        aria-live="off"
        tabIndex={0}
        onScroll={onScroll}
      >
        {startOf(window) > 0 && (
          <button
            type="button"
            className="sonde-Button sonde-mod-small sonde-mod-quiet"
            disabled={follower.loadingEarlier}
            onClick={() => {
              setFollow(false);
              void follower.loadEarlier();
            }}
          >
            {follower.loadingEarlier
              ? trans.__('Loading…')
              : trans._n(
                  'Load earlier lines (%1 before this, %2)',
                  'Load earlier lines (about %1 before these, %2)',
                  linesBefore(window),
                  formatBytes(startOf(window))
                )}
          </button>
        )}
        {earlierError && (
          <p className="sonde-Log-error" role="alert">
            {earlierError.message}
          </p>
        )}
        {loaded && lines.length === 0 && (
          <p className="sonde-Log-empty">
            {window.ended
              ? trans.__('The job printed nothing.')
              : trans.__('The job has printed nothing yet.')}
          </p>
        )}
        <div className="sonde-Log-lines" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, key, start }) => (
            <div
              key={key}
              ref={wrap ? virtual.measureElement : undefined}
              data-index={index}
              className={`sonde-Log-line${found[here] === index ? ' sonde-mod-found' : ''}`}
              style={{ transform: `translateY(${start}px)` }}
            >
              <LogLine line={lines[index] ?? ''} search={search} />
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}

function matching(lines: readonly string[], search: string): number[] {
  if (search === '') return [];
  const wanted = search.toLowerCase();
  return lines.flatMap((line, index) => (withoutAnsi(line).toLowerCase().includes(wanted) ? [index] : []));
}
