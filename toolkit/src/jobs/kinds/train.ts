/** Jobs that train a module on data. */
import { basename, isAbsolute } from 'node:path';
import { stat } from 'node:fs/promises';
import { SondeError } from '@sonde/schema';
import { findModule } from '../../catalogue/find-module.js';
import type { Opened } from '../../catalogue/read-entry.js';
import { validate } from '../../modules/validate.js';
import { dataRef, existing } from '../data-ref.js';
import { jobFolder } from '../job-folder.js';
import { isJobId } from '../job-id.js';
import type { Kind } from './kind.js';

export const trainKind: Kind = {
  async prepare(request, { home, from }) {
    if (!request.module) {
      throw new SondeError('module-missing', 'Cannot start a training: no module was named', {
        hint: 'Give its name in the catalogue as `module`.',
        fields: { module: ['name a module'] }
      });
    }
    const opened = await findModule(request.module, from);
    const { name, version, folder } = opened.info;
    const { args, data } = await checkTraining(opened, request.data, request.args);
    return {
      title: `${name} on ${basename(data)}`,
      module: `${name}@${version}`,
      folder,
      code: opened.code,
      args,
      data: await dataRef(data),
      ...(request.weights && { trained: await trainedFolder(home, request.weights) })
    };
  },
  async run(job) {
    const { runTraining } = await import('./train-run.js');
    return runTraining(job);
  }
};

/** Checks a training's arguments, then its data with the module's own check; `summary` is the line that gives. */
export async function checkTraining(
  { info, definition }: Opened,
  data: string | undefined,
  given: unknown
): Promise<{ args: Record<string, unknown>; data: string; summary: string }> {
  const { train } = definition;
  if (!train) {
    throw new SondeError('not-trainable', `Cannot train "${info.name}": it can only predict`, {
      hint: 'catalogue.search({ trainable: true }) lists what can be trained.'
    });
  }
  const args = validate<Record<string, unknown>>(train.args as object, given, `train "${info.name}"`);
  if (!data || typeof data !== 'string') {
    throw new SondeError('data-missing', `Cannot train "${info.name}": no data was given`, {
      hint: `Give the path first, as in train('my-data', { … }). The data: ${train.dataset.description}`,
      fields: { data: ['give the path of a folder or file'] }
    });
  }
  const path = await existing(data);
  return { args, data: path, summary: await train.check(path, args) };
}

/** Absolute folder of trained weights, from a job id or a path. */
export async function trainedFolder(home: string, weights: string): Promise<string> {
  if (isJobId(weights)) {
    const { model } = jobFolder(home, weights);
    if (await isFolder(model)) return model;
    throw new SondeError('weights-missing', `There is no job "${weights}" with trained weights in ${home}`, {
      hint: 'jobs() lists what there is.'
    });
  }
  if (isAbsolute(weights) && (await isFolder(weights))) return weights;
  throw new SondeError('weights-missing', `Cannot use the weights "${weights}": there is no such folder`, {
    hint: 'Give a run, a job id, or the absolute path of the folder of a trained model.'
  });
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    found => found.isDirectory(),
    () => false
  );
}
