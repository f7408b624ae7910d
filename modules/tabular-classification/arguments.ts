/** What can be chosen: when predicting and when training. Forms, completions and checks come from these schemas. */
import { Type, type Static } from '@sinclair/typebox';
import { tableArguments } from '../tabular/arguments.js';
import { topLabels } from '../training/arguments.js';

export const PredictOptions = Type.Object(
  {
    top: topLabels('row')
  },
  { additionalProperties: false }
);
export type PredictOptions = Static<typeof PredictOptions>;

export const TrainArgs = Type.Object(
  tableArguments({ column: 'column to predict', epochs: 60, learningRate: 0.003, patience: 10 }),
  { additionalProperties: false }
);
export type TrainArgs = Static<typeof TrainArgs>;
