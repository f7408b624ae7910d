/** Names and values below one another; what is undefined is left out. */
import * as React from 'react';

export type Fact = readonly [name: string, value: React.ReactNode, title?: string];

interface Props {
  facts: readonly Fact[];
  /** What stands there where there are none. */
  none?: string;
}

export function Facts({ facts, none }: Props): React.JSX.Element {
  const shown = facts.filter(([, value]) => value !== undefined && value !== '');
  if (shown.length === 0) return <p className="sonde-JobPage-quiet">{none}</p>;
  return (
    <dl className="sonde-Facts">
      {shown.map(([name, value, title]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd title={title}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
