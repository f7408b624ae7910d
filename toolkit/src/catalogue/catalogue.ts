/**
 * The catalogue: which modules there are, found by words. Reads cards and definitions, loads no weights.
 *
 * @example
 * await catalogue.search('photo classification')
 */
import type { BrokenEntry, CatalogueEntry, SourceState } from '@sonde/schema';
import { CatalogueSearch, inOrder } from '@sonde/schema/catalogue-search';
import { CatalogueResult } from './catalogue-result.js';
import { addSource, removeSource, type AddOptions } from './change-sources.js';
import { containerEntry } from './container-entry.js';
import { fullContext, machineOf, type CatalogueContext } from './context.js';
import type { Machine } from './machine.js';
import { openSource, type OpenSource } from './open-source.js';
import { readEntry } from './read-entry.js';
import { isRefreshing, refreshEnds, refreshSource } from './refresh-source.js';
import { isRemote, type Source } from './source.js';
import { sources } from './sources.js';
import { writeCatalogueTypes } from './write-catalogue-types.js';

export interface CatalogueQuery {
  /** Words, in any order; a misspelt one still finds. */
  text?: string;
  /** Only modules with this task on their card, e.g. "Computer Vision". */
  task?: string;
  /** Only modules that can (or cannot) be trained. */
  trainable?: boolean;
  /** Only modules made with this library, e.g. "PyTorch". */
  library?: string;
  /** Only modules for this type of data, e.g. "Audio". */
  dataType?: string;
  /** Only modules under this licence, e.g. "MIT". */
  licence?: string;
  /** Only modules of this source, e.g. "AI4OS". */
  source?: string;
  /** Only modules that run (or do not run) on this machine. */
  runsHere?: boolean;
}

export const catalogue = {
  /** All modules of all sources, those of the first source first. Answers at once; what is old is fetched meanwhile. */
  async list(from?: readonly Source[], context: CatalogueContext = {}): Promise<CatalogueResult> {
    const { entries, states } = await readAll(from, context);
    return new CatalogueResult(entries, { sources: states });
  },

  /** Modules that match, best first. */
  async search(
    query: string | CatalogueQuery,
    from?: readonly Source[],
    context: CatalogueContext = {}
  ): Promise<CatalogueResult> {
    const wish = typeof query === 'string' ? { text: query } : query;
    const { entries, states } = await readAll(from, context);
    return new CatalogueResult(match(entries, wish), { wish, sources: states });
  },

  /** Where modules come from, in order of precedence, and how each of these places is doing. */
  async sources(
    from: readonly Source[] = sources(),
    context: CatalogueContext = {}
  ): Promise<readonly SourceState[]> {
    const full = fullContext(context);
    return (await Promise.all(from.map(source => openSource(source, full)))).map(({ state }) => state);
  },

  /** Fetches all sources again, however young what is cached is, and answers with all modules. */
  async refresh(
    { signal }: { signal?: AbortSignal } = {},
    from?: readonly Source[],
    context: CatalogueContext = {}
  ): Promise<CatalogueResult> {
    const full = fullContext(context);
    const remote = (from ?? sources()).filter(source => isRemote(source) && source.problem === undefined);
    if (!full.offline) await Promise.all(remote.map(source => refreshSource(source, full, { signal })));
    return this.list(from, context);
  },

  /** Adds a folder, a git repository or a list to the sources, and says what it holds. */
  async add(what: string, options: AddOptions = {}, context: CatalogueContext = {}): Promise<SourceState> {
    const state = await addSource(what, options, context);
    await tellEditor(context);
    return state;
  },

  /** Takes a source out by its name. */
  async remove(name: string, context: CatalogueContext = {}): Promise<Source> {
    const source = removeSource(name, context);
    await tellEditor(context);
    return source;
  },

  /** Waits for what is being fetched in the background: a program that ends before throws it away. */
  async settled(
    { signal }: { signal?: AbortSignal } = {},
    from: readonly Source[] = sources(),
    context: CatalogueContext = {}
  ): Promise<void> {
    const { home } = fullContext(context);
    // What works in the background keeps no process alive.
    const alive = setInterval(() => undefined, 1000);
    const given = new Promise<void>(resolve =>
      signal?.addEventListener('abort', () => resolve(), { once: true })
    );
    try {
      if (!signal?.aborted) await Promise.race([given, all(from.map(source => refreshEnds(home, source)))]);
    } finally {
      clearInterval(alive);
    }
  }
};

/** The editor's names and types, from what is there now. Fetches nothing. */
async function tellEditor(context: CatalogueContext): Promise<void> {
  await readAll(undefined, { ...context, offline: true });
}

const all = (work: readonly Promise<void>[]): Promise<unknown> => Promise.all(work);

/** The entries of `all` that match `query`, best first. */
export function match(all: readonly CatalogueEntry[], query: CatalogueQuery): CatalogueEntry[] {
  const { text, task, trainable, library, dataType, licence, source, runsHere } = query;
  const only = (value: string | undefined) => (value === undefined ? [] : [value]);
  const yesOrNo = (value: boolean | undefined) => (value === undefined ? [] : [value ? 'yes' : 'no']);
  const filters = {
    task: only(task),
    library: only(library),
    dataType: only(dataType),
    licence: only(licence),
    source: only(source),
    trainable: yesOrNo(trainable),
    here: yesOrNo(runsHere)
  };
  const asked = text?.trim() || Object.values(filters).some(values => values.length > 0);
  return asked ? new CatalogueSearch(all).find({ text, filters }).entries : inOrder(all);
}

/** Of all sources; the editor then learns what there is. A chosen few tell it nothing. */
async function readAll(
  chosen: readonly Source[] | undefined,
  context: CatalogueContext
): Promise<{ entries: CatalogueEntry[]; states: SourceState[] }> {
  const full = fullContext(context);
  const from = chosen ?? sources({ ...process.env, SONDE_HOME: full.home });
  const open = await Promise.all(from.map(source => openSource(source, full)));
  const machine = await machineOf(full);
  const entries = namedApart((await Promise.all(open.map(one => entriesOf(one, machine)))).flat());
  if (!chosen) {
    await writeCatalogueTypes(entries, open, full);
    const fetching = from.filter(source => isRemote(source) && isRefreshing(full.home, source));
    if (fetching.length > 0) {
      void all(fetching.map(source => refreshEnds(full.home, source))).then(() => tellEditor(context));
    }
  }
  return { entries, states: open.map(({ state }) => state) };
}

/** What an earlier source has the name of is loaded by its source's name and its own. */
function namedApart(entries: readonly CatalogueEntry[]): CatalogueEntry[] {
  const sourceOf = new Map<string, string>();
  return entries.map(entry => {
    const { name, source } = entry;
    const first = sourceOf.get(name);
    if (first === undefined) sourceOf.set(name, source);
    return entry.ok && first !== undefined && first !== source
      ? { ...entry, loadAs: `${source}/${name}` }
      : entry;
  });
}

/** By name. A folder that cannot be read is an entry itself; a list that cannot be fetched is told by its state only. */
async function entriesOf(
  { source, places, listed, state }: OpenSource,
  machine: Machine
): Promise<CatalogueEntry[]> {
  if (state.status === 'failed' && (!isRemote(source) || source.problem !== undefined)) {
    return [brokenEntry(source.name, source, source.location, state.problem)];
  }
  const entries = [
    ...(await Promise.all(places.map(place => readEntry(place, machine)))),
    ...listed.map(({ name, card, address, problem }) =>
      card ? containerEntry(name, source.name, card, machine) : brokenEntry(name, source, address, problem)
    )
  ];
  return entries.sort((a, b) => a.name.localeCompare(b.name));
}

function brokenEntry(name: string, source: Source, folder: string, problem = 'It has no card'): BrokenEntry {
  return { ok: false, name, source: source.name, folder, problem };
}
