/** The routes of the catalogue: its list, its sources, and the page of one module or container. */
import type { Hono } from 'hono';
import {
  paths,
  type CatalogueEntry,
  type ListedCard,
  type ListedEntry,
  type ModuleAnswer,
  type ModuleList
} from '@sonde/schema';
import {
  catalogue,
  findEntry,
  findVersions,
  readReadme,
  type CatalogueContext,
  type CatalogueResult,
  type Source
} from '@sonde/toolkit';
import { askedModule } from './asked-module.js';
import { wholeNumber } from './whole-number.js';

export interface CatalogueRoutesOptions {
  /** Default: those that are configured, looked up for every request. */
  sources?: readonly Source[];
  context?: CatalogueContext;
}

export function catalogueRoutes(app: Hono, { sources, context }: CatalogueRoutesOptions): void {
  app.get(paths.modules, async asked => {
    const { text, task, library, dataType, licence, source, trainable, runsHere, first } = asked.req.query();
    const query = { text, task, library, dataType, licence, source };
    const flags = { trainable: yesOrNo(trainable), runsHere: yesOrNo(runsHere) };
    const found = await catalogue.search({ ...query, ...flags }, sources, context);
    return asked.json<ModuleList>(listed(found, wholeNumber(first, 'first')));
  });

  app.post(paths.modulesRefresh, async asked => {
    const { signal } = asked.req.raw;
    return asked.json<ModuleList>(listed(await catalogue.refresh({ signal }, sources, context)));
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
      here: { runs: true },
      versions
    });
  });
}

/** With only the first entries where so many are wished; `total` counts all. */
function listed({ entries, sources }: CatalogueResult, first = Infinity): ModuleList {
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
