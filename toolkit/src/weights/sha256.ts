/** What is in a file, as the sum that weights and artefacts are named by. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

/** Hex sha256 of a file's content. */
export async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}

/** The same, once per file and process, and again when its size or times change. Undefined when it is not there. */
export async function sumOf(path: string): Promise<{ sha256: string; bytes: number } | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) return undefined;
  const key = [path, found.ino, found.size, found.mtimeMs, found.ctimeMs].join(':');
  let sum = sums.get(key);
  if (!sum) {
    sum = sha256(path);
    sums.set(key, sum);
    sum.catch(() => sums.delete(key));
  }
  return { sha256: await sum, bytes: found.size };
}

const sums = new Map<string, Promise<string>>();
