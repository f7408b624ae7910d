/** Arguments that every training of ours takes: what is held out, when to end early, and the seed. */
import { Type, type TInteger, type TNumber } from '@sinclair/typebox';

export const validationShare: TNumber = Type.Number({
  minimum: 0.05,
  maximum: 0.5,
  default: 0.2,
  description: 'Share of each class that is held out to judge the training'
});

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
