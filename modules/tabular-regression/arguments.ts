/** What can be chosen: when predicting and when training. Forms, completions and checks come from these schemas. */
import { Type, type Static } from '@sinclair/typebox';
import { tableArguments } from '../tabular/arguments.js';

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
  tableArguments({ column: 'column of numbers to predict', epochs: 80, learningRate: 0.005, patience: 15 }),
  { additionalProperties: false }
);
export type TrainArgs = Static<typeof TrainArgs>;
