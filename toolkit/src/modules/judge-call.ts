/**
 * Says before a cell runs what `predict`, `why` and `train` would say when it does: that a literal argument is out of its range.
 * It is asked while the cell is typed, and knows the modules that have been loaded.
 */
import { addCallCheck, type Call } from '@sonde/schema';
import { openJobs } from '../jobs/open-jobs.js';
import type { AnyModule } from './define-module.js';
import { didYouMean } from './nearest.js';
import { wrongFields } from './validate.js';

/** By what they were asked for by: `name`, or `source/name`. */
const loaded = new Map<string, AnyModule>();

/** From now on, calls to what `load(name)` gave are judged as they are typed. */
export function judgeCallsTo(definition: AnyModule, name = definition.name): void {
  if (loaded.size === 0) addCallCheck(judgeCall);
  loaded.set(name.replace(/(?<=.)@[^@]*$/, ''), definition);
}

/** Sentences for the arguments that the module's schema refuses; those it does not know are the type checker's to tell. */
export function judgeCall({ signature, values }: Call): Record<string, string[]> {
  const [, name = '', method] =
    /\b(?:Module|Explaining)<"([^"@]+)(?:@[^"]*)?">\.(predict|predictAll|why|train|sweep|check)\(/.exec(
      signature
    ) ?? [];
  const definition = loaded.get(name);
  const trains = method === 'train' || method === 'sweep' || method === 'check';
  const schema: unknown = trains
    ? definition?.train?.args
    : method === 'why'
      ? definition?.explain?.options
      : definition?.predictOptions;
  if (!schema) return {};
  const { properties } = schema as { properties: Record<string, unknown> };
  const known = Object.fromEntries(
    Object.entries(values).filter(([field]) => Object.hasOwn(properties, field))
  );
  const wrong = wrongFields(schema, { ...known });
  return {
    ...Object.fromEntries(Object.entries(wrong).filter(([field]) => Object.hasOwn(known, field))),
    ...(trains ? wrongTarget(values['on']) : {})
  };
}

/** Targets have the names that a file gives them: the type checker knows nothing of those. */
function wrongTarget(on: unknown): Record<string, string[]> {
  if (typeof on !== 'string') return {};
  const names = openJobs().targets.map(target => target.name);
  if (names.includes(on)) return {};
  return {
    on: [`there is no target "${on}". ${didYouMean(on, names) ?? `There are: ${names.join(', ')}.`}`]
  };
}
