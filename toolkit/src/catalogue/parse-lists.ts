/** Reads the three kinds of lists: AI4OS's `.gitmodules`, DEEP's `MODULES.yml`, and our own `index.json`. */
import { parse } from 'yaml';
import { SondeError } from '@sonde/schema';
import { shown } from '../modules/wanted.js';
import { repositoryName, repositoryPage, type ListedRepository } from './repository-address.js';

/** A line of a list that says too little to find its module. */
export interface WrongLine {
  /** What it calls the module, or which line it is. */
  name: string;
  problem: string;
}

/** AI4OS: git's configuration format, one `[submodule "name"]` with `path`, `url` and perhaps `branch` per module. */
export function parseGitmodules(text: string): (ListedRepository | WrongLine)[] {
  const sections: { name: string; url?: string; branch?: string }[] = [];
  for (const line of text.split(/\r?\n/)) {
    const [, name] = /^\s*\[submodule\s+"([^"]*)"\]/.exec(line) ?? [];
    if (name !== undefined) sections.push({ name });
    const [, key, value] = /^\s*(url|branch)\s*=\s*(.+?)\s*$/.exec(line) ?? [];
    const section = sections.at(-1);
    if (section && value !== undefined) section[key as 'url' | 'branch'] = value.replace(/^"(.*)"$/, '$1');
  }
  if (sections.length === 0) throw wrong('has no [submodule "..."] section');
  return sections.map(({ name, url, branch }) =>
    url === undefined
      ? { name: nameAtEnd(name), problem: `Its section [submodule "${name}"] in the list has no url` }
      : listed(url, branch)
  );
}

/** DEEP: a YAML list of `- module: <repository>`, perhaps with a `branch`. */
export function parseModulesYml(text: string): (ListedRepository | WrongLine)[] {
  const list = parsed(text);
  if (!Array.isArray(list)) throw wrong('is not a list of "- module: <repository>"');
  return list.map((one: unknown, index) => {
    const { module, branch } = (one ?? {}) as Record<string, unknown>;
    if (typeof module === 'string' && module !== '') {
      return listed(module, typeof branch === 'string' ? branch : undefined);
    }
    const problem = `Entry ${index + 1} of the list is ${shown(one)}; "module: <repository>" was wanted`;
    return { name: `entry-${index + 1}`, problem };
  });
}

/** One module of an {@link parseIndex index}; addresses are absolute. */
export interface IndexedModule {
  name: string;
  card: string;
  readme?: string;
}

/** Ours: `{"modules": [{"name", "card", "readme"?}]}`, addresses relative to the index at `base`. */
export function parseIndex(text: string, base: string): (IndexedModule | WrongLine)[] {
  const { modules } = (parsed(text) ?? {}) as { modules?: unknown };
  if (!Array.isArray(modules)) throw wrong('must hold {"modules": [{"name": ..., "card": ...}]}');
  return modules.map((one: unknown, index) => {
    const { name, card, readme } = (one ?? {}) as Record<string, unknown>;
    if (typeof name !== 'string' || typeof card !== 'string' || !URL.canParse(card, base)) {
      const problem = `Module ${index + 1} of the index is ${shown(one)}; a "name" and the address of its "card" were wanted`;
      return { name: typeof name === 'string' && name !== '' ? name : `entry-${index + 1}`, problem };
    }
    return {
      name,
      card: new URL(card, base).href,
      ...(typeof readme === 'string' && URL.canParse(readme, base) && { readme: new URL(readme, base).href })
    };
  });
}

function nameAtEnd(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1) || 'unnamed';
}

function listed(url: string, branch?: string): ListedRepository {
  const repository = repositoryPage(url);
  return { name: repositoryName(repository), repository, ...(branch !== undefined && { branch }) };
}

function parsed(text: string): unknown {
  try {
    return parse(text, { maxAliasCount: 100, logLevel: 'error' });
  } catch (cause) {
    throw wrong(`is not YAML or JSON: ${(cause as Error).message.split('\n')[0]}`, cause);
  }
}

function wrong(what: string, cause?: unknown): SondeError {
  return new SondeError('list-wrong', `The list ${what}`, { cause });
}
