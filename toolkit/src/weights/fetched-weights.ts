/**
 * Weights that came over the network: `<SONDE_HOME>/weights/<sha256>`, there whole or not at all. Several processes that
 * want the same file fetch it once; a copy that has gone bad is fetched once more.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { SondeError, type WeightFile } from '@sonde/schema';
import { sondeHome } from '../jobs/home.js';
import { changed } from './changed.js';
import { download } from './download.js';
import { withLock } from './lock.js';
import { sumOf } from './sha256.js';

export interface FetchWeightsOptions {
  /** Default: `SONDE_HOME`. */
  home?: string;
  /** Gives up when aborted: an interrupt of the cell, a cancel of the job. */
  signal?: AbortSignal;
  /** Told of the bytes that have arrived, and at the end that all have. */
  report?: (file: WeightFile, done: number) => void;
  /** Told what was wrong and has been put right. Default `console.warn`. */
  warn?: (sentence: string) => void;
  /** Milliseconds without a byte until the server is given up. Default 30,000. */
  timeout?: number;
}

/** Absolute path of the fetched copy of `file`, its content checked. */
export async function fetchedWeights(
  file: WeightFile,
  url: string,
  options: FetchWeightsOptions = {}
): Promise<string> {
  const { home = sondeHome(), signal, warn = console.warn } = options;
  if (!/^[0-9a-f]{64}$/.test(file.sha256)) {
    throw new SondeError('weights-wrong', `The sha256 of the weights ${file.path} is "${file.sha256}"`, {
      hint: 'It must be 64 hexadecimal digits: correct it in the module.'
    });
  }
  const folder = join(home, 'weights');
  const path = join(folder, file.sha256);
  if ((await sumOf(path))?.sha256 === file.sha256) return path;
  return withLock(`${path}.lock`, { signal }, async () => {
    // Another process may have fetched it while we waited.
    const there = await sumOf(path);
    if (there?.sha256 === file.sha256) return path;
    if (there) {
      warn(`${changed(path, file, there)}. They are fetched again.`);
      await rm(path);
    }
    const first = await download(file, url, path, options);
    if (!first) return path;
    warn(`${changed(url, file, first)}. They are fetched again.`);
    const second = await download(file, url, path, options);
    if (!second) return path;
    throw new SondeError('weights-changed', changed(url, file, second), {
      hint: 'They were fetched twice. Tell whoever keeps the module, or put the right file into its folder.'
    });
  });
}
