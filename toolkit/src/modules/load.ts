/**
 * Opens a module of the catalogue by name.
 *
 * @example
 * const model = await load('image-classification');
 * await model.predict('cat.jpg', { top: 3 });
 */
import { findEntry } from '../catalogue/find-module.js';
import { openJobs } from '../jobs/open-jobs.js';
import { trainedFolder } from '../jobs/kinds/train.js';
import { ContainerModule } from './container-module.js';
import { judgeCallsTo } from './judge-call.js';
import { LoadedModule } from './loaded-module.js';
import type { Loaded, LoadOptions, OfferedName } from './module-types.js';

/**
 * @param name as in the catalogue, or `name@version`, or `source/name` where two sources have the name
 */
export async function load<const Name extends OfferedName>(
  name: Name,
  options: LoadOptions = {}
): Promise<Loaded<Name>> {
  const jobs = openJobs();
  const { weights } = options;
  const [opened, trained] = await Promise.all([
    findEntry(name),
    weights === undefined
      ? undefined
      : trainedFolder(jobs.home, typeof weights === 'string' ? weights : weights.id)
  ]);
  if (opened.kind === 'container') return new ContainerModule(opened.info) as unknown as Loaded<Name>;
  judgeCallsTo(opened.definition, name);
  const from = typeof weights === 'object' ? weights.id : weights;
  return new LoadedModule(opened, {
    jobs,
    device: options.device,
    on: options.on,
    bySource: name.includes('/'),
    trained,
    weights: from
  }) as unknown as Loaded<Name>;
}
