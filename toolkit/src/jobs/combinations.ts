/** The trainings of a sweep: one for each combination of the values that were given as lists. */
import { SondeError } from '@sonde/schema';

/** More than these are a mistake more often than a wish. */
export const mostRuns = 1000;

export interface Combinations {
  /** Names of the arguments that differ. */
  vary: string[];
  /** The last name varies fastest. */
  all: Record<string, unknown>[];
}

/**
 * @param schema JSON Schema of the arguments: where it wants a list itself, only a list of lists is a list of values
 */
export function combinations(args: Readonly<Record<string, unknown>>, schema: object = {}): Combinations {
  const { properties = {} } = schema as { properties?: Record<string, { type?: string }> };
  const vary = Object.keys(args).filter(name => isListOfValues(args[name], properties[name]?.type));
  for (const name of vary) {
    if ((args[name] as unknown[]).length === 0) {
      throw new SondeError('sweep-empty', `Cannot start a sweep: "${name}" is an empty list`, {
        hint: 'Give the values to try, as in [0.1, 0.01].',
        fields: { [name]: ['give at least one value'] }
      });
    }
  }
  const count = vary.reduce((product, name) => product * (args[name] as unknown[]).length, 1);
  if (count > mostRuns) {
    throw new SondeError(
      'sweep-large',
      `Cannot start a sweep of ${count} trainings: the most is ${mostRuns}`,
      {
        hint: `These vary: ${vary.map(name => `${name} (${(args[name] as unknown[]).length})`).join(', ')}.`
      }
    );
  }
  let all: Record<string, unknown>[] = [{ ...args }];
  for (const name of vary) {
    all = all.flatMap(one => (args[name] as unknown[]).map(value => ({ ...one, [name]: value })));
  }
  return { vary, all };
}

function isListOfValues(value: unknown, wanted: string | undefined): boolean {
  return Array.isArray(value) && (wanted !== 'array' || Array.isArray(value[0]));
}
