/**
 * How a trained model lies on disk: `weights.bin` (float32, tensor after tensor), `labels.json`, and `model.json`, which
 * names what made it, the tensors and the sha256 of the weights. model.json is written last: where it is, the rest is.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SondeError } from '@sonde/schema';
import { packTensors, sha256Of, unpackTensors, type SavedTensor, type TensorPlace } from './tensor-file.js';

export type { SavedTensor };

export interface SavedModel<About> {
  /** Module that can open it, as name@version. */
  module: string;
  labels: string[];
  /** What the module needs to know besides the weights. */
  about: About;
  tensors: Record<string, SavedTensor>;
}

interface ModelFile {
  format: 'sonde-model';
  formatVersion: 1;
  module: string;
  about: unknown;
  weights: { file: string; sha256: string; bytes: number };
  tensors: TensorPlace[];
}

/** Writes `model` into `folder`, which exists. */
export async function saveModel(folder: string, model: SavedModel<object>): Promise<void> {
  const { bytes, sha256, places } = packTensors(model.tensors);
  const file: ModelFile = {
    format: 'sonde-model',
    formatVersion: 1,
    module: model.module,
    about: model.about,
    weights: { file: 'weights.bin', sha256, bytes: bytes.length },
    tensors: places
  };
  await writeFile(join(folder, 'weights.bin'), bytes);
  await writeFile(join(folder, 'labels.json'), `${JSON.stringify(model.labels)}\n`);
  await writeFile(join(folder, 'model.json'), `${JSON.stringify(file, undefined, 1)}\n`);
}

/** Reads what {@link saveModel} wrote; throws a sentence when it is missing, cut short or of another module. */
export async function loadModel<About>(folder: string, moduleName: string): Promise<SavedModel<About>> {
  const file = JSON.parse(await read(folder, 'model.json')) as ModelFile;
  if (file.module.split('@')[0] !== moduleName) {
    throw new SondeError(
      'model-foreign',
      `The model in ${folder} was trained by ${file.module}, not by ${moduleName}`,
      {
        hint: `Open it with load('${file.module.split('@')[0]}', { weights: … }).`
      }
    );
  }
  const labels = JSON.parse(await read(folder, 'labels.json')) as string[];
  const bytes = await readFile(join(folder, file.weights.file)).catch((cause: unknown) =>
    missing(folder, cause)
  );
  if (sha256Of(bytes) !== file.weights.sha256) {
    throw new SondeError(
      'model-changed',
      `The weights of the model in ${folder} are not what was saved: ${bytes.length} bytes, ${file.weights.bytes} were written`,
      { hint: 'The file was changed or cut short. Train again, or copy the folder again.' }
    );
  }
  const tensors = unpackTensors(bytes, file.tensors);
  return { module: file.module, labels, about: file.about as About, tensors };
}

/** A tensor that the model must have. */
export function tensorOf(model: SavedModel<unknown>, name: string): SavedTensor {
  const tensor = model.tensors[name];
  if (!tensor)
    throw new SondeError('model-incomplete', `The model of ${model.module} has no tensor "${name}"`);
  return tensor;
}

async function read(folder: string, name: string): Promise<string> {
  return readFile(join(folder, name), 'utf8').catch((cause: unknown) => missing(folder, cause));
}

function missing(folder: string, cause: unknown): never {
  throw new SondeError(
    'model-missing',
    `There is no trained model in ${folder}: ${(cause as Error).message}`,
    {
      cause,
      hint: 'Has the training ended? A model is written when it succeeds.'
    }
  );
}
