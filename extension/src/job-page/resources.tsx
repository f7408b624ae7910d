/** What the job's processes use: a meter for each measure, with a line that shows how it was before. */
import type { TranslationBundle } from '@jupyterlab/translation';
import { isFinal, type JobRecord, type RunView } from '@sonde/schema';
import * as React from 'react';
import { meters, type Meter } from './meters.js';
import { Section } from './section.js';

interface Props {
  job: JobRecord;
  view: RunView | undefined;
  trans: TranslationBundle;
}

/** A job of which nothing is known, because it has not begun or runs where it cannot be measured, has no such section. */
export function ResourceMeters({ job, view, trans }: Props): React.JSX.Element | null {
  const { usage } = job;
  if (!usage) return null;
  const title = isFinal(job.state) ? trans.__('Resources, when last measured') : trans.__('Resources');
  return (
    <Section id="resources" title={title}>
      <ul className="sonde-Meters">
        {meters(usage, view?.usage ?? {}, trans).map(one => (
          <MeterItem key={one.measure} {...one} />
        ))}
      </ul>
    </Section>
  );
}

const [width, height] = [160, 32];

function MeterItem({ measure, name, value, note, share, line }: Meter): React.JSX.Element {
  const points = line
    .map(([x, y]) => `${(x * width).toFixed(1)},${(1 + y * (height - 2)).toFixed(1)}`)
    .join(' ');
  return (
    <li className="sonde-Meter" data-measure={measure}>
      <div className="sonde-Meter-said">
        <span className="sonde-Meter-name">{name}</span>
        <b>{value}</b>
      </div>
      {share !== undefined && (
        <div
          className="sonde-Meter-bar"
          role="meter"
          aria-label={name}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(share * 100)}
          aria-valuetext={`${value} (${note})`}
        >
          <div style={{ width: `${share * 100}%` }} />
        </div>
      )}
      <svg
        className="sonde-Meter-line"
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        {line.length > 1 && (
          <>
            <polygon points={`0,${height} ${points} ${width},${height}`} />
            <polyline points={points} vectorEffect="non-scaling-stroke" />
          </>
        )}
      </svg>
      <span className="sonde-Meter-note">{note}</span>
    </li>
  );
}
