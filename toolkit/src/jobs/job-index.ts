/**
 * The list of jobs, quick to ask: an SQLite file beside the job folders that remembers how far each event file was
 * read and what came out. It is never the truth: lost or broken, it is made again from the folders.
 */
import { rmSync } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'libsql';
import { SondeError, isFinal, type JobRecord, type JobState } from '@sonde/schema';
import { EventLines } from './event-lines.js';
import { advance, begin } from './fold.js';
import { jobFolder, jobsFolder, readStoredJob, type JobFolder } from './job-folder.js';
import { isJobId } from './job-id.js';
import { quarantine } from './quarantine.js';
import { openStore } from './store-version.js';

export interface JobFilter {
  state?: JobState | readonly JobState[];
  /** At most this many, newest first. */
  limit?: number;
  /** Only jobs that are older than the one with this id. */
  before?: string;
}

/** The folders as they were seen last. */
interface Seen {
  /** Of the folder of jobs, when it was looked into, and when that was. Milliseconds. */
  mtime: number;
  at: number;
  /** Jobs that have not ended. */
  open: Set<string>;
  reach: Map<string, number>;
}

/** No disk keeps times more coarsely than this: what changes within it may not show in the time. Milliseconds. */
const mtimeGrain = 2500;

interface Row {
  id: string;
  line: number;
  bytes: number;
  record: string;
}

const version = 3;

export class JobIndex {
  readonly #home: string;
  #database: Database.Database;
  #seen: Seen | undefined;
  readonly #statements = new Map<string, Database.Statement>();

  constructor(home: string) {
    this.#home = home;
    openStore(home);
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
    const { reach } = await this.#refresh();
    const states = filter.state === undefined ? undefined : [filter.state].flat();
    const wanted = [
      ...(states ? [`state IN (${states.map(() => '?').join(', ')})`] : []),
      ...(filter.before === undefined ? [] : ['id < ?'])
    ];
    const where = wanted.length > 0 ? `WHERE ${wanted.join(' AND ')}` : '';
    const given = [...(states ?? []), ...(filter.before === undefined ? [] : [filter.before])];
    const rows = this.#database
      .prepare(`SELECT id, record FROM job ${where} ORDER BY id DESC LIMIT ?`)
      .all(...given, filter.limit ?? -1) as Row[];
    return rows.filter(row => reach.has(row.id)).map(row => JSON.parse(row.record) as JobRecord);
  }

  /** Of a job whose folder is gone; the next look at the folders would find out as well. */
  forget(id: string): void {
    this.#seen = undefined;
    this.#database.prepare('DELETE FROM job WHERE id = ?').run(id);
  }

  /** How many jobs there are. */
  async count(): Promise<number> {
    return (await this.#refresh()).reach.size;
  }

  /** How far each job's events reach, in bytes: what grew, changed. */
  async reach(): Promise<ReadonlyMap<string, number>> {
    return (await this.#refresh()).reach;
  }

  close(): void {
    this.#database.close();
  }

  /**
   * Brings the index up to date with the folders: reads what is new, forgets what is gone. As long as no folder came or
   * went, only the jobs that have not ended are looked at: a store may hold ten thousand that have.
   */
  async #refresh(): Promise<Seen> {
    const { mtimeMs } = await stat(jobsFolder(this.#home));
    const seen = this.#seen;
    const settled = seen !== undefined && seen.mtime === mtimeMs && seen.at - mtimeMs > mtimeGrain;
    const now = settled ? seen : await this.#lookAtFolders(mtimeMs);
    for (const id of [...now.open]) {
      const record = await this.#read(id, this.#row(id));
      if (!record || isFinal(record.state)) now.open.delete(id);
      if (record) now.reach.set(id, this.#row(id)?.bytes ?? 0);
    }
    return (this.#seen = now);
  }

  async #lookAtFolders(mtime: number): Promise<Seen> {
    const seen: Seen = { mtime, at: Date.now(), open: new Set(), reach: new Map() };
    const onDisk = new Set((await readdir(jobsFolder(this.#home))).filter(isJobId));
    const known = this.#database.prepare('SELECT id, final, bytes FROM job ORDER BY id').all() as {
      id: string;
      final: number;
      bytes: number;
    }[];
    for (const { id, final, bytes } of known) {
      if (!onDisk.has(id)) this.#database.prepare('DELETE FROM job WHERE id = ?').run(id);
      else if (final === 1) {
        seen.reach.set(id, bytes);
        onDisk.delete(id);
      }
    }
    for (const id of [...onDisk].sort()) seen.open.add(id);
    return seen;
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
    const record = whole ? (JSON.parse(row.record) as JobRecord) : await this.#begin(folder);
    if (!record) return undefined;
    const read = await readOn(folder, record, { from: whole ? row : { line: 0, bytes: 0 }, size });
    this.#write({ id, ...read, record: JSON.stringify(record) }, record);
    return record;
  }

  /** The record before any event, or undefined for a folder that holds no job: it must not hide the others. */
  async #begin(folder: JobFolder): Promise<JobRecord | undefined> {
    try {
      return begin(await readStoredJob(folder));
    } catch (error) {
      if (error instanceof SondeError) quarantine(this.#home, folder, error.message);
      return undefined;
    }
  }

  #row(id: string): Row | undefined {
    return this.#prepared('SELECT id, line, bytes, record FROM job WHERE id = ?').get(id) as Row | undefined;
  }

  /** A disk that takes no more must not hide the jobs: from then on the index lives in memory. */
  #write(row: Row, { state }: JobRecord): void {
    const values = [row.id, state, isFinal(state) ? 1 : 0, row.line, row.bytes, row.record];
    const sql =
      'INSERT INTO job (id, state, final, line, bytes, record) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE ' +
      'SET state = excluded.state, final = excluded.final, line = excluded.line, bytes = excluded.bytes, ' +
      'record = excluded.record WHERE excluded.bytes > job.bytes';
    try {
      this.#prepared(sql).run(...values);
    } catch (error) {
      if (this.#database.memory || !isUnwritable(error)) throw error;
      this.#database.close();
      this.#statements.clear();
      this.#database = prepared(new Database(':memory:'));
      this.#prepared(sql).run(...values);
    }
  }

  /** Asked hundreds of times a second while many jobs run. */
  #prepared(sql: string): Database.Statement {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

/** Applies the lines after `from` to `record` and says how far they reach. */
async function readOn(
  folder: JobFolder,
  record: JobRecord,
  { from, size }: { from: { line: number; bytes: number }; size: number }
): Promise<{ line: number; bytes: number }> {
  const reached = { line: from.line, bytes: from.bytes };
  const lines = new EventLines(from.line, from.bytes);
  const file = await open(folder.events, 'r');
  try {
    const chunk = Buffer.allocUnsafe(Math.min(256 * 1024, Math.max(1024, size - from.bytes)));
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
    if (isUnwritable(error) || isBusy(error)) return prepared(new Database(':memory:'));
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

function isBusy(error: unknown): boolean {
  return /BUSY|LOCKED/.test((error as { code?: string }).code ?? '');
}

function isUnwritable(error: unknown): boolean {
  const text = `${(error as { code?: string }).code ?? ''} ${(error as Error).message}`;
  return /SQLITE_(FULL|IOERR|READONLY|CANTOPEN)|disk is full|disk I\/O|readonly|unable to open/i.test(text);
}
