/** What can be chosen when predicting. Forms, completions and checks come from this schema. */
import { Type, type Static } from '@sinclair/typebox';

export const PredictOptions = Type.Object(
  {
    threshold: Type.Number({
      minimum: 0.05,
      maximum: 0.95,
      default: 0.5,
      description:
        'Probability from which speech begins, 0.05 to 0.95. Lower finds quiet speech, higher leaves out noise'
    }),
    minSpeech: Type.Number({
      minimum: 0,
      maximum: 60,
      default: 0.25,
      unit: 's',
      description: 'Speech shorter than this is left out'
    }),
    minSilence: Type.Number({
      minimum: 0,
      maximum: 60,
      default: 0.1,
      unit: 's',
      description: 'A pause shorter than this does not end a stretch of speech'
    }),
    pad: Type.Number({
      minimum: 0,
      maximum: 5,
      default: 0.03,
      unit: 's',
      description: 'Added before and after each stretch of speech'
    })
  },
  { additionalProperties: false }
);
export type PredictOptions = Static<typeof PredictOptions>;
