/** Runs a training inside the job's own process: opens the module, hands it a context that writes events. */
import { readdir, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { SondeError } from '@sonde/schema';
import { importModule } from '../catalogue/find-modules.js';
import type { TrainContext, TrainResult } from '../modules/define-module.js';
import { openWeights } from '../weights/open-weights.js';
import { sha256 } from '../weights/sha256.js';
import type { EventWriter } from './event-writer.js';
import { readStoredJob, type JobFolder } from './job-folder.js';

/** What the training returns, after its model has been listed as artefacts. */
export async function runTraining(
  folder: JobFolder,
  writer: EventWriter,
  signal: AbortSignal
): Promise<TrainResult> {
  const stored = await readStoredJob(folder);
  const definition = await importModule(stored.code);
  const { train } = definition;
  if (!train || !stored.data)
    throw new SondeError('not-trainable', `Cannot train ${stored.module}: it can only predict`);
  signal.throwIfAborted();
  writer.write({ kind: 'state', state: 'running' });
  const context: TrainContext<Record<string, unknown>> = {
    folder: stored.folder,
    weights: path =>
      openWeights(stored.folder, definition.weights, path, {
        signal,
        report: (file, done) =>
          writer.write({
            kind: 'progress',
            done,
            total: file.bytes,
            unit: 'bytes',
            text: `Fetching ${file.path}`
          }),
        warn: text => writer.write({ kind: 'log', level: 'warn', text })
      }),
    trained: stored.trained,
    device: stored.device,
    data: stored.data.path,
    args: stored.args,
    signal,
    model: folder.model,
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

async function listArtefacts(folder: JobFolder, writer: EventWriter): Promise<void> {
  const entries = await readdir(folder.artefacts, { recursive: true, withFileTypes: true });
  const paths = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));
  for (const path of paths.sort()) {
    writer.write({
      kind: 'artefact',
      name: relative(folder.artefacts, path),
      path: relative(folder.path, path),
      bytes: (await stat(path)).size,
      sha256: await sha256(path)
    });
  }
}
