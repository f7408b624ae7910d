/**
 * A picture with shapes drawn over it in its own pixels, and the list of them beside it. What is pointed at, in the
 * picture or in the list, is marked in both and says its values in a tooltip.
 */
import type { PictureView } from '@sonde/schema';
import * as React from 'react';
import { ItemList, type ListItem } from './item-list.js';

export interface StageItem extends ListItem {
  /** What the tooltip says, line by line. */
  tip: readonly string[];
  /** Where the tooltip points, in pixels of the picture. */
  x: number;
  y: number;
}

export interface Pointing {
  active: number | undefined;
  point: (index: number | undefined) => void;
}

interface Props {
  view: PictureView;
  items: readonly StageItem[];
  listLabel: string;
  /** How many of the items the list names, if not all. */
  listed?: number;
  empty: string;
  /** SVG in pixels of the picture. */
  shapes?: (pointing: Pointing) => React.ReactNode;
  /** HTML between the picture and the shapes. */
  films?: (pointing: Pointing) => React.ReactNode;
  /** Tells which item lies at a point of the picture, where shapes cannot. */
  itemAt?: (x: number, y: number) => number | undefined;
  children?: React.ReactNode;
}

export function PictureStage({
  view,
  items,
  listLabel,
  listed = items.length,
  empty,
  shapes,
  films,
  itemAt,
  children
}: Props): React.JSX.Element {
  const [active, setActive] = React.useState<number | undefined>();
  const pointing = { active, point: setActive };
  const item = active === undefined ? undefined : items[active];
  const onMove = (event: React.MouseEvent<HTMLElement>) => {
    if (!itemAt) return;
    const box = event.currentTarget.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) return;
    const x = ((event.clientX - box.left) / box.width) * view.width;
    const y = ((event.clientY - box.top) / box.height) * view.height;
    setActive(itemAt(x, y));
  };
  return (
    <div className="sonde-Stage">
      <div
        className="sonde-Stage-picture"
        style={{ aspectRatio: `${view.width} / ${view.height}`, width: shownWidth(view) }}
        onMouseMove={onMove}
        onMouseLeave={() => setActive(undefined)}
      >
        <img src={view.image} alt={view.title ?? ''} draggable={false} />
        {films?.(pointing)}
        {shapes && (
          <svg viewBox={`0 0 ${view.width} ${view.height}`} preserveAspectRatio="none" aria-hidden="true">
            {shapes(pointing)}
          </svg>
        )}
        {item && <Tip item={item} view={view} />}
      </div>
      <div className="sonde-Stage-side">
        {children}
        {items.length === 0 ? (
          <p className="sonde-Stage-empty">{empty}</p>
        ) : (
          <ItemList label={listLabel} items={items.slice(0, listed)} active={active} onActive={setActive} />
        )}
      </div>
    </div>
  );
}

/** Small pictures are shown larger, or nothing could be pointed at on them; tall ones fit on a screen. */
function shownWidth({ width, height }: PictureView): number {
  const wanted = Math.max(280, Math.min(width, 560));
  return Math.round(Math.min(wanted, (520 * width) / height));
}

function Tip({ item, view }: { item: StageItem; view: PictureView }): React.JSX.Element {
  const x = Math.min(1, Math.max(0, item.x / view.width));
  const y = Math.min(1, Math.max(0, item.y / view.height));
  // It grows away from the nearer edges, so that it stays in the picture.
  const style = { left: `${x * 100}%`, top: `${y * 100}%` };
  const towards = `${x > 0.5 ? 'sonde-mod-left' : ''} ${y > 0.5 ? 'sonde-mod-up' : ''}`;
  return (
    <div className={`sonde-Tip ${towards}`} style={style} role="tooltip">
      <b>{item.name}</b>
      {item.tip.map(line => (
        <span key={line}>{line}</span>
      ))}
    </div>
  );
}
