/** What a training that tells classes apart says and returns at its end. */
import type { ClassResult, TrainContext } from '@sonde/toolkit';
import type { Fitted } from './fit.js';

/** @param of what was held out, e.g. `rows` */
export function classResult(
  { accuracy, confusion, bestEpoch }: Fitted,
  { labels, split, of }: { labels: string[]; split: Record<'training' | 'heldOut', unknown[]>; of: string },
  context: Pick<TrainContext<unknown>, 'log'>
): ClassResult {
  context.log(
    `Kept the weights of epoch ${bestEpoch}: ${(100 * accuracy).toFixed(1)} % of the held-out ${of} are right.`
  );
  return {
    kind: 'classes',
    labels,
    accuracy,
    confusion,
    examples: { training: split.training.length, heldOut: split.heldOut.length }
  };
}
