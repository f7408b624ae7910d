/** Trains a network that tells classes apart: cross-entropy down, accuracy up, mistakes counted. */
import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import { confusionOf } from './confusion.js';
import { descend, type DescendOptions, type Goal } from './descend.js';

/** Examples whose inputs are made batch by batch. */
export interface Examples {
  /** Class of each example. */
  labels: readonly number[];
  /** Inputs of the examples at these positions, stacked. */
  read(positions: readonly number[]): Tensor | Promise<Tensor>;
}

export interface FitOptions extends Omit<DescendOptions, 'goal' | 'outputs' | 'training' | 'heldOut'> {
  /** Scores of each class, before softmax. */
  logits(inputs: Tensor): Tensor2D;
  classes: number;
  training: Examples;
  heldOut: Examples;
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
export async function fit({ logits, classes, training, heldOut, ...options }: FitOptions): Promise<Fitted> {
  const { tf } = options;
  const goal: Goal = {
    loss(scores, truth) {
      const wanted = tf.oneHot(tf.tensor1d([...truth], 'int32'), classes).toFloat();
      return tf.losses.softmaxCrossEntropy(wanted, scores);
    },
    answers: scores => scores.argMax<Tensor1D>(1),
    metric: { name: 'accuracy', of: accuracyOf }
  };
  const { answers, bestEpoch, steps } = await descend({
    ...options,
    goal,
    outputs: logits,
    training: { truth: training.labels, read: positions => training.read(positions) },
    heldOut: { truth: heldOut.labels, read: positions => heldOut.read(positions) }
  });
  return {
    confusion: confusionOf(heldOut.labels, answers, classes),
    accuracy: accuracyOf(heldOut.labels, answers),
    bestEpoch,
    steps
  };
}

function accuracyOf(truth: readonly number[], answers: readonly number[]): number {
  return truth.filter((label, i) => label === answers[i]).length / truth.length;
}
