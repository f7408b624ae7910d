/** Fetches a list of modules and the card of each. One that is missing or wrong becomes an entry that says so. */
import { SondeError } from '@sonde/schema';
import { fetchText, type FetchOptions } from './fetch-text.js';
import { inParallel } from './in-parallel.js';
import { parseGitmodules, parseIndex, parseModulesYml, type WrongLine } from './parse-lists.js';
import { parseCard } from './read-card.js';
import { rawAddress, type ListedRepository } from './repository-address.js';
import type { Source } from './source.js';
import { sourceName } from './sources-file.js';
import type { Snapshot, StoredEntry } from './source-cache.js';

/** How many cards are fetched at a time, and how many a list may have. */
const atOnce = 8;
const maxModules = 20_000;

type Asking = Pick<FetchOptions, 'signal' | 'background' | 'timeout'>;

/** A module on the list, and where its card may be. */
interface Wanted {
  name: string;
  address: string;
  /** In the order in which they are tried. */
  cards: string[];
  readme?: string;
  /** What is wrong with its line in the list. */
  problem?: string;
}

export async function fetchList(
  source: Source,
  before: Snapshot | undefined,
  asking: Asking = {}
): Promise<Omit<Snapshot, 'fetched'>> {
  checkLocation(source);
  const { text = '', server } = await fetchText(source.location, { ...asking, named: true });
  const options = { ...asking, server };
  const wanted = wantedBy(source, text);
  if (wanted.length > maxModules) {
    throw new SondeError(
      'list-wrong',
      `The list names ${wanted.length} modules, at most ${maxModules} are read`
    );
  }
  const known = new Map(before?.entries?.map(entry => [entry.name, entry]));
  const failures: SondeError[] = [];
  const entries = await inParallel(wanted, atOnce, async one => {
    const old = known.get(one.name);
    const got = await fetchEntry(one, old?.card ? old : undefined, options);
    if (got.failure) failures.push(got.failure);
    return got.entry;
  });
  const [first] = failures;
  const at = server === undefined ? {} : { server };
  if (!first) return { entries, ...at };
  // None at all: that is the network and not the modules, so what is cached stays.
  if (failures.length === wanted.filter(({ cards }) => cards.length > 0).length) throw first;
  return {
    entries,
    ...at,
    problem: `${failures.length} of ${wanted.length} cards could not be fetched: ${first.message}`
  };
}

function checkLocation({ location }: Source): void {
  if (!/^https?:\/\//i.test(location) || !URL.canParse(location)) {
    throw new SondeError('address-refused', `"${location}" is not an http or https address`);
  }
}

function wantedBy(source: Source, text: string): Wanted[] {
  switch (source.kind) {
    case 'http':
      return parseIndex(text, source.location).map(one =>
        'problem' in one
          ? wrongLine(one, source)
          : {
              name: one.name,
              address: one.card,
              cards: [one.card],
              ...(one.readme !== undefined && { readme: one.readme })
            }
      );
    case 'gitmodules':
      return parseGitmodules(text).map(one =>
        'problem' in one ? wrongLine(one, source) : inRepository(one, ['ai4-metadata.yml'])
      );
    case 'modules-yml':
      return parseModulesYml(text).map(one =>
        'problem' in one ? wrongLine(one, source) : inRepository(one, ['metadata.json', 'ai4-metadata.yml'])
      );
    default:
      throw new SondeError('list-wrong', `A source of kind "${source.kind}" is no list`);
  }
}

function wrongLine({ name, problem }: WrongLine, { location }: Source): Wanted {
  return { name, problem, address: location, cards: [] };
}

function inRepository(one: ListedRepository, files: string[]): Wanted {
  return {
    name: one.name,
    address: one.repository,
    cards: files.map(file => rawAddress(one, file)),
    readme: rawAddress(one, 'README.md')
  };
}

/** The entry; `failure` when its card could not be fetched, and the old one, if any, is used. */
async function fetchEntry(
  { name, address, cards, readme, problem }: Wanted,
  old: StoredEntry | undefined,
  options: FetchOptions
): Promise<{ entry: StoredEntry; failure?: SondeError }> {
  const found: StoredEntry = { name, address, ...(readme !== undefined && { readme }) };
  if (problem !== undefined) return { entry: { ...found, problem } };
  if (!sourceName.test(name)) {
    return { entry: { ...found, problem: `The name ${JSON.stringify(name)} cannot be that of a module` } };
  }
  let missing: SondeError | undefined;
  for (const url of cards) {
    try {
      const etag = old?.url === url ? old.etag : undefined;
      const got = await fetchText(url, { ...options, maxBytes: 1 << 20, ...(etag && { etag }) });
      const at = { ...found, url, ...(got.etag && { etag: got.etag }) };
      if (got.text === undefined) return { entry: { ...at, card: old?.card } };
      return { entry: { ...at, card: parseCard(got.text, url.slice(url.lastIndexOf('/') + 1)) } };
    } catch (error) {
      if (options.signal?.aborted || !(error instanceof SondeError)) throw error;
      if (error.code === 'address-missing') missing ??= error;
      else if (error.code === 'address-unreachable') {
        return { entry: old ?? { ...found, problem: error.message }, failure: error };
      } else return { entry: { ...found, problem: error.message } };
    }
  }
  return { entry: { ...found, problem: `It has no card: ${missing?.message ?? 'none was named'}` } };
}
