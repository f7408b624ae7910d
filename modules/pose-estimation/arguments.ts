/** What can be chosen when poses are looked for. Forms, completions and checks come from this schema. */
import { Type, type Static } from '@sinclair/typebox';

export const PredictOptions = Type.Object(
  {
    minScore: Type.Number({
      minimum: 0,
      maximum: 1,
      default: 0.25,
      description: 'Leave out bodies that the network is less sure of than this, 0 to 1'
    }),
    minPointScore: Type.Number({
      minimum: 0,
      maximum: 1,
      default: 0.25,
      description: 'Leave out points of a body that the network is less sure of than this, 0 to 1'
    }),
    most: Type.Integer({
      minimum: 1,
      maximum: 6,
      default: 6,
      description: 'How many bodies to return at most; those it is surest of come first'
    })
  },
  { additionalProperties: false }
);
export type PredictOptions = Static<typeof PredictOptions>;
