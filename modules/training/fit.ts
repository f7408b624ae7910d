/**
 * The training loop that the built-in modules share: shuffled batches, Adam, a look at the held-out examples after every
 * epoch, an early end when they get no better, and the best weights kept. It knows nothing of pictures or tables.
 */
import { SondeError } from '@sonde/schema';
import { seededRandom, shuffle, type Tensorflow, type TrainContext } from '@sonde/toolkit';
import type { Scalar, Tensor, Tensor1D, Tensor2D, Variable } from '@tensorflow/tfjs';
import { confusionOf } from './confusion.js';

/** Examples whose inputs are made batch by batch. */
export interface Examples {
  /** Class of each example. */
  labels: readonly number[];
  /** Inputs of the examples at these positions, stacked. */
  read(positions: readonly number[]): Tensor | Promise<Tensor>;
}

export interface FitOptions {
  tf: Tensorflow;
  /** All that is trained. */
  variables: Variable[];
  /** Scores of each class, before softmax. */
  logits(inputs: Tensor): Tensor2D;
  classes: number;
  training: Examples;
  heldOut: Examples;
  epochs: number;
  batchSize: number;
  learningRate: number;
  /** Epochs without a smaller held-out loss after which it ends; 0 goes through all. */
  patience: number;
  seed: number;
  context: Pick<TrainContext<unknown>, 'signal' | 'metric' | 'progress' | 'log'>;
}

export interface Fitted {
  /** Rows true class, columns predicted class, of the held-out examples, with the weights that were kept. */
  confusion: number[][];
  accuracy: number;
  /** Epoch whose weights were kept, counted from 1. */
  bestEpoch: number;
  steps: number;
}

/** Trains `variables` and leaves the best weights in them. Ends after the current batch when the signal aborts. */
export async function fit(options: FitOptions): Promise<Fitted> {
  const { tf, training, epochs, patience, context } = options;
  const random = seededRandom(options.seed);
  const optimizer = tf.train.adam(options.learningRate);
  let step = 0;
  let best = { loss: Infinity, epoch: 0, predicted: [] as number[], weights: [] as Float32Array[] };
  try {
    for (let epoch = 1; epoch <= epochs; epoch++) {
      let right = 0;
      for (const batch of batches(shuffle([...training.labels.keys()], random), options.batchSize)) {
        const result = await trainOn(options, optimizer, batch);
        context.metric('loss', ++step, result.loss, { epoch });
        right += result.right;
        await breathe(context.signal);
      }
      const held = await evaluate(options);
      context.metric('accuracy', step, right / training.labels.length, { epoch });
      context.metric('val_loss', step, held.loss, { epoch });
      context.metric('val_accuracy', step, accuracyOf(options.heldOut.labels, held.predicted), { epoch });
      context.progress(epoch, epochs, { unit: 'epochs' });
      if (held.loss < best.loss) {
        best = {
          loss: held.loss,
          epoch,
          predicted: held.predicted,
          weights: await weightsOf(options.variables)
        };
      } else if (patience > 0 && epoch - best.epoch >= patience) {
        context.log(
          `No better for ${patience} epochs: ended after epoch ${epoch}, keeping the weights of epoch ${best.epoch}.`
        );
        break;
      }
    }
    if (best.epoch === 0) throw diverged(options.learningRate);
    restore(tf, options.variables, best.weights);
  } finally {
    optimizer.dispose();
  }
  return {
    confusion: confusionOf(options.heldOut.labels, best.predicted, options.classes),
    accuracy: accuracyOf(options.heldOut.labels, best.predicted),
    bestEpoch: best.epoch,
    steps: step
  };
}

function* batches(order: readonly number[], size: number): Generator<number[]> {
  for (let start = 0; start < order.length; start += size) yield order.slice(start, start + size);
}

async function trainOn(
  { tf, variables, logits, classes, training }: FitOptions,
  optimizer: ReturnType<Tensorflow['train']['adam']>,
  batch: readonly number[]
): Promise<{ loss: number; right: number }> {
  const inputs = await training.read(batch);
  const [loss, correct] = tf.tidy(() => {
    const labels = labelsOf(tf, training, batch);
    let right: Tensor | undefined;
    const { value, grads } = tf.variableGrads(() => {
      const scores = logits(inputs);
      right = tf.keep(tf.equal(scores.argMax(1), labels).sum()); // variableGrads would dispose of it
      return crossEntropy(tf, labels, scores, classes);
    }, variables);
    optimizer.applyGradients(Object.entries(grads).map(([name, tensor]) => ({ name, tensor })));
    return [value, right] as const;
  });
  const [value] = await loss.data();
  const [right] = (await correct?.data()) ?? [];
  tf.dispose([inputs, loss, ...(correct ? [correct] : [])]);
  return { loss: value ?? NaN, right: right ?? 0 };
}

async function evaluate(options: FitOptions): Promise<{ loss: number; predicted: number[] }> {
  const { tf, heldOut, classes, logits, context } = options;
  const predicted: number[] = [];
  let loss = 0;
  for (const batch of batches([...heldOut.labels.keys()], options.batchSize)) {
    const inputs = await heldOut.read(batch);
    const [sum, best] = tf.tidy(() => {
      const scores = logits(inputs);
      const mean = crossEntropy(tf, labelsOf(tf, heldOut, batch), scores, classes);
      return [mean.mul<Scalar>(batch.length), scores.argMax<Tensor1D>(1)] as const;
    });
    loss += (await sum.data())[0] ?? NaN;
    predicted.push(...(await best.data()));
    tf.dispose([inputs, sum, best]);
    await breathe(context.signal);
  }
  return { loss: loss / heldOut.labels.length, predicted };
}

/** Mean over the batch. */
function crossEntropy(tf: Tensorflow, labels: Tensor1D, scores: Tensor2D, classes: number): Scalar {
  const wanted = tf.oneHot(labels, classes).toFloat();
  return tf.losses.softmaxCrossEntropy<Tensor, Scalar>(wanted, scores);
}

function labelsOf(tf: Tensorflow, { labels }: Examples, batch: readonly number[]): Tensor1D {
  return tf.tensor1d(
    batch.map(position => labels[position] ?? 0),
    'int32'
  );
}

/** Lets messages (a stop, above all) arrive between two batches. */
async function breathe(signal: AbortSignal): Promise<void> {
  await new Promise(resolve => setImmediate(resolve));
  signal.throwIfAborted();
}

async function weightsOf(variables: readonly Variable[]): Promise<Float32Array[]> {
  return Promise.all(variables.map(async variable => Float32Array.from(await variable.data())));
}

function restore(tf: Tensorflow, variables: readonly Variable[], weights: readonly Float32Array[]): void {
  variables.forEach((variable, i) => {
    const values = weights[i];
    if (values) tf.tidy(() => variable.assign(tf.tensor(values, variable.shape)));
  });
}

function accuracyOf(truth: readonly number[], predicted: readonly number[]): number {
  return truth.filter((label, i) => label === predicted[i]).length / truth.length;
}

function diverged(learningRate: number): SondeError {
  return new SondeError('training-diverged', `The training diverged: the loss is no number any more`, {
    hint: `Try a learningRate below ${learningRate}.`
  });
}
