/** Whether this machine has what a module needs, for who has the module and no context. */
import type { ModuleInfo, RunsHere } from '@sonde/schema';
import { fullContext, machineOf, type CatalogueContext } from './context.js';
import { runsHere } from './read-entry.js';

export async function hereOf(
  info: Pick<ModuleInfo, 'card' | 'weights'>,
  context: CatalogueContext = {}
): Promise<RunsHere> {
  return runsHere(info, await machineOf(fullContext(context)));
}
