/** A row of tabs and the panel of the open one. Tab reaches the open tab; arrows, Home and End move between them. */
import * as React from 'react';

interface Props<Id extends string> {
  /** Unique in the page of Lab. */
  id: string;
  label: string;
  tabs: readonly { id: Id; label: string }[];
  open: Id;
  onOpen: (id: Id) => void;
  children: React.ReactNode;
}

export function Tabs<Id extends string>({
  id,
  label,
  tabs,
  open,
  onOpen,
  children
}: Props<Id>): React.JSX.Element {
  const buttons = React.useRef(new Map<Id, HTMLButtonElement | null>());
  const onKeyDown = (event: React.KeyboardEvent) => {
    const at = tabs.findIndex(tab => tab.id === open);
    const last = tabs.length - 1;
    const next = {
      ArrowRight: (at + 1) % tabs.length,
      ArrowLeft: (at + last) % tabs.length,
      Home: 0,
      End: last
    }[event.key];
    const tab = next === undefined ? undefined : tabs[next];
    if (!tab) return;
    event.preventDefault();
    onOpen(tab.id);
    buttons.current.get(tab.id)?.focus();
  };
  return (
    <>
      <div className="sonde-Tabs" role="tablist" aria-label={label} onKeyDown={onKeyDown}>
        {tabs.map(tab => (
          <button
            key={tab.id}
            ref={node => void buttons.current.set(tab.id, node)}
            type="button"
            role="tab"
            id={`${id}-tab-${tab.id}`}
            aria-controls={`${id}-panel`}
            aria-selected={tab.id === open}
            tabIndex={tab.id === open ? 0 : -1}
            className="sonde-Tabs-tab"
            onClick={() => onOpen(tab.id)}
          >
            {tab.label}
          </button>
        ))}
      </div>
      <div
        className="sonde-Tabs-panel"
        role="tabpanel"
        id={`${id}-panel`}
        aria-labelledby={`${id}-tab-${open}`}
        data-tab={open}
      >
        {children}
      </div>
    </>
  );
}
