/**
 * One of our icons in a row. LabIcon's own component parses its drawing at every render; a screen of rows has some
 * hundred of them, which costs more than the search.
 */
import type { LabIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

export const Picture = React.memo(function Picture({
  icon,
  className
}: {
  icon: LabIcon;
  className: string;
}) {
  // The drawing is a constant of ours (icons.ts), never text of a card.
  return <span className={className} aria-hidden="true" dangerouslySetInnerHTML={{ __html: icon.svgstr }} />;
});
