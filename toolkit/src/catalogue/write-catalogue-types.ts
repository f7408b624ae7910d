/**
 * Tells the editor of the modules and containers that are not built in: `<SONDE_HOME>/types/catalogue.d.ts`, which every
 * kernel reads (its kernelspec names it). Written anew only when something has changed.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CatalogueEntry, ModuleInfo } from '@sonde/schema';
import { catalogueTypes } from '../modules/catalogue-types.js';
import { machineOf, type FullContext } from './context.js';
import type { OpenSource } from './open-source.js';
import { openPlace } from './read-entry.js';
import { builtIn } from './sources.js';
import { writeAtomically } from './write-atomically.js';

/** @param entries of all sources, each with `loadAs` where an earlier one has its name */
export async function writeCatalogueTypes(
  entries: readonly CatalogueEntry[],
  open: readonly OpenSource[],
  context: FullContext
): Promise<void> {
  const { home } = context;
  const machine = await machineOf(context);
  const added = entries.filter(isUsable).filter(({ source }) => source !== builtIn);
  const modules: ModuleInfo[] = [];
  for (const entry of added) {
    if (entry.kind !== 'module') continue;
    const place = open
      .flatMap(({ places }) => places)
      .find(one => one.name === entry.name && one.source.name === entry.source);
    const opened = place && (await openPlace(place, machine));
    if (opened?.kind === 'module') modules.push(...namesOf(entry).map(name => ({ ...opened.info, name })));
  }
  const containers = added.filter(({ kind }) => kind === 'container').flatMap(namesOf);
  const path = join(home, 'types', 'catalogue.d.ts');
  const text = catalogueTypes(modules, containers);
  try {
    if (read(path) !== text) writeAtomically(path, text);
  } catch {
    // A home that cannot be written to: the catalogue is as good, the editor offers the built-in names only.
  }
}

type Usable = Extract<CatalogueEntry, { ok: true }>;

function isUsable(entry: CatalogueEntry): entry is Usable {
  return entry.ok;
}

/** What loads it. A list of containers is long, and its names with their source would only double it. */
function namesOf({ name, source, kind, loadAs }: Usable): string[] {
  if (loadAs !== undefined) return [loadAs];
  return kind === 'module' ? [name, `${source}/${name}`] : [name];
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
