/** One click below a result: which parts of the input speak for it. */
import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { TranslationBundle } from '@jupyterlab/translation';
import { toErrorRecord, type ErrorRecord, type MimeBundle, type PredictAnswer } from '@sonde/schema';
import * as React from 'react';
import { ErrorNotice } from '../notices/error-notice.js';
import { Rendered } from './rendered.js';

interface Props {
  /** The result that is asked about; another one ends the question. */
  of: PredictAnswer;
  ask: (signal: AbortSignal) => Promise<PredictAnswer>;
  rendermime: IRenderMimeRegistry;
  trans: TranslationBundle;
}

type State =
  | { status: 'idle' }
  | { status: 'asking'; cancel: AbortController }
  | { status: 'told'; bundle: MimeBundle }
  | { status: 'failed'; error: ErrorRecord };

export function WhyIt({ of, ask, rendermime, trans }: Props): React.JSX.Element {
  const [state, setState] = React.useState<State>({ status: 'idle' });
  const asked = React.useRef<AbortController>();
  React.useEffect(
    () => () => {
      asked.current?.abort();
      setState({ status: 'idle' });
    },
    [of]
  );
  const start = () => {
    const cancel = (asked.current = new AbortController());
    setState({ status: 'asking', cancel });
    const unlessCancelled = (next: State) => !cancel.signal.aborted && setState(next);
    ask(cancel.signal).then(
      ({ bundle }) => unlessCancelled({ status: 'told', bundle }),
      (thrown: unknown) => unlessCancelled({ status: 'failed', error: toErrorRecord(thrown) })
    );
  };
  switch (state.status) {
    case 'idle':
      return (
        <button type="button" className="sonde-Button sonde-mod-small sonde-WhyIt" onClick={start}>
          {trans.__('Why?')}
        </button>
      );
    case 'asking':
      return (
        <div className="sonde-WhyIt" role="status">
          {trans.__('Covering one part after the other…')}{' '}
          <button
            type="button"
            className="sonde-Button sonde-mod-small"
            onClick={() => {
              state.cancel.abort();
              setState({ status: 'idle' });
            }}
          >
            {trans.__('Cancel')}
          </button>
        </div>
      );
    case 'failed':
      return <ErrorNotice error={state.error} trans={trans} onRetry={start} />;
    case 'told':
      return (
        <div className="sonde-WhyIt">
          <Rendered bundle={state.bundle} rendermime={rendermime} />
        </div>
      );
  }
}
