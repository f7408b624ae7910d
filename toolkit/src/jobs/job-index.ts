/**
 * The list of jobs, quick to ask: an SQLite file beside the job folders that remembers how far each event file was
 * read and what came out. It is never the truth: lost or broken, it is made again from the folders.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'libsql';
import { isFinal, type JobRecord, type JobState } from '@sonde/schema';
import { EventLines } from './event-lines.js';
import { advance, begin } from './fold.js';
import { cannotWrite, jobFolder, jobsFolder, readStoredJob, type JobFolder } from './job-folder.js';
import { isJobId } from './job-id.js';

export interface JobFilter {
  state?: JobState | readonly JobState[];
  /** At most this many, newest first. */
  limit?: number;
}

interface Row {
  id: string;
  line: number;
  bytes: number;
  record: string;
}

const version = 1;

export class JobIndex {
  readonly #home: string;
  #database: Database.Database;

  constructor(home: string) {
    this.#home = home;
    try {
      mkdirSync(jobsFolder(home), { recursive: true, mode: 0o700 });
    } catch (cause) {
      throw cannotWrite(jobsFolder(home), cause);
    }
    this.#database = openDatabase(join(home, 'index.sqlite'));
  }

  /** The record of one job, up to the last event on disk, or undefined when there is no such job. */
  async get(id: string): Promise<JobRecord | undefined> {
    if (!isJobId(id)) return undefined;
    const row = this.#row(id);
    const record = row && (JSON.parse(row.record) as JobRecord);
    return record && isFinal(record.state) ? record : this.#read(id, row);
  }

  /** Records that `filter` lets through, newest first. */
  async list(filter: JobFilter = {}): Promise<JobRecord[]> {
    const { onDisk } = await this.#refresh();
    const states = filter.state === undefined ? undefined : [filter.state].flat();
    const where = states ? `WHERE state IN (${states.map(() => '?').join(', ')})` : '';
    const rows = this.#database
      .prepare(`SELECT id, record FROM job ${where} ORDER BY id DESC LIMIT ?`)
      .all(...(states ?? []), filter.limit ?? -1) as Row[];
    return rows.filter(row => onDisk.has(row.id)).map(row => JSON.parse(row.record) as JobRecord);
  }

  /** How far each job's events reach, in bytes: what grew, changed. */
  async reach(): Promise<Map<string, number>> {
    const { onDisk } = await this.#refresh();
    const rows = this.#database.prepare('SELECT id, bytes FROM job ORDER BY id').all() as Row[];
    return new Map(rows.filter(row => onDisk.has(row.id)).map(row => [row.id, row.bytes]));
  }

  close(): void {
    this.#database.close();
  }

  /** Brings the index up to date with the folders: reads what is new, forgets what is gone. */
  async #refresh(): Promise<{ onDisk: Set<string> }> {
    const onDisk = new Set((await readdir(jobsFolder(this.#home))).filter(isJobId));
    const known = this.#database.prepare('SELECT id, final FROM job').all() as {
      id: string;
      final: number;
    }[];
    const done = new Set(known.filter(row => row.final === 1).map(row => row.id));
    for (const { id } of known) {
      if (!onDisk.has(id)) this.#database.prepare('DELETE FROM job WHERE id = ?').run(id);
    }
    for (const id of onDisk) {
      if (!done.has(id)) await this.#read(id, this.#row(id));
    }
    return { onDisk };
  }

  /** Reads the events that came since `row` was written. */
  async #read(id: string, row?: Row): Promise<JobRecord | undefined> {
    const folder = jobFolder(this.#home, id);
    const size = await stat(folder.events).then(
      found => found.size,
      () => undefined
    );
    if (size === undefined) return undefined;
    if (row && size === row.bytes) return JSON.parse(row.record) as JobRecord;
    const whole = row !== undefined && size > row.bytes;
    const record = whole ? (JSON.parse(row.record) as JobRecord) : await beginFrom(folder);
    if (!record) return undefined;
    const read = await readOn(folder, record, whole ? row : { line: 0, bytes: 0 });
    this.#write({ id, ...read, record: JSON.stringify(record) }, record);
    return record;
  }

  #row(id: string): Row | undefined {
    return this.#database.prepare('SELECT id, line, bytes, record FROM job WHERE id = ?').get(id) as
      Row | undefined;
  }

  /** A disk that takes no more must not hide the jobs: from then on the index lives in memory. */
  #write(row: Row, { state }: JobRecord): void {
    const values = [row.id, state, isFinal(state) ? 1 : 0, row.line, row.bytes, row.record];
    const sql =
      'INSERT INTO job (id, state, final, line, bytes, record) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE ' +
      'SET state = excluded.state, final = excluded.final, line = excluded.line, bytes = excluded.bytes, ' +
      'record = excluded.record WHERE excluded.bytes > job.bytes';
    try {
      this.#database.prepare(sql).run(...values);
    } catch (error) {
      if (this.#database.memory || !isUnwritable(error)) throw error;
      this.#database.close();
      this.#database = prepared(new Database(':memory:'));
      this.#database.prepare(sql).run(...values);
    }
  }
}

/** The record before any event, or undefined for a folder that holds no job: it must not hide the others. */
async function beginFrom(folder: JobFolder): Promise<JobRecord | undefined> {
  return readStoredJob(folder).then(begin, () => undefined);
}

/** Applies the lines after `from` to `record` and says how far they reach. */
async function readOn(
  folder: JobFolder,
  record: JobRecord,
  from: { line: number; bytes: number }
): Promise<{ line: number; bytes: number }> {
  const reached = { line: from.line, bytes: from.bytes };
  const lines = new EventLines(from.line, from.bytes);
  const file = await open(folder.events, 'r');
  try {
    const chunk = Buffer.allocUnsafe(256 * 1024);
    for (let position = from.bytes; ;) {
      const { bytesRead } = await file.read(chunk, 0, chunk.length, position);
      if (bytesRead === 0) return reached;
      position += bytesRead;
      for (const { line, end, event } of lines.push(chunk.subarray(0, bytesRead))) {
        reached.line = line;
        reached.bytes = end;
        if (event) advance(record, event);
      }
    }
  } finally {
    await file.close();
  }
}

/** Opens the index file; makes it anew when it is broken, and in memory when nothing can be written. */
function openDatabase(path: string): Database.Database {
  try {
    return prepared(new Database(path));
  } catch (error) {
    if (isUnwritable(error)) return prepared(new Database(':memory:'));
    for (const file of [path, `${path}-wal`, `${path}-shm`]) rmSync(file, { force: true });
    return prepared(new Database(path));
  }
}

function prepared(database: Database.Database): Database.Database {
  database.pragma('busy_timeout = 5000');
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = NORMAL');
  const [row] = database.pragma('user_version') as { user_version: number }[];
  if (row?.user_version !== version) {
    database.exec(
      `BEGIN IMMEDIATE;
       DROP TABLE IF EXISTS job;
       CREATE TABLE job (id TEXT PRIMARY KEY, state TEXT NOT NULL, final INTEGER NOT NULL, line INTEGER NOT NULL,
         bytes INTEGER NOT NULL, record TEXT NOT NULL) WITHOUT ROWID;
       CREATE INDEX job_state ON job (state, id);
       PRAGMA user_version = ${version};
       COMMIT`
    );
  }
  return database;
}

function isUnwritable(error: unknown): boolean {
  const text = `${(error as { code?: string }).code ?? ''} ${(error as Error).message}`;
  return /SQLITE_(FULL|IOERR|READONLY|CANTOPEN)|disk is full|disk I\/O|readonly|unable to open/i.test(text);
}
