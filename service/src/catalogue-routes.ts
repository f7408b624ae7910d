/** The routes of the catalogue: its list, its sources, and the page of one module or container. */
import type { Hono } from 'hono';
import {
  paths,
  type CatalogueEntry,
  type CatalogueRevision,
  type ListedCard,
  type ListedEntry,
  type ModuleAnswer,
  type ModuleList,
  type SourceRequest,
  type SourceState
} from '@sonde/schema';
import {
  Type,
  catalogue,
  catalogueRevision,
  findEntry,
  findVersions,
  hereOf,
  isOffline,
  readReadme,
  validate,
  type CatalogueContext,
  type CatalogueResult,
  type Source
} from '@sonde/toolkit';
import { askedModule } from './asked-module.js';
import { readJson } from './read-json.js';
import { wholeNumber } from './whole-number.js';

export interface CatalogueRoutesOptions {
  /** Default: those that are configured, looked up for every request. */
  sources?: readonly Source[];
  context?: CatalogueContext;
}

export function catalogueRoutes(app: Hono, { sources, context }: CatalogueRoutesOptions): void {
  const answer = async (ask: () => Promise<CatalogueResult>, first?: number): Promise<ModuleList> => {
    // Before the list: what changes in between makes who asks ask again.
    const revision = await catalogueRevision(sources, context);
    return { ...listed(await ask(), first), revision, ...(isOffline(context) && { offline: true }) };
  };

  app.post(paths.catalogueSources, ...readJson(), async asked => {
    const { location } = validate<SourceRequest>(SourceSchema, asked.get('json'), 'add a source');
    return asked.json<SourceState>(await catalogue.add(location, {}, context), 201);
  });

  app.get(paths.catalogueRevision, async asked =>
    asked.json<CatalogueRevision>({ revision: await catalogueRevision(sources, context) })
  );

  app.get(paths.modules, async asked => {
    const { text, task, library, dataType, licence, source, trainable, runsHere, first } = asked.req.query();
    const query = { text, task, library, dataType, licence, source };
    const flags = { trainable: yesOrNo(trainable), runsHere: yesOrNo(runsHere) };
    const wanted = wholeNumber(first, 'first');
    return asked.json<ModuleList>(
      await answer(() => catalogue.search({ ...query, ...flags }, sources, context), wanted)
    );
  });

  app.post(paths.modulesRefresh, async asked => {
    const { signal } = asked.req.raw;
    await catalogue.refresh({ signal }, sources, context);
    return asked.json<ModuleList>(await answer(() => catalogue.list(sources, context)));
  });

  app.get(decodeURIComponent(paths.module(':name')), async asked => {
    const name = askedModule(asked);
    const found = await findEntry(name, sources, context);
    const readme = await readReadme(found, sources, context);
    if (found.kind === 'container') return asked.json<ModuleAnswer>({ ...found.info, readme });
    const versions = await findVersions(found.info.name, sources, context);
    return asked.json<ModuleAnswer>({
      ...found.info,
      kind: 'module',
      readme,
      here: await hereOf(found.info, context),
      versions
    });
  });
}

export const SourceSchema = Type.Object(
  { location: Type.String({ minLength: 1, maxLength: 4096, description: 'A folder, or an address' }) },
  { additionalProperties: false }
);

/** With only the first entries where so many are wished; `total` counts all. */
function listed(
  { entries, sources }: CatalogueResult,
  first = Infinity
): Pick<ModuleList, 'entries' | 'total' | 'sources'> {
  return {
    entries: entries.slice(0, first).map(withoutDescription),
    total: entries.length,
    sources: [...sources]
  };
}

/** Ten thousand descriptions would be megabytes that no list shows. */
function withoutDescription(entry: CatalogueEntry): ListedEntry {
  if (!entry.ok) return entry;
  const card: ListedCard & { description?: string } = { ...entry.card };
  delete card.description;
  return { ...entry, card };
}

function yesOrNo(text: string | undefined): boolean | undefined {
  return text === undefined ? undefined : text === 'true';
}
