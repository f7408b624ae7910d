/** Numbers in the query of a request. */
import { SondeError } from '@sonde/schema';

/** The number that `text` in `field` stands for, undefined where it is absent, or a sentence. */
export function wholeNumber(text: string | undefined, field: string): number | undefined {
  if (text === undefined || text === '') return undefined;
  const number = Number(text);
  if (Number.isSafeInteger(number) && number >= 0) return number;
  throw new SondeError('arguments-wrong', `Cannot answer: "${field}" is ${JSON.stringify(text)}`, {
    hint: 'Give a whole number, or leave it out.',
    fields: { [field]: ['it must be a whole number of 0 or more'] }
  });
}
