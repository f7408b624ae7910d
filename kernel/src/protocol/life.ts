/**
 * How the kernel before this one ended. A kernel that ends as it should takes its file away; one that is started again
 * with the same connection file, as Jupyter does after a crash, finds the file and says what became of the other.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { lifeFiles, type LifeFiles } from '../channel/life-files.js';
import { memoryText, moreHeap } from './memory-text.js';

export interface Limits {
  /** Of JavaScript objects, in bytes. */
  heap: number;
  /** Of the machine or the container, in bytes. */
  memory: number;
}

interface Record {
  pid: number;
  limits: Limits;
  /** Resident memory when it was last looked at, in bytes. */
  used: number;
}

/** Smaller changes are not worth a write. */
const noteworthy = 64e6;

export class Life {
  /** A sentence about the kernel before this one, when it ended badly. */
  readonly before: string | undefined;
  private readonly files: LifeFiles;
  private used = 0;
  private writable = true;

  constructor(
    connectionFile: string,
    readonly limits: Limits
  ) {
    this.files = lifeFiles(connectionFile);
    const record = parse(read(this.files.life)) as Record | undefined;
    if (record && record.pid !== process.pid && !isAlive(record.pid)) {
      const { report } = lifeFiles(connectionFile, record.pid);
      this.before = obituary(record, parse(read(report)) ?? {});
      rmSync(report, { force: true });
    }
  }

  /** From now on the file is ours. */
  begin(): void {
    this.write();
  }

  /** What it uses now. */
  note(used: number): void {
    if (Math.abs(used - this.used) < noteworthy) return;
    this.used = used;
    this.write();
  }

  /** It ends as it should. */
  end(): void {
    for (const file of Object.values(this.files) as string[]) rmSync(file, { force: true });
    this.writable = false;
  }

  private write(): void {
    if (!this.writable) return;
    const record: Record = { pid: process.pid, limits: this.limits, used: this.used };
    try {
      writeFileSync(this.files.life, JSON.stringify(record), { mode: 0o600 });
    } catch {
      // A folder that cannot be written: there will be nothing to read.
      this.writable = false;
    }
  }
}

/** A process that may be using the same connection file. */
export function otherKernel(connectionFile: string): number | undefined {
  const record = parse(read(lifeFiles(connectionFile).life)) as Record | undefined;
  return record && record.pid !== process.pid && isAlive(record.pid) ? record.pid : undefined;
}

interface FatalReport {
  header?: { event?: string; trigger?: string };
}

/** Pure: what can be said of how it ended. */
export function obituary({ used, limits }: Pick<Record, 'used' | 'limits'>, report: FatalReport): string {
  const { event, trigger } = report.header ?? {};
  const how = () => {
    if (trigger === 'OOMError' || /out of memory/i.test(event ?? '')) {
      return `ran out of memory: JavaScript objects filled its heap of ${memoryText(limits.heap)}.\n${moreHeap(limits.heap)}`;
    }
    if (event) return `crashed: ${event}.`;
    if (used > 0.8 * limits.memory) {
      return `was killed when it used ${memoryText(used)} of ${memoryText(limits.memory)}: the machine was out of memory.`;
    }
    return 'was killed from outside, or crashed in native code: it left no report.';
  };
  return `The kernel before this one ${how()}\nNothing that it had in memory is left: run the cells again that you need.\n`;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** Undefined for what a process in its death throes may have left. */
function parse(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
