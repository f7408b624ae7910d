/** What can be chosen when objects are looked for. Forms, completions and checks come from this schema. */
import { Type, type Static } from '@sinclair/typebox';

export const PredictOptions = Type.Object(
  {
    minScore: Type.Number({
      minimum: 0.01,
      maximum: 1,
      default: 0.5,
      description: 'Leave out objects that the network is less sure of than this, 0.01 to 1'
    }),
    most: Type.Integer({
      minimum: 1,
      maximum: 100,
      default: 20,
      description: 'How many objects to return at most; those it is surest of come first'
    }),
    maxOverlap: Type.Number({
      minimum: 0,
      maximum: 1,
      default: 0.5,
      description:
        'Of two boxes with the same label that overlap more than this (shared area through common area, 0 to 1), only the surer one stays'
    })
  },
  { additionalProperties: false }
);
export type PredictOptions = Static<typeof PredictOptions>;
