/** Runs a training inside the job's own process: opens the module, hands it a context that writes events. */
import { SondeError } from '@sonde/schema';
import { importModule } from '../../catalogue/find-modules.js';
import type { TrainContext, TrainResult } from '../../modules/define-module.js';
import { checkpointKeeper, dropCheckpoints, newestCheckpoint } from '../checkpoints.js';
import { listArtefacts } from '../list-artefacts.js';
import type { RunningJob } from './kind.js';
import { weightsOf } from './weights-of.js';

/** What the training returns, after its model has been listed as artefacts. */
export async function runTraining(job: RunningJob): Promise<TrainResult> {
  const { stored, folder, writer, signal } = job;
  const { code, data, folder: moduleFolder } = stored;
  const definition = code === undefined ? undefined : await importModule(code);
  const train = definition?.train;
  if (!definition || !train || !data || moduleFolder === undefined)
    throw new SondeError('not-trainable', `Cannot train ${stored.module ?? 'nothing'}: it can only predict`);
  signal.throwIfAborted();
  writer.write({ kind: 'state', state: 'running' });
  const resumes = await newestCheckpoint(folder);
  const context: TrainContext<Record<string, unknown>> = {
    folder: moduleFolder,
    weights: path => weightsOf(job, definition, path),
    trained: stored.trained,
    device: stored.device,
    data: data.path,
    args: stored.args,
    signal,
    model: folder.model,
    ...(resumes !== undefined && { resumes }),
    checkpoint: checkpointKeeper(folder, { writer }),
    metric(series, step, value, { epoch } = {}) {
      if (Number.isFinite(value)) writer.write({ kind: 'metric', series, step, value, epoch });
      else throw diverged(series, step, value);
    },
    progress(done, total, { unit, text } = {}) {
      writer.write({ kind: 'progress', done, total, unit, text });
    },
    log(text, level = 'info') {
      writer.write({ kind: 'log', level, text });
    },
    uses(device) {
      writer.write({ kind: 'state', state: 'running', device });
    }
  };
  const result = (await train.run(context)) as TrainResult;
  await listArtefacts(folder, writer);
  await dropCheckpoints(folder);
  return result;
}

/** JSON has no NaN; and a training whose loss is none will not recover. */
function diverged(series: string, step: number, value: number): SondeError {
  return new SondeError(
    'training-diverged',
    `The training diverged: "${series}" is ${value} at step ${step}`,
    {
      hint: 'Try a smaller learning rate.'
    }
  );
}
