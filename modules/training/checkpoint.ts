/**
 * A checkpoint of {@link descend}: `tensors.bin` with the weights as they are, the best so far and what Adam remembers, and
 * `checkpoint.json`, which says where in the training that was. The order of the examples need not be kept: the seed gives it.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SondeError } from '@sonde/schema';
import type { Tensorflow } from '@sonde/toolkit';
import type { Optimizer, Tensor, Variable } from '@tensorflow/tfjs';
import { packTensors, sha256Of, unpackTensors, type SavedTensor, type TensorPlace } from './tensor-file.js';

/** Where a training stands after an epoch. */
export interface Standing {
  /** Epochs and steps that are done. */
  epoch: number;
  step: number;
  best: Best;
}

/** The epoch that did best on the held-out examples so far; 0 is none. */
export interface Best {
  loss: number;
  epoch: number;
  /** Of the held-out examples. */
  answers: number[];
  weights: Float32Array[];
}

interface CheckpointFile {
  format: 'sonde-checkpoint';
  formatVersion: 1;
  epoch: number;
  step: number;
  /** Absent while no epoch has been good: JSON has no infinity. */
  best?: Omit<Best, 'weights'>;
  sha256: string;
  tensors: TensorPlace[];
}

export interface Learner {
  tf: Tensorflow;
  variables: readonly Variable[];
  optimizer: Optimizer;
}

/** Writes into `folder`, which exists. */
export async function saveCheckpoint(
  folder: string,
  { epoch, step, best }: Standing,
  { tf, variables, optimizer }: Learner
): Promise<void> {
  const remembered = await optimizer.getWeights();
  const saved: Record<string, SavedTensor> = {
    ...(await named('variable', variables)),
    ...(await named(
      'optimizer',
      remembered.map(({ tensor }) => tensor)
    )),
    ...Object.fromEntries(
      best.weights.map((data, i) => [`best ${i}`, { shape: variables[i]?.shape ?? [data.length], data }])
    )
  };
  tf.dispose(remembered[0]?.tensor); // how often it has been applied: made for us, the rest is the optimizer's own
  const { bytes, sha256, places } = packTensors(saved);
  const { loss, epoch: bestEpoch, answers } = best;
  const file: CheckpointFile = {
    format: 'sonde-checkpoint',
    formatVersion: 1,
    epoch,
    step,
    ...(bestEpoch > 0 && { best: { loss, epoch: bestEpoch, answers } }),
    sha256,
    tensors: places
  };
  await writeFile(join(folder, 'tensors.bin'), bytes);
  await writeFile(join(folder, 'checkpoint.json'), `${JSON.stringify(file)}\n`);
}

/** Puts everything back as it was. Throws a sentence when the checkpoint is broken, or of another network. */
export async function restoreCheckpoint(
  folder: string,
  { tf, variables, optimizer }: Learner
): Promise<Standing> {
  const file = JSON.parse(await readFile(join(folder, 'checkpoint.json'), 'utf8')) as CheckpointFile;
  const bytes = await readFile(join(folder, 'tensors.bin'));
  if (sha256Of(bytes) !== file.sha256) {
    throw new SondeError('checkpoint-changed', `The checkpoint in ${folder} is not what was written`, {
      hint: 'The file was changed or cut short. Start the training anew.'
    });
  }
  const tensors = unpackTensors(bytes, file.tensors);
  checkFit(folder, tensors, variables);
  variables.forEach((variable, i) => {
    const { data, shape } = tensors[`variable ${i}`] as SavedTensor;
    tf.tidy(() => variable.assign(tf.tensor(data, shape)));
  });
  const remembered = all(tensors, 'optimizer').map(({ data, shape }, i) => ({
    name: `optimizer ${i}`,
    tensor: tf.tensor(data, shape)
  }));
  await optimizer.setWeights(remembered);
  tf.dispose(remembered.map(({ tensor }) => tensor));
  const weights = all(tensors, 'best').map(({ data }) => data);
  const best = { loss: Infinity, epoch: 0, answers: [], ...file.best, weights };
  return { epoch: file.epoch, step: file.step, best };
}

function checkFit(
  folder: string,
  tensors: Readonly<Record<string, SavedTensor>>,
  variables: readonly Variable[]
): void {
  const kept = all(tensors, 'variable').map(({ shape }) => shape.join(' × '));
  const wanted = variables.map(({ shape }) => shape.join(' × '));
  if (kept.join() === wanted.join()) return;
  throw new SondeError(
    'checkpoint-foreign',
    `The checkpoint in ${folder} is of another network: it has weights of ${kept.join(', ')}, ${wanted.join(', ')} are wanted`,
    { hint: 'Were the data or an argument changed? Start the training anew.' }
  );
}

async function named(kind: string, tensors: readonly Tensor[]): Promise<Record<string, SavedTensor>> {
  const entries = await Promise.all(
    tensors.map(async (tensor, i) => {
      const data = Float32Array.from(await tensor.data());
      return [`${kind} ${i}`, { shape: [...tensor.shape] as number[], data }] as const;
    })
  );
  return Object.fromEntries(entries);
}

/** Those of a kind, in their order. */
function all(tensors: Readonly<Record<string, SavedTensor>>, kind: string): SavedTensor[] {
  return Object.entries(tensors)
    .filter(([name]) => name.startsWith(`${kind} `))
    .map(([, tensor]) => tensor);
}
