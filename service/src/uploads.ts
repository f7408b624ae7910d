/**
 * Files that people drop on the page of a module. Each lies in a folder named by its content, so that the same file is
 * kept once and two of the same name never meet; a week after its last use it is removed.
 */
import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { SondeError } from '@sonde/schema';

export interface UploadsOptions {
  /** Bytes that one file may have. Default: 256 MB. */
  most?: number;
  /** Milliseconds that a file is kept after its last use. Default: a week. */
  keep?: number;
}

export class Uploads {
  constructor(home: string, { most = 256_000_000, keep = 7 * 86_400_000 }: UploadsOptions = {}) {
    this._folder = join(home, 'uploads');
    this._most = most;
    this._keep = keep;
  }

  /** Stores a file and says where it lies. Nothing half-written stays, whatever happens. */
  async store(name: string, body: ReadableStream<Uint8Array>): Promise<string> {
    const kept = safeName(name);
    await mkdir(this._folder, { recursive: true });
    const part = join(this._folder, `.part-${randomUUID()}`);
    try {
      const sha256 = await this._write(name, body, part);
      const folder = join(this._folder, sha256.slice(0, 12));
      await mkdir(folder, { recursive: true });
      await rename(part, join(folder, kept));
      await utimes(folder, new Date(), new Date());
      return join(folder, kept);
    } catch (thrown) {
      await rm(part, { force: true });
      throw this._toSentence(name, thrown);
    }
  }

  /** Removes what nobody has used for long, and what an ended service left half-written. */
  async purge(now = Date.now()): Promise<void> {
    const names = await readdir(this._folder).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    });
    for (const path of names.map(name => join(this._folder, name))) {
      const { mtimeMs } = await stat(path);
      if (now - mtimeMs > this._keep) await rm(path, { recursive: true, force: true });
    }
  }

  private async _write(name: string, body: ReadableStream<Uint8Array>, path: string): Promise<string> {
    const hash = createHash('sha256');
    let bytes = 0;
    const measure = new Transform({
      transform: (chunk: Uint8Array, _encoding, done) => {
        bytes += chunk.length;
        if (bytes > this._most) return done(tooLarge(name, this._most));
        hash.update(chunk);
        done(null, chunk);
      }
    });
    const from = Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]);
    await pipeline(from, measure, createWriteStream(path, { mode: 0o600 }));
    if (bytes === 0) {
      throw new SondeError('upload-empty', `"${name}" is empty`, {
        hint: 'Choose a file with something in it.'
      });
    }
    return hash.digest('hex');
  }

  private _toSentence(name: string, thrown: unknown): unknown {
    const { code, message } = thrown as NodeJS.ErrnoException;
    if (thrown instanceof SondeError || code === undefined) return thrown;
    if (code === 'ENOSPC' || code === 'EDQUOT') {
      return new SondeError('disk-full', `Cannot keep "${name}": the disk is full`, {
        hint: `Make room where ${this._folder} lies.`,
        cause: thrown
      });
    }
    return new SondeError('cannot-write', `Cannot keep "${name}" in ${this._folder}: ${message}`, {
      cause: thrown
    });
  }

  private readonly _folder: string;
  private readonly _most: number;
  private readonly _keep: number;
}

/** A name that is one file in the folder it is put into, whatever `name` says, and keeps its ending. */
export function safeName(name: string): string {
  const last = name.normalize('NFC').split(/[\\/]/).at(-1) ?? '';
  const plain = last
    .replace(/[\p{C}<>:"|?*]/gu, '_') // control and format characters, and what Windows forbids
    .replace(/^[.\s-]+|[.\s]+$/g, '') // "..", hidden files, options of commands
    .trim();
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(plain)?.[0] ?? '';
  const stem = plain.slice(0, plain.length - ending.length);
  return `${shorten(stem, 100) || 'file'}${ending}`;
}

/** At most `most` bytes of UTF-8, no character cut in half. */
function shorten(text: string, most: number): string {
  const bytes = Buffer.from(text).subarray(0, most);
  return new TextDecoder().decode(bytes, { stream: true });
}

function tooLarge(name: string, most: number): SondeError {
  return new SondeError('body-large', `"${name}" is larger than ${most / 1_000_000} MB`, {
    hint: 'Give the path of a file on the machine of JupyterLab, or make it smaller.'
  });
}
