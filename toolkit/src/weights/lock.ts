/**
 * Lets one process at a time do a thing. The lock is SQLite's on a file, which the operating system takes back from a
 * process that dies: there is no stale lock to guess at. The empty file stays.
 */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'libsql';
import { cannotWrite } from '../jobs/job-folder.js';

export interface LockOptions {
  /** Stops waiting for the lock. */
  signal?: AbortSignal | undefined;
}

/** Runs `work` while nobody else who asks for `path` runs, in this process or another; waits as long as it takes. */
export async function withLock<T>(path: string, { signal }: LockOptions, work: () => Promise<T>): Promise<T> {
  const database = openFile(path);
  try {
    while (!tryLock(database, path)) await sleep(between, undefined, { signal });
    signal?.throwIfAborted();
    return await work();
  } catch (error) {
    throw signal?.aborted ? signal.reason : error;
  } finally {
    // With the connection the lock goes.
    database.close();
  }
}

/** Milliseconds between two tries. */
const between = 50;

function openFile(path: string): Database.Database {
  try {
    mkdirSync(dirname(path), { recursive: true });
    return new Database(path);
  } catch (cause) {
    throw cannotWrite(path, cause);
  }
}

function tryLock(database: Database.Database, path: string): boolean {
  try {
    database.exec('BEGIN EXCLUSIVE');
    return true;
  } catch (cause) {
    const { code = '', message } = cause as { code?: string; message: string };
    if (/BUSY|LOCKED/.test(code) || message.includes('locked')) return false;
    throw cannotWrite(path, cause);
  }
}
