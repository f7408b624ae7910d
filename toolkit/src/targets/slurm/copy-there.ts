/** Copies between this machine and the cluster's, through a shell there and tar, which every machine has. */
import { hostname } from 'node:os';
import { basename, dirname } from 'node:path';
import { Transform } from 'node:stream';
import { extract, pack, type Pack } from 'tar-fs';
import type { Shell } from './shell.js';

export interface CopyOptions {
  signal?: AbortSignal | undefined;
  /** Told now and then how many bytes have gone. */
  report?: (bytes: number) => void;
}

/** Copies a file or folder to the path `to`, where it appears when it is whole; leaves alone what is there. */
export async function copyThere(
  shell: Shell,
  { from, to }: { from: string; to: string },
  options: CopyOptions = {}
): Promise<void> {
  if (await isThere(shell, to)) return;
  const packed = pack(dirname(from), { entries: [basename(from)], dereference: true });
  await unpackThere(shell, packed, dirname(to), { ...options, whole: true });
}

export async function isThere(shell: Shell, path: string): Promise<boolean> {
  return (await shell.run(['test', '-e', path])).code === 0;
}

/** @param options.whole the folder appears when everything is in it; else it may be there already */
export async function unpackThere(
  shell: Shell,
  packed: Pack,
  folder: string,
  { whole = false, signal, report = () => undefined }: CopyOptions & { whole?: boolean } = {}
): Promise<void> {
  const draft = whole ? `${folder}.${hostname()}-${process.pid}.part` : folder;
  const script =
    'umask 077 && mkdir -p "$1" && tar -xf - --no-same-owner -C "$1" && { [ "$1" = "$2" ] || mv -T "$1" "$2" || [ -e "$2" ]; }';
  let bytes = 0;
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      report((bytes += chunk.length));
      done(null, chunk);
    }
  });
  const input = packed.pipe(count);
  packed.once('error', (error: Error) => input.destroy(error));
  try {
    await shell.pipe(['sh', '-c', script, 'sonde', draft, folder], { input, signal });
  } catch (error) {
    if (whole && signal?.aborted) await shell.run(['rm', '-rf', draft]).catch(() => undefined);
    throw error;
  }
}

/** Brings what lies in a folder there into a folder here, but for `leaveOut`: names at its top. */
export async function copyHere(
  shell: Shell,
  there: string,
  here: string,
  { leaveOut = [] }: { leaveOut?: readonly string[] } = {}
): Promise<void> {
  const excluded = leaveOut.map(name => `--exclude=./${name}`);
  await shell.pipe(['tar', '-cf', '-', ...excluded, '-C', there, '.'], {
    output: extract(here, { chown: false } as Parameters<typeof extract>[1])
  });
}
