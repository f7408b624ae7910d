/**
 * Trains a module by name: `load` and `train` in one.
 *
 * @example
 * const run = await train('tabular-classification', 'iris.csv', { target: 'species' });
 * (await run.result()).accuracy;
 */
import type { Run } from '../jobs/run.js';
import { load } from './load.js';
import type { OfferedName, TrainArgsOf } from './module-types.js';

export async function train<const Name extends OfferedName>(
  name: Name,
  data: string,
  args?: TrainArgsOf<Name>
): Promise<Run<Name>> {
  const module = await load(name);
  return module.train(data, args);
}
