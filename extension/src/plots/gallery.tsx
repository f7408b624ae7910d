/** Many results as tiles; a click on one opens it, and the arrow keys walk on to the next. */
import type { TranslationBundle } from '@jupyterlab/translation';
import { mime, type GalleryView } from '@sonde/schema';
import * as React from 'react';
import { dataImage } from './fields.js';
import { Frame } from './frame.js';
import { formatShare } from './numbers.js';

type Item = GalleryView['items'][number];

interface Props {
  view: GalleryView;
  /** Draws one item alone. */
  drawItem: (item: Item) => React.ReactNode;
  trans: TranslationBundle;
}

export function Gallery({ view, drawItem, trans }: Props): React.JSX.Element {
  const [opened, setOpened] = React.useState<number | undefined>();
  const tiles = React.useRef<HTMLUListElement>(null);
  const item = opened === undefined ? undefined : view.items[opened];
  const close = () => {
    const index = opened ?? 0;
    setOpened(undefined);
    requestAnimationFrame(() => tiles.current?.querySelectorAll('button')[index]?.focus());
  };
  return (
    <Frame view={view} className="sonde-Gallery">
      {opened !== undefined && item !== undefined ? (
        <Opened
          title={item.title}
          at={opened}
          count={view.items.length}
          onGo={setOpened}
          onClose={close}
          trans={trans}
        >
          <React.Fragment key={opened}>{drawItem(item)}</React.Fragment>
        </Opened>
      ) : (
        <ul ref={tiles} className="sonde-Gallery-tiles">
          {view.items.map((one, index) => (
            <li key={index}>
              <button type="button" onClick={() => setOpened(index)} title={one.title}>
                <Tile item={one} />
              </button>
            </li>
          ))}
        </ul>
      )}
      {view.items.length === 0 && <p className="sonde-Stage-empty">{trans.__('Nothing to show.')}</p>}
    </Frame>
  );
}

interface OpenedProps {
  title: string;
  at: number;
  count: number;
  onGo: (index: number) => void;
  onClose: () => void;
  children: React.ReactNode;
  trans: TranslationBundle;
}

function Opened({ title, at, count, onGo, onClose, children, trans }: OpenedProps): React.JSX.Element {
  const bar = React.useRef<HTMLDivElement>(null);
  React.useEffect(() => bar.current?.querySelector('button')?.focus(), []);
  const onKeyDown = (event: React.KeyboardEvent) => {
    const actions: Record<string, () => void> = {
      Escape: onClose,
      ArrowLeft: () => onGo(Math.max(0, at - 1)),
      ArrowRight: () => onGo(Math.min(count - 1, at + 1))
    };
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    event.stopPropagation();
    action();
  };
  return (
    <>
      <div ref={bar} className="sonde-Gallery-bar" onKeyDown={onKeyDown}>
        <button type="button" className="sonde-Button sonde-mod-small" onClick={onClose}>
          {trans.__('All')}
        </button>
        <button
          type="button"
          className="sonde-Button sonde-mod-small"
          disabled={at === 0}
          aria-label={trans.__('Previous')}
          onClick={() => onGo(at - 1)}
        >
          ←
        </button>
        <button
          type="button"
          className="sonde-Button sonde-mod-small"
          disabled={at === count - 1}
          aria-label={trans.__('Next')}
          onClick={() => onGo(at + 1)}
        >
          →
        </button>
        <b>{title}</b>
        <span>{trans.__('%1 of %2', at + 1, count)}</span>
      </div>
      {children}
    </>
  );
}

function Tile({ item }: { item: Item }): React.JSX.Element {
  const image = pictureOf(item.view);
  const text = textOf(item);
  return (
    <>
      {image === undefined ? (
        <span className="sonde-Gallery-words">{text}</span>
      ) : (
        <img src={image} alt="" loading="lazy" />
      )}
      <span className="sonde-Gallery-title">{item.title}</span>
      {image !== undefined && text !== '' && <span className="sonde-Gallery-said">{text}</span>}
    </>
  );
}

function pictureOf(view: unknown): string | undefined {
  const { image, images } = (view ?? {}) as Record<string, unknown>;
  const last: unknown = Array.isArray(images) ? images.at(-1) : undefined;
  return dataImage(image) ?? (last === undefined ? undefined : pictureOf(last));
}

/** The first that was found, in a few words; a view of another make simply says nothing. */
function textOf({ mime: type, view }: Item): string {
  const fields = (view ?? {}) as Record<string, unknown>;
  if (type === plainText) return typeof view === 'string' ? view : '';
  if (typeof fields['text'] === 'string') return fields['text'].slice(0, 160);
  const kind = { [mime.labels]: 'labels', [mime.boxes]: 'boxes', [mime.masks]: 'masks' }[type] ?? 'regions';
  const found = fields[kind];
  if (!Array.isArray(found)) return typeof fields['name'] === 'string' ? fields['name'] : columnNames(fields);
  const words = found.slice(0, 2).map((one: unknown) => {
    const { label, probability, score, share } = (one ?? {}) as Record<string, unknown>;
    const value = [probability, share, score].find(number => typeof number === 'number');
    const shown = typeof value === 'number' ? ` ${formatShare(value)}` : '';
    return `${typeof label === 'string' ? label : ''}${shown}`;
  });
  return `${words.join(', ')}${found.length > 2 ? ` +${found.length - 2}` : ''}`;
}

function columnNames({ columns }: Record<string, unknown>): string {
  if (!Array.isArray(columns)) return '';
  const names = columns.map((column: unknown) => ((column ?? {}) as Record<string, unknown>)['name']);
  return names.filter(name => typeof name === 'string').join(', ');
}

/** An item that has no drawing, such as a failure, is its text. */
export const plainText = 'text/plain';
