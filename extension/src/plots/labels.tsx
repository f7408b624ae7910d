/** Labels with their probabilities as bars, beside the image they belong to. */
import type { LabelsView } from '@sonde/schema';
import * as React from 'react';

export function Labels({ view }: { view: LabelsView }): React.JSX.Element {
  return (
    <figure className="sonde-Labels">
      {view.image !== undefined && (
        <img
          className="sonde-Labels-image"
          src={view.image}
          alt={view.title ?? view.labels[0]?.label ?? ''}
        />
      )}
      <div className="sonde-Labels-body">
        {view.title !== undefined && <figcaption className="sonde-Labels-title">{view.title}</figcaption>}
        <ol className="sonde-Labels-list">
          {view.labels.map(({ label, probability }, row) => (
            <li key={`${row} ${label}`} className={row === 0 ? 'sonde-mod-top' : ''}>
              <span className="sonde-Labels-label">{label}</span>
              <span className="sonde-Labels-value">{`${(probability * 100).toFixed(1)} %`}</span>
              <span className="sonde-Labels-track" aria-hidden="true">
                <span
                  className="sonde-Labels-bar"
                  style={{ width: `${Math.min(1, Math.max(0, probability)) * 100}%` }}
                />
              </span>
            </li>
          ))}
        </ol>
        {view.footnote !== undefined && <p className="sonde-Labels-footnote">{view.footnote}</p>}
      </div>
    </figure>
  );
}
