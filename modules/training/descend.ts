/**
 * The training loop that the built-in modules share: shuffled batches, Adam, a look at the held-out examples after every
 * epoch, an early end when they get no better, and the best weights kept. It knows nothing of pictures, tables or texts,
 * nor of what is learnt: that is a {@link Goal}.
 */
import { SondeError } from '@sonde/schema';
import { seededRandom, shuffle, type Tensorflow, type TrainContext } from '@sonde/toolkit';
import type { Scalar, Tensor, Tensor1D, Tensor2D, Variable } from '@tensorflow/tfjs';
import { restoreCheckpoint, saveCheckpoint, type Standing } from './checkpoint.js';

/** What is to be learnt, of examples whose truth is one number each: a class or a quantity. */
export interface Goal {
  /** Mean over the batch. */
  loss(outputs: Tensor2D, truth: readonly number[]): Scalar;
  /** One number per example that is compared with the truth. */
  answers(outputs: Tensor2D): Tensor1D;
  /** What is drawn beside the loss. */
  metric: { name: string; of(truth: readonly number[], answers: readonly number[]): number };
}

/** Examples whose inputs are made batch by batch. */
export interface TrueExamples {
  truth: readonly number[];
  /** Inputs of the examples at these positions, stacked. */
  read(positions: readonly number[]): Tensor | Promise<Tensor>;
}

export interface DescendOptions {
  tf: Tensorflow;
  goal: Goal;
  /** All that is trained. */
  variables: Variable[];
  outputs(inputs: Tensor): Tensor2D;
  training: TrueExamples;
  heldOut: TrueExamples;
  epochs: number;
  batchSize: number;
  learningRate: number;
  /** Epochs without a smaller held-out loss after which it ends; 0 goes through all. */
  patience: number;
  seed: number;
  context: Pick<TrainContext<unknown>, 'signal' | 'metric' | 'progress' | 'log' | 'checkpoint' | 'resumes'>;
}

export interface Descended {
  /** Of the held-out examples, with the weights that were kept. */
  answers: number[];
  /** Epoch whose weights were kept, counted from 1. */
  bestEpoch: number;
  steps: number;
}

/** Trains `variables` and leaves the best weights in them. Ends after the current batch when the signal aborts. */
export async function descend(options: DescendOptions): Promise<Descended> {
  const { tf, goal, training, heldOut, epochs, patience, context } = options;
  const random = seededRandom(options.seed);
  const optimizer = tf.train.adam(options.learningRate);
  const learner = { tf, variables: options.variables, optimizer };
  const order = (): number[] => shuffle([...training.truth.keys()], random);
  try {
    const begun = await begin(options, learner);
    let { step, best } = begun;
    for (let epoch = 1; epoch <= begun.epoch; epoch++) order(); // as the seed has it, so that what follows is the same
    for (let epoch = begun.epoch + 1; epoch <= epochs && !isOver(epoch - 1, best.epoch, patience); epoch++) {
      const seen = { truth: [] as number[], answers: [] as number[] };
      for (const batch of batches(order(), options.batchSize)) {
        const { loss, answers } = await trainOn(options, optimizer, batch);
        context.metric('loss', ++step, loss, { epoch });
        seen.truth.push(...truthOf(training, batch));
        seen.answers.push(...answers);
        await breathe(context.signal);
      }
      const held = await evaluate(options);
      context.metric(goal.metric.name, step, goal.metric.of(seen.truth, seen.answers), { epoch });
      context.metric('val_loss', step, held.loss, { epoch });
      context.metric(`val_${goal.metric.name}`, step, goal.metric.of(heldOut.truth, held.answers), { epoch });
      context.progress(epoch, epochs, { unit: 'epochs' });
      if (held.loss < best.loss) {
        best = { ...held, epoch, weights: await weightsOf(options.variables) };
      } else if (isOver(epoch, best.epoch, patience)) {
        context.log(
          `No better for ${patience} epochs: ended after epoch ${epoch}, keeping the weights of epoch ${best.epoch}.`
        );
      }
      const standing = { epoch, step, best };
      await context.checkpoint({ step, epoch }, folder => saveCheckpoint(folder, standing, learner));
    }
    if (best.epoch === 0) throw diverged(options.learningRate);
    restore(tf, options.variables, best.weights);
    return { answers: best.answers, bestEpoch: best.epoch, steps: step };
  } finally {
    optimizer.dispose();
  }
}

/** From the beginning, or from where the checkpoint left off. */
async function begin(
  { context, epochs }: DescendOptions,
  learner: Parameters<typeof restoreCheckpoint>[1]
): Promise<Standing> {
  const { resumes } = context;
  if (resumes === undefined) {
    return { epoch: 0, step: 0, best: { loss: Infinity, epoch: 0, answers: [], weights: [] } };
  }
  const standing = await restoreCheckpoint(resumes, learner);
  context.log(`Goes on after epoch ${standing.epoch}, from the checkpoint.`);
  context.progress(Math.min(standing.epoch, epochs), epochs, { unit: 'epochs' });
  return standing;
}

/** Whether it has got no better for as long as one is patient. */
function isOver(epoch: number, bestEpoch: number, patience: number): boolean {
  return patience > 0 && epoch - bestEpoch >= patience;
}

function* batches(order: readonly number[], size: number): Generator<number[]> {
  for (let start = 0; start < order.length; start += size) yield order.slice(start, start + size);
}

async function trainOn(
  { tf, goal, variables, outputs, training }: DescendOptions,
  optimizer: ReturnType<Tensorflow['train']['adam']>,
  batch: readonly number[]
): Promise<{ loss: number; answers: ArrayLike<number> & Iterable<number> }> {
  const inputs = await training.read(batch);
  const [loss, answers] = tf.tidy(() => {
    let found: Tensor | undefined;
    const { value, grads } = tf.variableGrads(() => {
      const scores = outputs(inputs);
      found = tf.keep(goal.answers(scores)); // variableGrads would dispose of it
      return goal.loss(scores, truthOf(training, batch));
    }, variables);
    optimizer.applyGradients(Object.entries(grads).map(([name, tensor]) => ({ name, tensor })));
    return [value, found] as const;
  });
  const [value] = await loss.data();
  const values = (await answers?.data()) ?? [];
  tf.dispose([inputs, loss, ...(answers ? [answers] : [])]);
  return { loss: value ?? NaN, answers: values };
}

async function evaluate(options: DescendOptions): Promise<{ loss: number; answers: number[] }> {
  const { tf, goal, heldOut, outputs, context } = options;
  const answers: number[] = [];
  let loss = 0;
  for (const batch of batches([...heldOut.truth.keys()], options.batchSize)) {
    const inputs = await heldOut.read(batch);
    const [sum, found] = tf.tidy(() => {
      const scores = outputs(inputs);
      const mean = goal.loss(scores, truthOf(heldOut, batch));
      return [mean.mul<Scalar>(batch.length), goal.answers(scores)] as const;
    });
    loss += (await sum.data())[0] ?? NaN;
    answers.push(...(await found.data()));
    tf.dispose([inputs, sum, found]);
    await breathe(context.signal);
  }
  return { loss: loss / heldOut.truth.length, answers };
}

function truthOf({ truth }: TrueExamples, batch: readonly number[]): number[] {
  return batch.map(position => truth[position] ?? 0);
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

function diverged(learningRate: number): SondeError {
  return new SondeError('training-diverged', `The training diverged: the loss is no number any more`, {
    hint: `Try a learningRate below ${learningRate}.`
  });
}
