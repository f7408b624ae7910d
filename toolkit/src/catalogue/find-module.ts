/** Finds one module by name, over all sources, and says which names are near when there is none. */
import { SondeError, type SourceState } from '@sonde/schema';
import { nearest } from '../modules/nearest.js';
import { candidates, isCalled, type Candidate } from './candidates.js';
import { fullContext, type CatalogueContext, type FullContext } from './context.js';
import { openSource } from './open-source.js';
import type { Opened, OpenedContainer } from './read-entry.js';
import { isDue, refreshSource } from './refresh-source.js';
import { isRemote, type Source } from './source.js';
import { cacheFolder, readSnapshot } from './source-cache.js';
import { sources } from './sources.js';

/**
 * The module or container called `wanted`: `name`, `name@version`, or with its source, `source/name`. Without a source
 * the first one that has it (in that version) wins.
 */
export async function findEntry(
  wanted: string,
  from: readonly Source[] = sources(),
  context: CatalogueContext = {}
): Promise<Opened | OpenedContainer> {
  if (typeof wanted !== 'string' || wanted === '') {
    throw new SondeError(
      'module-unknown',
      `The name of a module was wanted, not ${JSON.stringify(wanted) ?? 'nothing'}`,
      { hint: "Write load('image-classification'), or catalogue.list() to see what there is." }
    );
  }
  const at = wanted.lastIndexOf('@');
  const [name, version] = at > 0 ? [wanted.slice(0, at), wanted.slice(at + 1)] : [wanted, undefined];
  const full = fullContext(context);
  let known = await candidates(from, full);
  if (!known.some(one => isCalled(one, name)) && (await fetchTheUnknown(from, full))) {
    known = await candidates(from, full);
  }
  const found = known.filter(one => isCalled(one, name));
  if (found.length === 0) throw await unknownModule(name, known, from, full);
  let other: string | undefined;
  let broken: SondeError | undefined;
  for (const candidate of found) {
    try {
      const opened = await candidate.open();
      if (version === undefined || version === opened.info.version) return opened;
      other ??= opened.info.version;
    } catch (cause) {
      broken ??= brokenModule(name, cause);
      // Which version it has nobody knows, so a later source may have the one that is wanted.
      if (version === undefined) throw broken;
    }
  }
  if (other === undefined && broken) throw broken;
  throw new SondeError('version-unknown', `"${name}" is here in version ${other}, ${version} was asked for`, {
    hint: `Write load('${name}') or load('${name}@${other}').`
  });
}

function brokenModule(name: string, cause: unknown): SondeError {
  const problem = cause instanceof Error ? cause.message : String(cause);
  return new SondeError('module-broken', `Cannot load "${name}": ${problem}`, {
    hint: (cause as { hint?: string } | undefined)?.hint,
    cause
  });
}

/** The module with code called `wanted`; a container is refused with a sentence. */
export async function findModule(
  wanted: string,
  from: readonly Source[] = sources(),
  context: CatalogueContext = {}
): Promise<Opened> {
  const found = await findEntry(wanted, from, context);
  if (found.kind === 'module') return found;
  const { name, here } = found.info;
  throw new SondeError('module-container', `"${name}" does not run here: ${here.runs ? '' : here.why}`, {
    hint: `(await load('${name}')).info().wouldRun says what to run instead.`
  });
}

/** Fetches the lists that have never been fetched: the name may be on one of them. True when there were any. */
async function fetchTheUnknown(from: readonly Source[], context: FullContext): Promise<boolean> {
  const unknown = from.filter(
    source =>
      isRemote(source) &&
      !context.offline &&
      source.problem === undefined &&
      isDue(context.home, source, context.now()) &&
      !readSnapshot(cacheFolder(context.home, source))
  );
  await Promise.all(unknown.map(source => refreshSource(source, context)));
  return unknown.length > 0;
}

/** A name that no source has: the nearest that one has, and the sources that could not be searched for it. */
async function unknownModule(
  name: string,
  known: readonly Candidate[],
  from: readonly Source[],
  context: FullContext
): Promise<SondeError> {
  const names = [...new Set(known.map(one => one.name))];
  const near = nearest(name, names);
  const states = (await Promise.all(from.map(source => openSource(source, context)))).map(one => one.state);
  const unread = states.filter(
    ({ status, fetched }) => status === 'failed' || (status === 'refreshing' && fetched === undefined)
  );
  const hints: string[] = [];
  if (near.length > 0) hints.push(`Did you mean ${near.map(one => `"${one}"`).join(' or ')}?`);
  else if (names.length > 0) {
    hints.push(`There are: ${names.slice(0, 20).join(', ')}${names.length > 20 ? ', …' : ''}.`);
  } else if (from.length === 0) {
    hints.push("No source of modules is known: run the set-up, or catalogue.add('a folder or an address').");
  } else if (unread.length < from.length) {
    hints.push(
      `No module is in ${states
        .filter(one => !unread.includes(one))
        .map(place)
        .join(' or ')}.`
    );
  }
  if (unread.length > 0) {
    // Why does not matter much to who only mistyped a name.
    const unsearched = unread.map(({ name, problem = 'it is being fetched' }) =>
      near.length > 0 ? name : `${name} (${problem})`
    );
    hints.push(`Not searched: ${unsearched.join('; ')}.`);
  }
  return new SondeError('module-unknown', `There is no module called "${name}"`, { hint: hints.join(' ') });
}

function place({ name, location }: SourceState): string {
  return `${name} (${location})`;
}
