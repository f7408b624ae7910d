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
import { linesOf, startOf } from './log-window.js';
import { LogSearch } from './log-search.js';

interface Props {
  follower: LogFollower;
  onDownload: () => void;
  trans: TranslationBundle;
}

export function LogView(props: Props): React.JSX.Element {
  const { follower } = props;
  React.useEffect(() => {
    follower.start();
    return () => follower.stop();
  }, [follower]);
  return <UseSignal signal={follower.changed}>{() => <Lines {...props} />}</UseSignal>;
}

const lineHeight = 18;

function Lines({ follower, onDownload, trans }: Props): React.JSX.Element {
  const { window, loaded, error } = follower;
  const scrollRef = React.useRef<HTMLDivElement>(null);
  const [follow, setFollow] = React.useState(true);
  const [wrap, setWrap] = React.useState(false);
  const [search, setSearch] = React.useState('');
  const [at, setAt] = React.useState(0);
  const lines = React.useMemo(() => linesOf(window), [window]);
  const found = React.useMemo(() => matching(lines, search), [lines, search]);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => lineHeight,
    overscan: 12,
    useFlushSync: false
  });

  React.useLayoutEffect(() => {
    if (follow && lines.length > 0) virtual.scrollToIndex(lines.length - 1, { align: 'end' });
  }, [follow, lines, wrap]);
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
  const onWheel = (event: React.WheelEvent) => {
    if (event.deltaY < 0) setFollow(false);
  };

  return (
    <div className="sonde-Log" data-state={error ? 'error' : loaded ? 'ready' : 'loading'}>
      <div className="sonde-Log-tools">
        <LogSearch
          text={search}
          said={search === '' ? '' : trans.__('%1 of %2', found.length === 0 ? 0 : at + 1, found.length)}
          onChange={setSearch}
          onMove={by => show(at + by)}
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
      <div
        ref={scrollRef}
        className={`sonde-Log-scroll${wrap ? ' sonde-mod-wrap' : ''}`}
        role="log"
        aria-label={trans.__('Log')}
        aria-live="off"
        tabIndex={0}
        onWheel={onWheel}
        onKeyDown={event => /^(ArrowUp|PageUp|Home)$/.test(event.key) && setFollow(false)}
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
              : trans.__('Load earlier lines (%1 before these)', formatBytes(startOf(window)))}
          </button>
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
              className={`sonde-Log-line${found[at] === index ? ' sonde-mod-found' : ''}`}
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
