/** Runs a cell's function in the job's own process and keeps what it returns for the cell. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { constants, Script } from 'node:vm';
import { SondeError, cellRuntime } from '@sonde/schema';
import type { PackedFunction, PackedImport } from '../../remote/pack-function.js';
import { packValue, unpackValue } from '../../remote/plain-data.js';
import type { RemoteContext } from '../../remote/remote-context.js';
import { listArtefacts } from '../list-artefacts.js';
import { valueFile } from './cell.js';
import type { RunningJob } from './kind.js';

type Import = (specifier: unknown, options?: ImportCallOptions) => Promise<Record<string, unknown>>;
type Program = (
  runtime: object,
  imports: Record<string, unknown>,
  values: unknown,
  context: RemoteContext
) => Promise<unknown>;

export async function runCell({ stored, folder, writer, signal }: RunningJob): Promise<{ type: string }> {
  const { code, imports, values, directory } = JSON.parse(stored.program ?? '{}') as PackedFunction;
  const path = join(folder.path, 'program.mjs');
  writeFileSync(path, code);
  const importFrom = importer(directory);
  const { default: program } = (await import(pathToFileURL(path).href)) as { default: Program };
  const imported = await importAll(imports, importFrom);
  signal.throwIfAborted();
  writer.write({ kind: 'state', state: 'running' });
  const context: RemoteContext = {
    signal,
    folder: folder.artefacts,
    metric: (series, step, value) => writer.write({ kind: 'metric', series, step, value }),
    progress: (done, total, unit) => writer.write({ kind: 'progress', done, total, unit }),
    log: text => writer.write({ kind: 'log', level: 'info', text })
  };
  const runtime = {
    wait: (value: unknown) => value,
    each: (iterable: unknown) => iterable,
    import: importFrom,
    meta: { url: pathToFileURL(path).href, filename: path, dirname: folder.path }
  };
  const work = program(runtime, imported, unpackValue(Buffer.from(values, 'base64')), context);
  const value = await Promise.race([work, aborted(signal)]);
  const hint =
    'Return what can be written down: numbers, texts, lists, typed arrays. Write the rest to `folder`.';
  writeFileSync(join(folder.artefacts, valueFile), packValue(value, 'what the function returned', hint));
  await listArtefacts(folder, writer);
  return { type: value === null ? 'null' : typeof value };
}

/** A function that does not listen to its signal is left behind; its process ends with the job. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const fail = (): void => reject(signal.reason as Error);
    if (signal.aborted) fail();
    signal.addEventListener('abort', fail, { once: true });
  });
}

async function importAll(
  imports: readonly PackedImport[],
  importFrom: Import
): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const { name, specifier, from } of imports) {
    const namespace = await importFrom(specifier);
    found[name] = from === '*' ? namespace : namespace[from];
  }
  return found;
}

/** `import` as the notebook knew it: from the notebook's folder where there is one, else from what Sonde brings. */
function importer(directory: string): Import {
  const folders = [...(existsSync(directory) ? [directory] : []), import.meta.dirname];
  return async (specifier, options) => {
    const name = String(specifier);
    let missing: unknown;
    for (const folder of folders) {
      try {
        return await importIn(folder)(name, options);
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code !== 'ERR_MODULE_NOT_FOUND') throw error;
        missing = error;
      }
    }
    throw new SondeError('package-missing', `There is no package "${name}" where the job runs`, {
      cause: missing,
      hint: 'Install it there, or choose an image that has it.'
    });
  };
}

function importIn(folder: string): Import {
  return new Script('(specifier, options) => import(specifier, options)', {
    filename: join(folder, `${cellRuntime}.mjs`),
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER
  }).runInThisContext() as Import;
}
