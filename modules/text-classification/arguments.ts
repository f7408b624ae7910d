/** What can be chosen: when predicting and when training. Forms, completions and checks come from these schemas. */
import { Type, type Static } from '@sinclair/typebox';
import { epochs, learningRate, patience, seed, topLabels, validationShare } from '../training/arguments.js';

export const PredictOptions = Type.Object(
  {
    top: topLabels('text')
  },
  { additionalProperties: false }
);
export type PredictOptions = Static<typeof PredictOptions>;

export const TrainArgs = Type.Object(
  {
    text: Type.Optional(
      Type.String({
        minLength: 1,
        description: 'Name of the column that holds the text. When left out: the one with the longest texts'
      })
    ),
    label: Type.Optional(
      Type.String({
        minLength: 1,
        description: 'Name of the column to predict. When left out: the last one beside the text'
      })
    ),
    epochs: epochs('texts', { maximum: 1000, default: 12 }),
    learningRate: learningRate(0.02),
    batchSize: Type.Integer({ minimum: 1, maximum: 1024, default: 32, description: 'Texts per step' }),
    buckets: Type.Integer({
      minimum: 256,
      maximum: 65536,
      default: 8192,
      description:
        'Numbers that words and letter groups are sorted into; more tell more apart and take longer'
    }),
    validationShare,
    patience: patience({ maximum: 1000, default: 3 }),
    seed: seed('split and order')
  },
  { additionalProperties: false }
);
export type TrainArgs = Static<typeof TrainArgs>;
