/** The card around every drawing: its title above, its footnote below. */
import * as React from 'react';

interface Props {
  view: { title?: string; footnote?: string };
  className: string;
  children: React.ReactNode;
}

export function Frame({ view, className, children }: Props): React.JSX.Element {
  return (
    <figure className={`sonde-Frame ${className}`}>
      {view.title !== undefined && <figcaption className="sonde-Frame-title">{view.title}</figcaption>}
      {children}
      {view.footnote !== undefined && <p className="sonde-Frame-footnote">{view.footnote}</p>}
    </figure>
  );
}
