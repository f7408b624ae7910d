/** Lets bytes flow from an engine to this disk, and tells which of the two failed: a full disk is no silent engine. */
import { pipeline } from 'node:stream/promises';
import { cannotWrite } from '../../jobs/job-folder.js';
import { ask, type Engine } from './engine.js';

export interface BringOptions {
  from: NodeJS.ReadableStream;
  to: NodeJS.WritableStream;
  /** The path below which that writes. */
  at: string;
}

export async function bring(
  engine: Pick<Engine, 'address'>,
  what: string,
  { from, to, at }: BringOptions
): Promise<void> {
  const flow = pipeline(from, to).catch((error: unknown) => {
    throw ofDisk.has((error as NodeJS.ErrnoException).code ?? '') ? cannotWrite(at, error) : error;
  });
  await ask(engine, what, () => flow);
}

/** What a disk says, and no network. */
const ofDisk = new Set([
  'ENOSPC',
  'EDQUOT',
  'EROFS',
  'EACCES',
  'EPERM',
  'EIO',
  'EMFILE',
  'ENOENT',
  'ENOTDIR'
]);
