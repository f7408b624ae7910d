/** Adds a source to `sources.json`, once it was read and found to hold something, and takes one out again. */
import { existsSync, rmSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { SondeError, type SourceState } from '@sonde/schema';
import { didYouMean } from '../modules/nearest.js';
import { isGitAddress } from './check-out.js';
import { fullContext, type CatalogueContext } from './context.js';
import { openSource } from './open-source.js';
import { refreshSource } from './refresh-source.js';
import { repositoryName, repositoryPage } from './repository-address.js';
import { isRemote, sourceKinds, type Source, type SourceKind } from './source.js';
import {
  branchName,
  offered,
  readSourcesFile,
  sourceName,
  sourcesFile,
  writeSourcesFile
} from './sources-file.js';
import { cacheFolder } from './source-cache.js';
import { builtIn, sources } from './sources.js';

export interface AddOptions {
  /** Default is made from the location. */
  name?: string;
  /** Default is told from the location. */
  kind?: SourceKind;
  /** Of a git repository. */
  branch?: string;
}

/** Adds the folder or address `what`; answers with what it holds. Nothing is added when it cannot be read. */
export async function addSource(
  what: string,
  { name, kind, branch }: AddOptions = {},
  context: CatalogueContext = {}
): Promise<SourceState> {
  const full = fullContext(context);
  const source = described(what, { name, kind, branch });
  const known = readSourcesFile(full.home);
  const same = known.find(one => one.location === source.location);
  if (same) {
    throw new SondeError('source-taken', `${source.location} is a source already, called "${same.name}"`);
  }
  if (source.name === builtIn || known.some(one => one.name === source.name)) {
    throw new SondeError('source-taken', `There is a source called "${source.name}" already`, {
      hint: 'Give this one another name (--name NAME on the command line).'
    });
  }
  if (isRemote(source)) {
    if (full.offline) {
      throw new SondeError('source-missing', `Cannot add ${source.location}: SONDE_OFFLINE is set`);
    }
    const problem = await refreshSource(source, full);
    if (problem) {
      forget(full.home, source);
      throw unusable(source, problem.message, problem);
    }
  }
  const { state } = await openSource(source, full);
  if (state.status === 'failed' || state.entries === 0) {
    forget(full.home, source);
    throw unusable(source, state.problem ?? 'it holds no module, that is no folder with an ai4-metadata.yml');
  }
  writeSourcesFile(full.home, [...known, source]);
  return state;
}

/** Takes the source called `name` out of `sources.json`, and what was fetched from it out of the cache. */
export function removeSource(name: string, context: CatalogueContext = {}): Source {
  const { home } = fullContext(context);
  const known = readSourcesFile(home);
  const found = known.find(one => one.name === name);
  if (!found) {
    const other = sources().find(one => one.name === name);
    throw new SondeError('source-unknown', `There is no source called "${name}" in ${sourcesFile(home)}`, {
      hint: other
        ? other.name === builtIn
          ? 'It comes with Sonde and cannot be taken out.'
          : 'It comes from SONDE_MODULES: take it out there.'
        : (didYouMean(
            name,
            known.map(one => one.name)
          ) ?? `There are: ${known.map(one => one.name).join(', ') || 'none'}.`)
    });
  }
  writeSourcesFile(
    home,
    known.filter(one => one !== found)
  );
  forget(home, found);
  return found;
}

function forget(home: string, source: Source): void {
  if (isRemote(source)) rmSync(cacheFolder(home, source), { recursive: true, force: true });
}

function described(what: string, { name, kind = kindOf(what), branch }: AddOptions): Source {
  if (!sourceKinds.includes(kind)) {
    throw new SondeError('source-wrong', `There is no kind of source "${kind}"`, {
      hint: `There are: ${sourceKinds.join(', ')}.`
    });
  }
  const location = kind === 'folder' || isFolder(what) ? resolve(what) : what;
  const called = name ?? nameOf(location, kind);
  if (!sourceName.test(called)) {
    throw new SondeError('source-wrong', `A source cannot be called "${called}"`, {
      hint: 'Use letters, digits, dots, hyphens and underscores (--name NAME on the command line).'
    });
  }
  if (branch !== undefined && (kind !== 'git' || !branchName.test(branch))) {
    throw new SondeError('source-wrong', `Cannot take the branch "${branch}" of ${what}`, {
      hint: 'A branch is the name of one of a git repository.'
    });
  }
  return { name: called, kind, location, ...(branch !== undefined && { branch }) };
}

/** Told from the location: what is there, else how it ends. */
function kindOf(what: string): SourceKind {
  if (isFolder(what)) return isBareRepository(what) ? 'git' : 'folder';
  if (/^https?:\/\//i.test(what)) {
    const path = what.replace(/[?#].*$/, '');
    if (path.endsWith('.gitmodules')) return 'gitmodules';
    if (/\/MODULES\.ya?ml$/i.test(path)) return 'modules-yml';
    if (path.endsWith('.json')) return 'http';
    if (
      path.endsWith('.git') ||
      /^https?:\/\/(www\.)?[^/]*\b(github|gitlab|codeberg|bitbucket)\b[^/]*\/[^/]+\/[^/]+\/?$/.test(path)
    )
      return 'git';
    throw new SondeError('source-wrong', `Cannot tell what kind of source ${what} is`, {
      hint:
        'An index ends in .json, AI4OS lists in .gitmodules, DEEP lists in MODULES.yml, repositories in .git; ' +
        `or say it: --kind ${sourceKinds.join('|')}.`
    });
  }
  if (isGitAddress(what) && !what.startsWith('/')) return 'git';
  throw new SondeError('source-missing', `There is no folder ${resolve(what)}, and "${what}" is no address`, {
    hint: 'Give a folder, the address of a git repository, or the http(s) address of a list.'
  });
}

function isFolder(what: string): boolean {
  return statSync(what, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function isBareRepository(folder: string): boolean {
  return ['HEAD', 'objects', 'refs'].every(part => existsSync(join(folder, part)));
}

function nameOf(location: string, kind: SourceKind): string {
  const own = offered.find(one => one.location === location);
  if (own) return own.name;
  if (kind === 'folder') return basename(location);
  if (kind === 'git') return repositoryName(repositoryPage(location));
  return new URL(location).hostname;
}

function unusable({ location }: Source, why: string, cause?: unknown): SondeError {
  return new SondeError('source-missing', `Cannot add ${location}: ${why}`, { cause });
}
