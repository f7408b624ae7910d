/** The list beside a drawing: pointing at an entry, or walking to it with the arrow keys, marks it in the drawing. */
import * as React from 'react';

export interface ListItem {
  name: string;
  value?: string | undefined;
  colour?: string | undefined;
}

interface Props {
  label: string;
  items: readonly ListItem[];
  active: number | undefined;
  onActive: (index: number | undefined) => void;
  /** Enter or a click on an entry. */
  onOpen?: (index: number) => void;
}

export function ItemList({ label, items, active, onActive, onOpen }: Props): React.JSX.Element {
  const list = React.useRef<HTMLUListElement>(null);
  // One stop for the Tab key, however long the list is.
  const [stop, setStop] = React.useState(0);
  const reachable = Math.min(stop, items.length - 1);

  const onKeyDown = (event: React.KeyboardEvent, index: number) => {
    const to = target(event.key, index, items.length);
    if (to !== undefined) {
      event.preventDefault();
      // Lab's notebook walks through cells with the same keys.
      event.stopPropagation();
      (list.current?.children[to] as HTMLElement | undefined)?.focus();
    } else if (event.key === 'Enter' && onOpen) {
      event.stopPropagation();
      onOpen(index);
    }
  };
  return (
    <ul ref={list} className="sonde-ItemList" role="listbox" aria-label={label}>
      {items.map(({ name, value, colour }, index) => (
        <li
          key={index}
          role="option"
          aria-selected={active === index}
          tabIndex={index === reachable ? 0 : -1}
          className={active === index ? 'sonde-mod-active' : ''}
          onFocus={() => {
            setStop(index);
            onActive(index);
          }}
          onBlur={() => onActive(undefined)}
          onMouseEnter={() => onActive(index)}
          onMouseLeave={() => onActive(undefined)}
          onKeyDown={event => onKeyDown(event, index)}
          onClick={() => onOpen?.(index)}
        >
          {colour !== undefined && (
            <span className="sonde-ItemList-swatch" style={{ background: colour }} aria-hidden="true" />
          )}
          <span className="sonde-ItemList-name" title={name}>
            {name}
          </span>
          {value !== undefined && <span className="sonde-ItemList-value">{value}</span>}
        </li>
      ))}
    </ul>
  );
}

function target(key: string, index: number, count: number): number | undefined {
  if (key === 'ArrowDown') return Math.min(count - 1, index + 1);
  if (key === 'ArrowUp') return Math.max(0, index - 1);
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  return undefined;
}
