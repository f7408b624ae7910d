/** Finds the modules of a source and opens their definitions. Knows folders, not cards' contents. */
import { access, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { SondeError } from '@sonde/schema';
import type { AnyModule } from '../modules/define-module.js';
import { cardFile } from './read-card.js';
import type { Source } from './source.js';

/** Where a module lies. */
export interface Place {
  name: string;
  /** Absolute folder with the card. */
  folder: string;
  source: Source;
}

interface FindOptions {
  /** The module's name where the source's folder is itself a module. Default: the folder's. */
  name?: string;
  /** Folders that are symbolic links are left out: what was fetched must not lead to elsewhere on this machine. */
  confined?: boolean;
}

/**
 * One place per folder of `source` that has a card or code; or one in all, where the source's folder is itself a
 * module. A source that cannot be read is an error.
 */
export async function findModules(source: Source, { name, confined }: FindOptions = {}): Promise<Place[]> {
  const { location } = source;
  const found = await readdir(location, { withFileTypes: true }).catch((cause: unknown) => {
    throw new SondeError('source-missing', `The folder ${location} cannot be read`, {
      hint: 'It comes from SONDE_MODULES or sources.json: correct it or take it out.',
      cause
    });
  });
  if (found.some(entry => entry.name === cardFile)) {
    return [{ name: name ?? basename(location), folder: location, source }];
  }
  const places = found
    .filter(
      entry => (entry.isDirectory() || (!confined && entry.isSymbolicLink())) && !notModules.has(entry.name)
    )
    .filter(entry => !entry.name.startsWith('.'))
    .map(entry => ({ name: entry.name, folder: join(location, entry.name), source }));
  const isModule = await Promise.all(
    places.map(
      async place => (await exists(join(place.folder, cardFile))) || (await findCode(place)) !== undefined
    )
  );
  return places.filter((_, index) => isModule[index]).sort((a, b) => a.name.localeCompare(b.name));
}

const notModules = new Set(['lib', 'node_modules', 'src']);

/** Absolute path of a module's code: built (`<source>/lib/<name>/module.js`), or beside its card. */
export async function findCode({ name, folder, source }: Place): Promise<string | undefined> {
  for (const path of [join(source.location, 'lib', name, 'module.js'), join(folder, 'module.js')]) {
    if (await exists(path)) return path;
  }
  return undefined;
}

/** What a file was like when it was first imported. */
const imported = new Map<string, string>();

/**
 * Where to import the code at `path` from. Node keeps what it has imported, so code that has changed since needs another
 * address; the files that it imports itself are only read again by a new process.
 */
async function addressOf(path: string): Promise<string> {
  const { href } = pathToFileURL(path);
  const { mtimeMs, size } = await stat(path);
  const stamp = `${mtimeMs}-${size}`;
  const first = imported.get(path) ?? stamp;
  imported.set(path, first);
  return stamp === first ? href : `${href}?changed=${stamp}`;
}

/** The definition that the code at `path` exports as default. */
export async function importModule(path: string): Promise<AnyModule> {
  let code: { default?: Partial<AnyModule> };
  try {
    code = (await import(await addressOf(path))) as typeof code;
  } catch (cause) {
    throw new SondeError('module-broken', `${path} cannot be loaded: ${(cause as Error).message}`, { cause });
  }
  const definition = code.default;
  const missing = (['name', 'version', 'input', 'output', 'predictOptions', 'open'] as const).filter(
    part => definition?.[part] === undefined
  );
  if (!definition || missing.length > 0) {
    throw new SondeError(
      'module-broken',
      `${path} must export a module as default; it lacks ${missing.join(', ')}`,
      {
        hint: 'Write `export default defineModule({ … })`.'
      }
    );
  }
  return definition as AnyModule;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false
  );
}
