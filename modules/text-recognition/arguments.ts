/** What can be chosen when predicting. Forms, completions and checks come from this schema. */
import { Type, type Static } from '@sinclair/typebox';

export const PredictOptions = Type.Object(
  {
    minScore: Type.Number({
      minimum: 0,
      maximum: 1,
      default: 0.5,
      description: 'Lines that are read less surely than this are left out, 0 to 1'
    }),
    detail: Type.Integer({
      minimum: 320,
      maximum: 4096,
      default: 1280,
      unit: 'px',
      description:
        'Longest edge at which the picture is searched for text. More finds smaller print and takes longer'
    })
  },
  { additionalProperties: false }
);
export type PredictOptions = Static<typeof PredictOptions>;
