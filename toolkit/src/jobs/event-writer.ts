/**
 * Appends events to a job's file: one write per line, so that a crash tears at most the last line, and room kept back,
 * so that a full disk still ends in a final event that says so.
 */
import {
  closeSync,
  existsSync,
  fstatSync,
  openSync,
  readSync,
  unlinkSync,
  writeFileSync,
  writeSync
} from 'node:fs';
import { randomBytes } from 'node:crypto';
import type { JobEvent, StateEvent } from '@sonde/schema';
import { claimFinal, releaseFinal } from './final-claim.js';
import { cannotWrite, type JobFolder } from './job-folder.js';
import { echoMark, echoVariable } from './runner-environment.js';

/** An event without its time, which the writer adds. */
export type NewEvent = JobEvent extends infer Each
  ? Each extends JobEvent
    ? Omit<Each, 't'>
    : never
  : never;

const reserveBytes = 64 * 1024;

export class EventWriter {
  readonly #folder: JobFolder;
  readonly #now: () => number;
  readonly #file: number;
  readonly #echoes = process.env[echoVariable] === '1';
  #echoed = 0;
  /** The file ends within a line, which another writer left when it was killed or the disk was full. */
  #torn: boolean;
  #ended = false;

  constructor(folder: JobFolder, now: () => number = Date.now) {
    this.#folder = folder;
    this.#now = now;
    this.#file = openSync(folder.events, 'a+');
    this.#torn = endsWithinLine(this.#file);
  }

  /** True once a final event is written, by us or by another. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Keeps room back. Random bytes, because some disks store zeros in no space. */
  keepReserve(): void {
    try {
      writeFileSync(this.#folder.reserve, randomBytes(reserveBytes));
    } catch (cause) {
      throw cannotWrite(this.#folder.reserve, cause);
    }
  }

  /** Writes `event`, or throws a sentence when the disk will not take it. Silent after the final event. */
  write(event: NewEvent): void {
    if (this.#ended) return;
    try {
      this.#append(event);
    } catch (cause) {
      throw cannotWrite(this.#folder.events, cause);
    }
  }

  /**
   * Writes the one final event, using the room kept back. False when another process has ended the job already. When the disk
   * will not take it, whoever comes next may try.
   */
  end(event: Omit<StateEvent, 't' | 'kind'>): boolean {
    if (this.#ended) return false;
    if (existsSync(this.#folder.reserve)) unlinkSync(this.#folder.reserve);
    this.#ended = true;
    if (!claimFinal(this.#folder)) return false;
    try {
      this.#append({ kind: 'state', ...event });
      return true;
    } catch (cause) {
      this.#ended = false;
      releaseFinal(this.#folder);
      throw cannotWrite(this.#folder.events, cause);
    }
  }

  close(): void {
    closeSync(this.#file);
  }

  #append(event: NewEvent): void {
    const timed = { t: this.#now(), ...event };
    const line = Buffer.from(`${this.#torn ? '\n' : ''}${JSON.stringify(timed)}\n`);
    // A nearly full disk may take a part and refuse the rest; the next line then starts on a line of its own.
    for (let done = 0; done < line.length;) {
      const written = writeSync(this.#file, line, done);
      done += written;
      this.#torn = done < line.length;
    }
    if (!this.#echoes) return;
    this.#echoed += 1;
    writeSync(1, `${echoMark}${JSON.stringify({ n: this.#echoed, ...timed })}\n`);
  }
}

export function endsWithinLine(file: number): boolean {
  const { size } = fstatSync(file);
  if (size === 0) return false;
  const last = Buffer.alloc(1);
  readSync(file, last, 0, 1, size - 1);
  return last[0] !== 10;
}
