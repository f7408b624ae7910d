/** One line of the catalogue from one folder. A broken folder becomes an entry that says what is wrong with it. */
import { resolve } from 'node:path';
import { SondeError, type CatalogueEntry, type ModuleInfo } from '@sonde/schema';
import type { AnyModule } from '../modules/define-module.js';
import { findCode, importModule, type Place } from './find-modules.js';
import { readCard } from './read-card.js';

/** A module that is whole: what is known of it, its definition and where its code is. */
export interface Opened {
  info: ModuleInfo;
  definition: AnyModule;
  /** Absolute path of the code. */
  code: string;
}

/** The entry of the module at `place`; never throws for what is wrong with that module. */
export async function readEntry(place: Place): Promise<CatalogueEntry> {
  try {
    const { info } = await openModule(place);
    const { name, version, source, card } = info;
    return {
      ok: true,
      kind: 'module',
      name,
      version,
      source,
      card,
      trainable: info.train !== undefined,
      here: { runs: true },
      input: info.input.type,
      output: info.output.type,
      bytes: info.weights.reduce((sum, file) => sum + file.bytes, 0)
    };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return { ok: false, name: place.name, source: place.source.name, folder: place.folder, problem };
  }
}

/** Reads the card and the definition of the module at `place`. Opens no weights and no engine. */
export async function openModule(place: Place): Promise<Opened> {
  const code = await findCode(place);
  if (!code) {
    throw new SondeError('module-broken', `There is no module.js in ${place.folder}`, {
      hint: 'Has the module been built?'
    });
  }
  const card = await readCard(place.folder);
  const definition = await importModule(code);
  if (definition.name !== place.name) {
    throw new SondeError(
      'module-broken',
      `The folder is called "${place.name}", the module "${definition.name}"`,
      {
        hint: 'Give both the same name.'
      }
    );
  }
  return { code, definition, info: moduleInfo(place, definition, card) };
}

function moduleInfo(place: Place, definition: AnyModule, card: ModuleInfo['card']): ModuleInfo {
  const { folder } = place;
  const { train } = definition;
  const port = ({ type, description, schema }: ModuleInfo['input']) => ({ type, description, schema });
  return {
    name: definition.name,
    version: definition.version,
    folder,
    source: place.source.name,
    card,
    input: port(definition.input),
    output: port(definition.output),
    predictOptions: definition.predictOptions as ModuleInfo['predictOptions'],
    ...(train && {
      train: {
        args: train.args as ModuleInfo['predictOptions'],
        dataset: {
          ...train.dataset,
          ...(train.dataset.example && { example: resolve(folder, train.dataset.example) })
        },
        metrics: [...train.metrics]
      }
    }),
    weights: [...definition.weights],
    examples: definition.examples.map(example => ({ ...example, input: resolve(folder, example.input) }))
  };
}
