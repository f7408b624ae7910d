/**
 * Runs a module on one input after the other inside the job's own process. Each answer is written as it comes, so that a job which
 * is stopped half-way keeps what it has.
 */
import { createWriteStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { SondeError, takesPath, toErrorRecord, type PortInfo } from '@sonde/schema';
import { importModule } from '../../catalogue/find-modules.js';
import { visible } from '../../data/file.js';
import { readText } from '../../data/read-text.js';
import { picturesIn } from '../../data/image-folders.js';
import type { Predictor } from '../../modules/define-module.js';
import { listArtefacts } from '../list-artefacts.js';
import type { RunningJob } from './kind.js';
import { weightsOf } from './weights-of.js';
import { plainValue } from './flat-rows.js';
import { writeTable } from './results-table.js';

interface Input {
  name: string;
  read(): Promise<unknown>;
}

export interface PredictResult {
  inputs: number;
  failed: number;
}

export async function runPredictions({ stored, folder, writer, signal }: RunningJob): Promise<PredictResult> {
  const { data, folder: moduleFolder, code, args, trained, device } = stored;
  if (!data || moduleFolder === undefined || code === undefined) {
    throw new SondeError(
      'data-missing',
      `Cannot run job "${stored.title}": its record names no data or no module`
    );
  }
  const definition = await importModule(code);
  const inputs = await inputsOf(data.path, definition.input);
  signal.throwIfAborted();
  const predictor: Predictor<unknown, unknown, unknown> = await definition.open({
    folder: moduleFolder,
    weights: path => weightsOf({ stored, folder, writer, signal }, definition, path),
    ...(trained !== undefined && { trained }),
    ...(device && { device })
  });
  writer.write({ kind: 'state', state: 'running', device: predictor.device });
  const results = join(folder.artefacts, 'results.ndjson');
  const lines = createWriteStream(results);
  let failed = 0;
  try {
    for (const [index, { name, read }] of inputs.entries()) {
      signal.throwIfAborted();
      try {
        const output = await predictor.predict(await definition.input.read(await read()), args);
        lines.write(`${JSON.stringify({ input: name, output: plainValue(output) })}\n`);
      } catch (thrown) {
        signal.throwIfAborted();
        failed += 1;
        const { message } = toErrorRecord(thrown);
        lines.write(`${JSON.stringify({ input: name, error: message })}\n`);
        writer.write({ kind: 'log', level: 'warn', text: `${name}: ${message}` });
      }
      writer.write({ kind: 'progress', done: index + 1, total: inputs.length, unit: 'inputs' });
      // So that being asked to stop gets through: reading and predicting may never leave this thread.
      await new Promise(resolve => setImmediate(resolve));
    }
  } finally {
    await ended(lines);
    predictor.dispose();
    await writeTable(results, join(folder.artefacts, 'results.csv'));
    await listArtefacts(folder, writer);
  }
  if (failed === inputs.length) {
    throw new SondeError('all-failed', `None of the ${inputs.length} inputs could be predicted on`, {
      hint: 'results.ndjson says why for each.'
    });
  }
  return { inputs: inputs.length, failed };
}

/** The files of a folder, or the one file; of texts, a file's lines. */
async function inputsOf(path: string, port: PortInfo): Promise<Input[]> {
  const { type } = port;
  const asPath = (file: string): Input => ({ name: basename(file), read: () => Promise.resolve(file) });
  const asText = (file: string): Input => ({
    name: basename(file),
    read: () => readText(file)
  });
  if ((await stat(path)).isDirectory()) {
    const files = type === 'image' ? await picturesIn(path) : await filesIn(path);
    if (files.length > 0) return files.map(file => (takesPath(port, file) ? asPath(file) : asText(file)));
    throw new SondeError('folder-empty', `There is nothing to predict on in "${path}"`, {
      hint:
        type === 'image'
          ? 'Pictures end in .jpg, .png, .webp, .gif, .tif or .avif.'
          : 'Folders below it are not looked into.'
    });
  }
  if (type !== 'text' || isTable(path, port)) return [asPath(path)];
  const lines = (await readText(path)).split(/\r?\n/);
  return lines.flatMap((line, index) =>
    line.trim() === '' ? [] : [{ name: `line ${index + 1}`, read: () => Promise.resolve(line) }]
  );
}

/** Of a table of texts the module itself may know which column they are in. */
function isTable(path: string, port: PortInfo): boolean {
  return /\.[ct]sv$/i.test(path) && takesPath(port, path);
}

async function filesIn(folder: string): Promise<string[]> {
  const shown = new Set(await visible(folder));
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter(entry => entry.isFile() && shown.has(entry.name))
    .map(entry => join(folder, entry.name))
    .sort();
}

function ended(stream: NodeJS.WritableStream): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.once('finish', resolve);
    stream.once('error', reject);
    stream.end();
  });
}
