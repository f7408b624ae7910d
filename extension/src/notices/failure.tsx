/** An error beside what failed: the sentence, the next step, and what can be done about it here. */
import type { ErrorRecord } from '@sonde/schema';
import * as React from 'react';

interface Props {
  error: Pick<ErrorRecord, 'message' | 'hint'>;
  /** Where nothing around it speaks already. */
  role?: 'alert';
  children?: React.ReactNode;
}

export function Failure({ error, role, children }: Props): React.JSX.Element {
  return (
    <div className="sonde-Run-error" role={role}>
      <p>{error.message}</p>
      {error.hint !== undefined && <p className="sonde-Run-hint">{error.hint}</p>}
      {children}
    </div>
  );
}
