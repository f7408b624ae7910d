/** Grey shapes in the place of what is on its way. They stay invisible for 300 ms, so that a quick answer never flickers. */
import * as React from 'react';

export function Skeleton({
  rows,
  label,
  slow
}: {
  rows: number;
  label: string;
  slow: string;
}): React.JSX.Element {
  return (
    <div className="sonde-Skeleton" role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="sonde-Skeleton-row" aria-hidden="true">
          <span className="sonde-Skeleton-bar sonde-mod-title" />
          <span className="sonde-Skeleton-bar" />
          <span className="sonde-Skeleton-bar sonde-mod-short" />
        </div>
      ))}
      <p className="sonde-Skeleton-slow">{slow}</p>
    </div>
  );
}
