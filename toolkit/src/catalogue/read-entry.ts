/** One line of the catalogue from one folder. A broken folder becomes an entry that says what is wrong with it. */
import { resolve } from 'node:path';
import {
  SondeError,
  type CatalogueEntry,
  type ContainerInfo,
  type ModuleInfo,
  type RunsHere
} from '@sonde/schema';
import type { AnyModule } from '../modules/define-module.js';
import { containerEntry, containerInfo } from './container-entry.js';
import { whyNotHere } from './fits-machine.js';
import { findCode, importModule, type Place } from './find-modules.js';
import { insideFolder } from './inside-folder.js';
import type { Machine } from './machine.js';
import { readCard } from './read-card.js';
import { builtIn } from './sources.js';

/** A container of the catalogue. */
export interface OpenedContainer {
  kind: 'container';
  info: ContainerInfo;
  /** Absolute folder with its card, where there is one. */
  folder?: string;
}

/** A module that is whole: what is known of it, its definition and where its code is. */
export interface Opened {
  kind: 'module';
  info: ModuleInfo;
  definition: AnyModule;
  /** Absolute path of the code. */
  code: string;
}

/** The entry of the module at `place`; never throws for what is wrong with that module. */
export async function readEntry(place: Place, machine: Machine): Promise<CatalogueEntry> {
  try {
    const opened = await openPlace(place, machine);
    if (opened.kind === 'container') {
      return containerEntry(place.name, place.source.name, opened.info.card, machine);
    }
    const { info } = opened;
    const { name, version, source, card } = info;
    return {
      ok: true,
      kind: 'module',
      name,
      version,
      source,
      card,
      trainable: info.train !== undefined,
      here: runsHere(info, machine),
      input: info.input.type,
      output: info.output.type,
      bytes: info.weights.reduce((sum, file) => sum + file.bytes, 0)
    };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return { ok: false, name: place.name, source: place.source.name, folder: place.folder, problem };
  }
}

/** What is at `place`: a module with code, or a card that names a container image. Opens no weights and no engine. */
export async function openPlace(place: Place, machine: Machine): Promise<Opened | OpenedContainer> {
  const code = await findCode(place);
  if (code) return openModule(place, code);
  const card = await readCard(place.folder).catch((error: unknown) => error as SondeError);
  if (card instanceof Error) {
    // A card that is wrong is the news, one that is missing is not.
    throw card.code === 'card-missing' ? withoutCode(place) : card;
  }
  const entry = containerEntry(place.name, place.source.name, card, machine);
  if (entry.image === undefined) throw withoutCode(place);
  return { kind: 'container', info: containerInfo(entry), folder: place.folder };
}

/** Whether `machine` has what the module needs. */
export function runsHere(info: Pick<ModuleInfo, 'card' | 'weights'>, machine: Machine): RunsHere {
  const why = whyNotHere(info, machine);
  return why === undefined ? { runs: true } : { runs: false, why };
}

function withoutCode({ folder }: Place): SondeError {
  return new SondeError('module-broken', `There is no module.js in ${folder}`, {
    hint: 'Has the module been built?'
  });
}

async function openModule(place: Place, code: string): Promise<Opened> {
  const card = await readCard(place.folder);
  const definition = await importModule(code);
  if (definition.name !== place.name && place.folder !== place.source.location) {
    throw new SondeError(
      'module-broken',
      `The folder is called "${place.name}", the module "${definition.name}"`,
      { hint: 'Give both the same name.' }
    );
  }
  return { kind: 'module', code, definition, info: await moduleInfo(place, definition, card) };
}

async function moduleInfo(
  place: Place,
  definition: AnyModule,
  card: ModuleInfo['card']
): Promise<ModuleInfo> {
  const { folder } = place;
  const { train, explain } = definition;
  const port = ({ type, description, schema, files }: ModuleInfo['input']) => ({
    type,
    description,
    schema,
    ...(files && { files })
  });
  const example = (path: string): Promise<string> => insideFolder(folder, path, 'The example');
  for (const { path } of definition.weights) await insideFolder(folder, path, 'The weight file');
  return {
    name: definition.name,
    version: definition.version,
    folder,
    source: place.source.name,
    card,
    input: port(definition.input),
    output: port(definition.output),
    predictOptions: definition.predictOptions as ModuleInfo['predictOptions'],
    ...(explain && { why: explain.options as ModuleInfo['predictOptions'] }),
    ...(train && {
      train: {
        args: train.args as ModuleInfo['predictOptions'],
        dataset: {
          ...train.dataset,
          ...(train.dataset.example && {
            // Ours share the data of the example notebooks, which lies beside the modules.
            example:
              place.source.name === builtIn
                ? resolve(folder, train.dataset.example)
                : await example(train.dataset.example)
          })
        },
        metrics: [...train.metrics]
      }
    }),
    weights: [...definition.weights],
    examples: await Promise.all(
      definition.examples.map(async one => ({ ...one, input: await example(one.input) }))
    )
  };
}
