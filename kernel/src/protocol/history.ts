/** What was run. In memory for now; a store on disk can take its place behind the interface. */
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

export interface History {
  add(line: number, input: string): void;
  setOutput(line: number, output: string): void;
  find(request: HistoryRequest): HistoryEntry[];
}

export class MemoryHistory implements History {
  private readonly entries: HistoryEntry[] = [];

  constructor(private readonly session = 1) {}

  add(line: number, input: string): void {
    this.entries.push({ session: this.session, line, input });
  }

  setOutput(line: number, output: string): void {
    const entry = this.entries.findLast(one => one.line === line);
    if (entry) entry.output = output;
  }

  find({ hist_access_type, session, start, stop, n, pattern, unique }: HistoryRequest): HistoryEntry[] {
    const count = typeof n === 'number' ? n : undefined;
    switch (hist_access_type) {
      case 'range': {
        // 0 is this session, -1 the one before, as in IPython.
        const wanted =
          typeof session === 'number' && session > 0 ? session : this.session + Number(session ?? 0);
        const from = typeof start === 'number' ? start : 1;
        const to = typeof stop === 'number' ? stop : Infinity;
        return this.entries.filter(one => one.session === wanted && one.line >= from && one.line < to);
      }
      case 'search': {
        const matches = glob(typeof pattern === 'string' ? pattern : '*');
        const found = this.entries.filter(one => matches.test(one.input));
        return last(unique === true ? lastOfEach(found) : found, count);
      }
      default:
        return last(this.entries, count);
    }
  }
}

/** The tuples of a history_reply. */
export function historyTuples(entries: readonly HistoryEntry[], withOutput: boolean): unknown[] {
  return entries.map(({ session, line, input, output }) =>
    withOutput ? [session, line, [input, output ?? null]] : [session, line, input]
  );
}

function last<T>(entries: readonly T[], count: number | undefined): T[] {
  return count === undefined ? [...entries] : entries.slice(Math.max(0, entries.length - count));
}

function lastOfEach(entries: readonly HistoryEntry[]): HistoryEntry[] {
  return entries.filter((one, index) => !entries.slice(index + 1).some(later => later.input === one.input));
}

/** `*` and `?` as in file names, over the whole text. */
function glob(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's');
}
