/** What a panel shows where there is nothing to show: why, and what to do about it. */
import type { LabIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

interface Props {
  icon: LabIcon;
  title: string;
  text: string;
  action?: { label: string; run: () => void };
}

export function EmptyNotice({ icon, title, text, action }: Props): React.JSX.Element {
  return (
    <div className="sonde-Notice">
      <icon.react tag="span" className="sonde-Notice-icon" aria-hidden="true" />
      <p className="sonde-Notice-title">{title}</p>
      <p className="sonde-Notice-text">{text}</p>
      {action && (
        <button type="button" className="sonde-Button" onClick={action.run}>
          {action.label}
        </button>
      )}
    </div>
  );
}
