/** Arguments that trainings of ours share: how long and in what steps, what is held out, when to end early, and the seed. */
import { Type, type TInteger, type TNumber } from '@sinclair/typebox';

export const validationShare: TNumber = Type.Number({
  minimum: 0.05,
  maximum: 0.5,
  default: 0.2,
  description: 'Share of each class that is held out to judge the training'
});

/** @param what is gone through, e.g. `rows` */
export function epochs(what: string, range: { maximum: number; default: number }): TInteger {
  return Type.Integer({ minimum: 1, ...range, description: `Times that all ${what} are gone through` });
}

export function learningRate(usual: number): TNumber {
  return Type.Number({
    exclusiveMinimum: 0,
    maximum: 1,
    default: usual,
    description: 'Size of the optimiser’s (Adam) steps'
  });
}

/** How many labels a prediction returns. @param each what it is made for, e.g. `row` */
export function topLabels(each: string): TInteger {
  return Type.Integer({
    minimum: 1,
    maximum: 1000,
    default: 5,
    description: `How many labels to return for each ${each}`
  });
}

export function patience(epochs: { maximum: number; default: number }): TInteger {
  return Type.Integer({
    minimum: 0,
    ...epochs,
    description: 'Epochs without a smaller held-out loss after which the training ends; 0 never ends it early'
  });
}

/** @param fixes what the same seed gives again */
export function seed(fixes: string): TInteger {
  return Type.Integer({
    minimum: 0,
    maximum: 4294967295,
    default: 1,
    description: `The same seed gives the same ${fixes}`
  });
}
