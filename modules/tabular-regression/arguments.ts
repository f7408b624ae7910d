/** What can be chosen: when predicting and when training. Forms, completions and checks come from these schemas. */
import { Type, type Static } from '@sinclair/typebox';
import { patience, seed, validationShare } from '../training/arguments.js';

export const PredictOptions = Type.Object(
  {
    confidence: Type.Number({
      minimum: 0.5,
      maximum: 0.95,
      default: 0.8,
      description: 'Share of rows whose true value is expected between low and high'
    })
  },
  { additionalProperties: false }
);
export type PredictOptions = Static<typeof PredictOptions>;

export const TrainArgs = Type.Object(
  {
    target: Type.Optional(
      Type.String({
        minLength: 1,
        description: 'Name of the column of numbers to predict. When left out: the last column'
      })
    ),
    ignore: Type.Array(Type.String({ minLength: 1 }), {
      default: [],
      description: 'Names of columns that must not be used, such as an identifier'
    }),
    epochs: Type.Integer({
      minimum: 1,
      maximum: 10000,
      default: 80,
      description: 'Times that all rows are gone through'
    }),
    learningRate: Type.Number({
      exclusiveMinimum: 0,
      maximum: 1,
      default: 0.005,
      description: 'Size of the optimiser’s (Adam) steps'
    }),
    batchSize: Type.Integer({ minimum: 1, maximum: 4096, default: 16, description: 'Rows per step' }),
    hiddenUnits: Type.Integer({
      minimum: 1,
      maximum: 1024,
      default: 16,
      description: 'Width of the hidden layer'
    }),
    validationShare,
    patience: patience({ maximum: 1000, default: 15 }),
    seed: seed('split, order and starting weights')
  },
  { additionalProperties: false }
);
export type TrainArgs = Static<typeof TrainArgs>;
