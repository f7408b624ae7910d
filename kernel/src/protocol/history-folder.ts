/**
 * Sessions on disk: a folder with one file each, `<number>.ndjson`, to which only its own kernel appends. A number is taken
 * by creating its file, so kernels that run side by side need no lock, and a line that a crash cut short harms no other.
 */
import { mkdir, open, readdir, readFile, stat, unlink, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export interface KeptEntry {
  line: number;
  input: string;
  output?: string;
}

export interface KeptSession {
  readonly number: number;
  append(record: Record<string, unknown>): void;
  /** Everything appended is written. */
  close(): Promise<void>;
}

export interface KeptSessions {
  /** Undefined where nothing can be kept; the log has been told why. */
  begin(): Promise<KeptSession | undefined>;
  /** Of all sessions that are kept, oldest first. */
  numbers(): Promise<number[]>;
  read(session: number): Promise<KeptEntry[]>;
}

export interface HistoryFolderOptions {
  log(sentence: string): void;
  /** The oldest sessions go when there are more, or more bytes. */
  mostSessions?: number;
  mostBytes?: number;
}

export class HistoryFolder implements KeptSessions {
  constructor(
    private readonly folder: string,
    private readonly options: HistoryFolderOptions
  ) {}

  async begin(): Promise<KeptSession | undefined> {
    try {
      await makeFolder(this.folder);
      const before = await this.numbers();
      const { number, file } = await this.take((before.at(-1) ?? 0) + 1);
      // Not in the first cell's way.
      void this.forget(before).catch((error: unknown) =>
        this.options.log(`Cannot tidy the history: ${String(error)}`)
      );
      return new SessionFile(number, file, error => this.failed(error));
    } catch (error) {
      this.failed(error);
      return undefined;
    }
  }

  async numbers(): Promise<number[]> {
    const names = await readdir(this.folder).catch(() => []);
    return names
      .map(name => Number(/^(\d+)\.ndjson$/.exec(name)?.[1]))
      .filter(Number.isSafeInteger)
      .sort((a, b) => a - b);
  }

  async read(session: number): Promise<KeptEntry[]> {
    const text = await readFile(this.path(session), 'utf8').catch(() => '');
    const entries = new Map<number, KeptEntry>();
    for (const { line, input, output } of text.split('\n').map(parseRecord)) {
      if (typeof line !== 'number') continue;
      if (typeof input === 'string') entries.set(line, { line, input });
      const entry = entries.get(line);
      if (entry && typeof output === 'string') entry.output = output;
    }
    return [...entries.values()];
  }

  /** The first free number from `number` on. */
  private async take(number: number): Promise<{ number: number; file: FileHandle }> {
    for (; ; number++) {
      try {
        return { number, file: await open(this.path(number), 'ax', 0o600) };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
    }
  }

  private async forget(numbers: readonly number[]): Promise<void> {
    const { mostSessions = 1000, mostBytes = 64 * 1024 * 1024 } = this.options;
    const sizes = await Promise.all(
      numbers.map(one =>
        stat(this.path(one)).then(
          file => file.size,
          () => 0
        )
      )
    );
    let bytes = sizes.reduce((sum, size) => sum + size, 0);
    for (const [index, number] of numbers.entries()) {
      if (numbers.length - index < mostSessions && bytes <= mostBytes) return;
      bytes -= sizes[index] ?? 0;
      // Another kernel may tidy too.
      await unlink(this.path(number)).catch(() => undefined);
    }
  }

  private path(session: number): string {
    return join(this.folder, `${session}.ndjson`);
  }

  private failed(error: unknown): void {
    const { message } = error as Error;
    this.options.log(
      `The history is kept in memory only: cannot write to ${this.folder} (${message}). ` +
        'Set SONDE_HISTORY to a folder that you may write to, or to "off".'
    );
  }
}

class SessionFile implements KeptSession {
  private waiting = '';
  private writing: Promise<void> | undefined;
  private broken = false;

  constructor(
    readonly number: number,
    private readonly file: FileHandle,
    private readonly failed: (error: unknown) => void
  ) {}

  append(record: Record<string, unknown>): void {
    if (this.broken) return;
    this.waiting += `${JSON.stringify(record)}\n`;
    this.writing ??= this.write();
  }

  async close(): Promise<void> {
    await this.writing;
    this.broken = true;
    await this.file.close().catch(() => undefined);
  }

  /** What comes while the disk is busy goes together. */
  private async write(): Promise<void> {
    try {
      while (this.waiting !== '') {
        const lines = this.waiting;
        this.waiting = '';
        await this.file.appendFile(lines);
      }
    } catch (error) {
      this.broken = true;
      this.failed(error);
    } finally {
      this.writing = undefined;
    }
  }
}

/** Nothing, where a line is broken. */
function parseRecord(line: string): { line?: unknown; input?: unknown; output?: unknown } {
  try {
    const record: unknown = JSON.parse(line);
    return typeof record === 'object' && record !== null ? record : {};
  } catch {
    return {};
  }
}

/** Not by mkdir's `recursive`: in /proc it asks again and again for what is not there. */
async function makeFolder(folder: string): Promise<void> {
  const make = () => mkdir(folder, { mode: 0o700 });
  const { code } = await make().then(
    () => ({ code: undefined }),
    (error: unknown) => error as NodeJS.ErrnoException
  );
  if (code === undefined || code === 'EEXIST') return;
  if (code === 'ENOENT' && dirname(folder) !== folder) await makeFolder(dirname(folder));
  await make();
}
