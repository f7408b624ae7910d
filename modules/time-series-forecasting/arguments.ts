/** What can be chosen: when predicting and when training. Forms, completions and checks come from these schemas. */
import { Type, type Static } from '@sinclair/typebox';
import { epochs, learningRate, patience, seed } from '../training/arguments.js';

const value = Type.Optional(
  Type.String({
    minLength: 1,
    description: 'Name of the column of values. When left out: the first column of numbers'
  })
);
const season = Type.Optional(
  Type.Integer({
    minimum: 1,
    maximum: 2000,
    description:
      'Values after which the pattern repeats, such as 12 for months; 1 for none. When left out: found in the data'
  })
);

export const PredictOptions = Type.Object(
  {
    horizon: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 1000,
        description: 'How many values to forecast. When left out: a season, between 12 and 30'
      })
    ),
    confidence: Type.Number({
      minimum: 0.5,
      maximum: 0.99,
      default: 0.8,
      description: 'Share of values that are expected to lie in the band'
    }),
    value,
    season
  },
  { additionalProperties: false }
);
export type PredictOptions = Static<typeof PredictOptions>;

export const TrainArgs = Type.Object(
  {
    value,
    season,
    horizon: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 1000,
        description: 'How many values ahead it learns to look. When left out: a season, between 12 and 30'
      })
    ),
    start: Type.Union([Type.Literal('published'), Type.Literal('nothing')], {
      default: 'published',
      description: 'Weights to start from: the published ones, or none'
    }),
    epochs: epochs('examples', { maximum: 1000, default: 20 }),
    learningRate: learningRate(0.002),
    batchSize: Type.Integer({ minimum: 1, maximum: 4096, default: 64, description: 'Examples per step' }),
    hiddenUnits: Type.Integer({
      minimum: 1,
      maximum: 1024,
      default: 32,
      description: 'Width of the hidden layer; only when it starts from nothing'
    }),
    validationShare: Type.Number({
      minimum: 0.05,
      maximum: 0.5,
      default: 0.2,
      description: 'Share of the series, its end, that is held out to judge the training'
    }),
    patience: patience({ maximum: 1000, default: 5 }),
    seed: seed('examples, order and starting weights')
  },
  { additionalProperties: false }
);
export type TrainArgs = Static<typeof TrainArgs>;
