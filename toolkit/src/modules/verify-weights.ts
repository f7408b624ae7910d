/**
 * Weights are named by what is in them: a file is used only when its sha256 is the one its module states. Hashing is
 * done once per file and process, and again when size or time change.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { SondeError, type WeightFile } from '@sonde/schema';
import { nearest } from './nearest.js';

/** Absolute path of weight file `path` of the module in `folder`, once its content is known to be right. */
export async function verifyWeights(
  folder: string,
  files: readonly WeightFile[],
  path: string
): Promise<string> {
  const file = files.find(one => one.path === path);
  if (!file) {
    const near = nearest(
      path,
      files.map(one => one.path)
    );
    throw new SondeError('weights-unknown', `The module in ${folder} names no weight file "${path}"`, {
      hint: near.length > 0 ? `It names ${near.join(', ')}.` : undefined
    });
  }
  const absolute = resolve(folder, path);
  const found = await stat(absolute).catch((cause: unknown) => {
    throw new SondeError('weights-missing', `Cannot read the weights ${absolute}: the file is not there`, {
      hint: `They come from ${file.origin}. Run the set-up again.`,
      cause
    });
  });
  const key = `${absolute}:${found.size}:${found.mtimeMs}`;
  let hash = hashes.get(key);
  if (!hash) {
    hash = sha256(absolute);
    hashes.set(key, hash);
    hash.catch(() => hashes.delete(key));
  }
  const actual = await hash;
  if (actual !== file.sha256) {
    throw new SondeError(
      'weights-changed',
      `The weights ${absolute} are not what their module states: sha256 is ${actual}, ${file.sha256} was wanted ` +
        `(${found.size} bytes, ${file.bytes} were wanted)`,
      { hint: 'The file was changed or cut short. Fetch it again.' }
    );
  }
  return absolute;
}

const hashes = new Map<string, Promise<string>>();

/** Hex sha256 of a file's content. */
export async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}
