/** A titled part of the page, which links and commands can ask for. */
import * as React from 'react';

interface Props {
  id: string;
  title: string;
  count?: number;
  children: React.ReactNode;
}

export function Section({ id, title, count, children }: Props): React.JSX.Element {
  const heading = React.useId();
  return (
    <section className="sonde-JobPage-section" data-section={id} aria-labelledby={heading}>
      <h2 id={heading} className="sonde-ModulePage-heading">
        {title}
        {count !== undefined && count > 0 && <span className="sonde-JobPage-count">{count}</span>}
      </h2>
      {children}
    </section>
  );
}
