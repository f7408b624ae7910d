/** Trains a network that predicts one number per example: Huber's loss down, mean absolute error in the number's unit. */
import type { Scalar, Tensor1D } from '@tensorflow/tfjs';
import { descend, type Descended, type DescendOptions, type Goal } from './descend.js';

export interface FitQuantityOptions extends Omit<DescendOptions, 'goal'> {
  /** One standardised unit in the unit that metrics are told in. */
  deviation: number;
}

/** Trains `variables` on standardised truths; the answers are standardised too. */
export async function fitQuantity({ deviation, ...options }: FitQuantityOptions): Promise<Descended> {
  const { tf } = options;
  const goal: Goal = {
    // Squares near zero, absolute further out: a few odd examples do not pull everything towards them.
    loss: (outputs, truth) =>
      tf.losses.huberLoss<Tensor1D, Scalar>(tf.tensor1d([...truth]), outputs.squeeze<Tensor1D>([1])),
    answers: outputs => outputs.squeeze<Tensor1D>([1]),
    metric: { name: 'mae', of: (truth, answers) => deviation * meanError(truth, answers) }
  };
  return descend({ ...options, goal });
}

/** Mean absolute error. */
export function meanError(truth: readonly number[], answers: readonly number[]): number {
  return truth.reduce((sum, value, i) => sum + Math.abs(value - (answers[i] ?? NaN)), 0) / truth.length;
}
