/** What was run, as history_requests ask for it: the entries of this session and, where they are kept, of those before. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { KeptSession, KeptSessions } from './history-folder.js';

export interface HistoryEntry {
  session: number;
  line: number;
  input: string;
  output?: string;
}

export interface HistoryRequest {
  hist_access_type?: unknown;
  output?: unknown;
  session?: unknown;
  start?: unknown;
  stop?: unknown;
  n?: unknown;
  pattern?: unknown;
  unique?: unknown;
}

/** How long the end of the kernel may wait for the disk, in milliseconds. */
const patience = 500;

export class History {
  private readonly own: Omit<HistoryEntry, 'session'>[] = [];
  private session: Promise<KeptSession | undefined> | undefined;

  /** `kept`: nothing is read or written there before the first entry or question. Without it, this session is all there is. */
  constructor(private readonly kept?: KeptSessions) {}

  add(line: number, input: string): void {
    this.own.push({ line, input });
    this.keep({ line, input });
  }

  setOutput(line: number, output: string): void {
    const entry = this.own.findLast(one => one.line === line);
    if (!entry) return;
    entry.output = output;
    this.keep({ line, output });
  }

  async find({
    hist_access_type,
    session,
    start,
    stop,
    n,
    pattern,
    unique
  }: HistoryRequest): Promise<HistoryEntry[]> {
    const count = typeof n === 'number' && n >= 0 ? n : undefined;
    const current = await this.number();
    switch (hist_access_type) {
      case 'range': {
        // 0 is this session, -1 the one before, as in IPython.
        const asked = typeof session === 'number' ? session : 0;
        const from = typeof start === 'number' ? start : 1;
        const to = typeof stop === 'number' ? stop : Infinity;
        const entries = await this.read(asked > 0 ? asked : current + asked, current);
        return entries.filter(one => one.line >= from && one.line < to);
      }
      case 'search': {
        const matches = glob(typeof pattern === 'string' ? pattern : '*');
        const once = unique === true ? new Set<string>() : undefined;
        return this.newest(current, count, ({ input }) => {
          if (!matches.test(input) || once?.has(input)) return false;
          once?.add(input);
          return true;
        });
      }
      default:
        return this.newest(current, count, () => true);
    }
  }

  /** Everything is on disk, or the disk takes too long: a kernel that is told to end, ends. */
  async close(): Promise<void> {
    const written = this.session?.then(session => session?.close());
    await Promise.race([written, sleep(patience, undefined, { ref: false })]);
  }

  private keep(record: Record<string, unknown>): void {
    if (!this.kept) return;
    this.session ??= this.kept.begin();
    void this.session.then(session => session?.append(record));
  }

  /** This session's. Before its first entry: the one it would get. */
  private async number(): Promise<number> {
    const session = await this.session;
    if (session) return session.number;
    return ((await this.kept?.numbers())?.at(-1) ?? 0) + 1;
  }

  private async read(session: number, current: number): Promise<HistoryEntry[]> {
    const entries = session === current ? this.own : ((await this.kept?.read(session)) ?? []);
    return entries.map(entry => ({ session, ...entry }));
  }

  /** The last `count` that are wanted, oldest first; asked newest first, so that older sessions are read only if needed. */
  private async newest(
    current: number,
    count: number | undefined,
    wanted: (entry: HistoryEntry) => boolean
  ): Promise<HistoryEntry[]> {
    const before = ((await this.kept?.numbers()) ?? []).filter(one => one !== current);
    const found: HistoryEntry[] = [];
    for (const session of [...before, current].sort((a, b) => b - a)) {
      for (const entry of (await this.read(session, current)).reverse()) {
        if (found.length === count) return found.reverse();
        if (wanted(entry)) found.push(entry);
      }
    }
    return found.reverse();
  }
}

/** The tuples of a history_reply. */
export function historyTuples(entries: readonly HistoryEntry[], withOutput: boolean): unknown[] {
  return entries.map(({ session, line, input, output }) =>
    withOutput ? [session, line, [input, output ?? null]] : [session, line, input]
  );
}

/** `*`, `?` and `[a-z]`, `[^a-z]` as SQLite's GLOB has them, which IPython searches with; over the whole text. */
function glob(pattern: string): RegExp {
  const source = pattern.replace(/\[(\^?)(\]?[^\]]*)\]|[\s\S]/g, (piece, not?: string, set?: string) => {
    if (set) return `[${not ?? ''}${set.replace(/[\\\]^]/g, '\\$&')}]`;
    if (piece === '*') return '.*';
    return piece === '?' ? '.' : piece.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  });
  try {
    return new RegExp(`^${source}$`, 's');
  } catch {
    // A set that runs backwards ([z-a]) matches nothing.
    return /(?!)/;
  }
}
