/** Streams one weight file to the disk, summing while it comes; it gets its name only when it is whole and right. */
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { SondeError, type WeightFile } from '@sonde/schema';
import { openAddress } from '../catalogue/open-address.js';
import { cannotWrite } from '../jobs/job-folder.js';
import type { FetchWeightsOptions } from './fetched-weights.js';

/**
 * Undefined when `file` is at `path`; else what came instead, of which nothing is kept. The caller holds the lock of
 * `path`, so what lies beside it is left from a process that died.
 */
export async function download(
  file: WeightFile,
  url: string,
  path: string,
  { signal, report, timeout = 30_000 }: FetchWeightsOptions
): Promise<{ sha256: string; bytes: number } | undefined> {
  const part = `${path}.part`;
  const stalled = new AbortController();
  const timer = setTimeout(
    () => stalled.abort(cannotFetch(file, `${url} sent nothing for ${timeout / 1000} s`)),
    timeout
  );
  const either = AbortSignal.any([stalled.signal, ...(signal ? [signal] : [])]);
  try {
    await mkdir(dirname(path), { recursive: true });
    const response = await answer(file, url, either);
    const hash = createHash('sha256');
    let bytes = 0;
    let reported = Date.now();
    await pipeline(
      response,
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          timer.refresh();
          bytes += chunk.length;
          hash.update(chunk);
          // It is wrong already, and might never end.
          if (bytes > file.bytes) throw cannotFetch(file, `${url} sends more than ${file.bytes} bytes`);
          if (bytes === file.bytes || Date.now() - reported >= reportEvery) {
            reported = Date.now();
            report?.(file, bytes);
          }
          yield chunk;
        }
      },
      createWriteStream(part, { flush: true }),
      { signal: either }
    );
    const found = { sha256: hash.digest('hex'), bytes };
    if (found.sha256 !== file.sha256) return found;
    await rename(part, path);
    return undefined;
  } catch (error) {
    if (either.aborted) throw either.reason;
    throw sentence(error, file, url, part);
  } finally {
    clearTimeout(timer);
    await rm(part, { force: true });
  }
}

/** Milliseconds between two reports. */
const reportEvery = 200;

/** An address of this network is right where the module itself names it, and wrong where it is led there. */
async function answer(file: WeightFile, url: string, signal: AbortSignal) {
  try {
    return (await openAddress(url, { named: true }, signal)).response;
  } catch (error) {
    if (signal.aborted || !(error instanceof SondeError)) throw error;
    throw cannotFetch(file, error.message, error);
  }
}

function sentence(error: unknown, file: WeightFile, url: string, part: string): unknown {
  if (error instanceof SondeError) return error;
  const { syscall, path, code } = error as NodeJS.ErrnoException;
  if (path !== undefined || syscall === 'write' || code === 'ENOSPC') {
    return cannotWrite(path ?? part, error);
  }
  return cannotFetch(file, `${url} broke off in the middle`, error);
}

function cannotFetch(file: WeightFile, why: string, cause?: unknown): SondeError {
  return new SondeError('weights-unreachable', `Cannot fetch the weights ${file.path}: ${why}`, {
    hint: `Check the network and try again, or put the file into the module's folder. It comes from ${file.origin}.`,
    cause
  });
}
