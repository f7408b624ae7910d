/** For the modules' specs: what is said of each option that is refused. */
import type { SondeError } from '@sonde/schema';
import { validate } from '@sonde/toolkit';

/** Field → sentences; undefined when all of `given` is taken. */
export function refusedFields(schema: object, given: object): SondeError['fields'] {
  try {
    validate(schema, given, 'predict');
  } catch (error) {
    return (error as SondeError).fields;
  }
  return undefined;
}
