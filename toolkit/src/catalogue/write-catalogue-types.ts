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

/** @param entries of all sources, those of the first source first: of two with one name, `load` opens that one */
export async function writeCatalogueTypes(
  entries: readonly CatalogueEntry[],
  open: readonly OpenSource[],
  context: FullContext
): Promise<void> {
  const { home } = context;
  const machine = await machineOf(context);
  const known = new Set<string>();
  const first = entries.filter(({ name }) => !known.has(name) && known.add(name));
  const added = first.filter(({ ok, source }) => ok && source !== builtIn);
  const modules: ModuleInfo[] = [];
  for (const entry of added) {
    if (!entry.ok || entry.kind !== 'module') continue;
    const place = open
      .flatMap(({ places }) => places)
      .find(one => one.name === entry.name && one.source.name === entry.source);
    const opened = place && (await openPlace(place, machine));
    if (opened?.kind === 'module') modules.push(opened.info);
  }
  const containers = added.filter(entry => entry.ok && entry.kind === 'container').map(({ name }) => name);
  const path = join(home, 'types', 'catalogue.d.ts');
  const text = catalogueTypes(modules, containers);
  try {
    if (read(path) !== text) writeAtomically(path, text);
  } catch {
    // A home that cannot be written to: the catalogue is as good, the editor offers the built-in names only.
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
