/** What can be chosen: when predicting and when training. Forms, completions and checks come from these schemas. */
import { Type, type Static } from '@sinclair/typebox';
import { patience, seed, validationShare } from '../training/arguments.js';

export const PredictOptions = Type.Object(
  {
    top: Type.Integer({
      minimum: 1,
      maximum: 1000,
      default: 5,
      description: 'How many labels to return for each text'
    })
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
    epochs: Type.Integer({
      minimum: 1,
      maximum: 1000,
      default: 12,
      description: 'Times that all texts are gone through'
    }),
    learningRate: Type.Number({
      exclusiveMinimum: 0,
      maximum: 1,
      default: 0.02,
      description: 'Size of the optimiser’s (Adam) steps'
    }),
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
