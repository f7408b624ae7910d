/** What came of a try: the drawn result, progress and Cancel, a sentence for a failure, or what to do first. */
import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { ErrorRecord } from '@sonde/schema';
import * as React from 'react';
import { catalogueIcon } from '../icons.js';
import { EmptyNotice } from '../notices/empty-notice.js';
import { Failure } from '../notices/failure.js';
import { Rendered } from './rendered.js';
import type { TryModel } from './try-model.js';
import { WhyIt } from './why-it.js';

interface Props {
  model: TryModel;
  rendermime: IRenderMimeRegistry;
  trans: TranslationBundle;
}

export function TryResult({ model, rendermime, trans }: Props): React.JSX.Element {
  const { state, module } = model;
  switch (state.status) {
    case 'idle':
      return (
        <EmptyNotice
          icon={catalogueIcon}
          title={trans.__('The result appears here')}
          text={trans.__('%1. Nothing leaves this machine.', module.output.description)}
        />
      );
    case 'running':
      return <Progress model={model} doing={state.doing} trans={trans} />;
    case 'failed':
      return <Failed error={state.error} again={state.again} model={model} trans={trans} />;
    case 'done':
      return (
        <>
          <Rendered bundle={state.answer.bundle} rendermime={rendermime} />
          <p className="sonde-Try-facts" role="status">
            {state.of.name && <>{state.of.name} · </>}
            {trans.__('%1 ms · %2', state.answer.ms, state.answer.device.engine)}
          </p>
          {module.why && !('paths' in state.of.input) && (
            <WhyIt of={state.answer} ask={signal => model.why(state.of, signal)} {...{ rendermime, trans }} />
          )}
        </>
      );
  }
}

/** Invisible for 300 ms: a warm prediction is quicker and must not flash. */
function Progress(props: {
  model: TryModel;
  doing: 'upload' | 'predict';
  trans: TranslationBundle;
}): React.JSX.Element {
  const { model, doing, trans } = props;
  const text = doing === 'upload' ? trans.__('Copying the file…') : trans.__('Predicting…');
  return (
    <div className="sonde-Try-progress" role="status">
      <p>{text}</p>
      <div className="sonde-ProgressBar" role="progressbar" aria-label={text}>
        <div className="sonde-ProgressBar-fill sonde-mod-indeterminate" />
      </div>
      <button type="button" className="sonde-Button sonde-mod-small" onClick={() => model.cancel()}>
        {trans.__('Cancel')}
      </button>
      <p className="sonde-Try-slow">
        {trans.__('The first prediction opens the weights; the next are quicker.')}
      </p>
    </div>
  );
}

function Failed(props: {
  error: ErrorRecord;
  again: boolean;
  model: TryModel;
  trans: TranslationBundle;
}): React.JSX.Element {
  const { error, again, model, trans } = props;
  return (
    <Failure error={error} role="alert">
      {again && (
        <button
          type="button"
          className="sonde-Button sonde-mod-small"
          onClick={() => void model.again(trans)}
        >
          {trans.__('Try again')}
        </button>
      )}
    </Failure>
  );
}
