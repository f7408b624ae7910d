/** Jobs that run a module on many inputs: each file of a folder, or one file with many rows. */
import { basename } from 'node:path';
import { SondeError } from '@sonde/schema';
import { findModule } from '../../catalogue/find-module.js';
import { validate } from '../../modules/validate.js';
import { dataRef, existing } from '../data-ref.js';
import type { Kind } from './kind.js';
import { trainedFolder } from './train.js';

export const predictKind: Kind = {
  async prepare(request, { home, from }) {
    if (!request.module) {
      throw new SondeError('module-missing', 'Cannot start a prediction: no module was named', {
        hint: 'Give its name in the catalogue as `module`.',
        fields: { module: ['name a module'] }
      });
    }
    const { info, definition, code } = await findModule(request.module, from);
    const doing = `predict with "${info.name}"`;
    const args = validate<Record<string, unknown>>(definition.predictOptions as object, request.args, doing);
    if (!request.data) {
      throw new SondeError('data-missing', `Cannot ${doing}: no data was given`, {
        hint: 'Give the path of a folder of files, or of one file.',
        fields: { data: ['give the path of a folder or file'] }
      });
    }
    if (definition.weights.length === 0 && !request.weights) {
      throw new SondeError('not-trained', `Cannot ${doing}: it has no published weights`, {
        hint: 'Train it first, and give the id of that job as `weights`.',
        fields: { weights: ['give the id of a training'] }
      });
    }
    const data = await existing(request.data);
    return {
      title: `${info.name} on ${basename(data)}`,
      module: `${info.name}@${info.version}`,
      folder: info.folder,
      code,
      args,
      data: await dataRef(data),
      ...(request.weights && { trained: await trainedFolder(home, request.weights) })
    };
  },
  async run(job) {
    const { runPredictions } = await import('./predict-run.js');
    return runPredictions(job);
  }
};
