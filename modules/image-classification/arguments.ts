/** What can be chosen: when predicting and when training. Forms, completions and checks come from these schemas. */
import { Type, type Static } from '@sinclair/typebox';
import { epochs, patience, seed, validationShare } from '../training/arguments.js';

export const PredictOptions = Type.Object(
  {
    top: Type.Integer({ minimum: 1, maximum: 1000, default: 5, description: 'How many labels to return' }),
    minProbability: Type.Optional(
      Type.Number({ minimum: 0, maximum: 1, description: 'Leave out labels less probable than this, 0 to 1' })
    )
  },
  { additionalProperties: false }
);
export type PredictOptions = Static<typeof PredictOptions>;

export const WhyOptions = Type.Object(
  {
    label: Type.Optional(
      Type.String({ description: 'Which label to ask about. When left out: the most probable one' })
    ),
    grid: Type.Integer({
      minimum: 2,
      maximum: 28,
      default: 12,
      description: 'Cells along each edge. More show finer parts and take longer: 12 are 180 predictions'
    })
  },
  { additionalProperties: false }
);
export type WhyOptions = Static<typeof WhyOptions>;

export const TrainArgs = Type.Object(
  {
    mode: Type.Union([Type.Literal('head'), Type.Literal('full')], {
      default: 'head',
      description:
        '"head" learns a new last layer in seconds; "full" also adapts all other layers, in minutes'
    }),
    epochs: epochs('images', { maximum: 1000, default: 20 }),
    learningRate: Type.Optional(
      Type.Number({
        exclusiveMinimum: 0,
        maximum: 1,
        description:
          'Size of the optimiser’s (Adam) steps. When left out: 0.001 for "head", 0.0002 for "full"'
      })
    ),
    batchSize: Type.Integer({
      minimum: 1,
      maximum: 256,
      default: 8,
      description: 'Images per step; "full" needs about 0.25 GB of memory for each'
    }),
    validationShare,
    patience: patience({ maximum: 100, default: 5 }),
    seed: seed('split and order')
  },
  { additionalProperties: false }
);
export type TrainArgs = Static<typeof TrainArgs>;
