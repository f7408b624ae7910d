/** Runs a module on many inputs. The next input is read while the present one is predicted. */
import { basename, join } from 'node:path';
import { SondeError, toErrorRecord, type ModuleInfo } from '@sonde/schema';
import { checkFolder, localPath } from '../data/file.js';
import { picturesIn } from '../data/image-folders.js';
import { Results, type Result } from './results.js';
import { shownProgress, type ProgressOptions } from './shown-progress.js';

export interface PredictAllSteps<Input, Output> {
  read: (input: unknown) => Promise<Input>;
  predict: (input: Input) => Promise<Output>;
  /** Aborted when the cell is interrupted. */
  signal?: AbortSignal | undefined;
  progress?: ProgressOptions;
}

export async function predictAll<Input, Output>(
  inputs: readonly unknown[],
  { read, predict, signal, progress }: PredictAllSteps<Input, Output>
): Promise<Results<Output>> {
  const started = performance.now();
  const results: Result<Output>[] = [];
  const shown = shownProgress('inputs', progress);
  // Kept as a value until its turn: a rejection that nobody waits for yet would end the process.
  const start = (input: unknown): Promise<Settled<Input>> => settled(read(input));
  let next = inputs.length > 0 ? start(inputs[0]) : undefined;
  try {
    for (const [index, input] of inputs.entries()) {
      const given = await (next ?? start(input));
      signal?.throwIfAborted();
      next = index + 1 < inputs.length ? start(inputs[index + 1]) : undefined;
      const found = 'value' in given ? await settled(predict(given.value)) : given;
      const name = nameOf(input, index);
      results.push(
        'value' in found
          ? { name, input, output: found.value }
          : { name, input, error: toErrorRecord(found.thrown) }
      );
      shown.report(index + 1, inputs.length);
      // So that an interrupt gets through: reading and predicting may never leave this thread.
      await new Promise(resolve => setImmediate(resolve));
      signal?.throwIfAborted();
    }
  } finally {
    shown.end();
  }
  return new Results(results, performance.now() - started);
}

/** The inputs of a list, or the pictures in a folder for a module that takes pictures. */
export async function listOf(
  inputs: unknown,
  { name, input }: Pick<ModuleInfo, 'name' | 'input'>
): Promise<readonly unknown[]> {
  if (Array.isArray(inputs)) return inputs as unknown[];
  if (typeof inputs !== 'string' || input.type !== 'image') {
    throw new SondeError('inputs-wrong', `Cannot predict all with "${name}": a list of inputs was wanted`, {
      hint:
        input.type === 'image'
          ? 'Pass a list, e.g. ["a.jpg", "b.jpg"], or the path of a folder of pictures.'
          : 'Put the inputs into a list: predictAll([first, second]).'
    });
  }
  const folder = localPath(inputs);
  await checkFolder(folder, inputs, 'A folder of pictures');
  const pictures = await picturesIn(folder);
  if (pictures.length > 0) return pictures;
  throw new SondeError('folder-without-pictures', `There are no pictures in "${inputs}"`, {
    hint: `Pictures end in .jpg, .png, .webp, .gif, .tif or .avif; those in folders below ${join(inputs, '…')} are not looked for.`
  });
}

type Settled<Value> = { value: Value } | { thrown: unknown };

function settled<Value>(promise: Promise<Value>): Promise<Settled<Value>> {
  return promise.then(
    value => ({ value }),
    (thrown: unknown) => ({ thrown })
  );
}

/** Short enough for a caption: the file's name, or the input's number. */
function nameOf(input: unknown, index: number): string {
  const isAddress = typeof input === 'string' || input instanceof URL;
  const address = isAddress ? String(input) : '';
  if (address !== '' && !address.startsWith('data:') && !/\s{2}|\n/.test(address)) {
    const name = basename(address.replace(/[?#].*$/, '')) || address;
    return input instanceof URL ? decoded(name) : name;
  }
  return `input ${index + 1}`;
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name; // a per cent sign that encodes nothing
  }
}
