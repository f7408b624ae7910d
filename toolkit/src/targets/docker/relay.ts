/**
 * Brings what a container printed into its job's folder: marked lines are events, the rest is the log. It may be cut off at
 * any moment and begun anew, by whoever: events carry numbers, and the engine keeps the output from its first byte, so that
 * nothing is lost or doubled.
 */
import { createReadStream, closeSync, openSync, readSync, fstatSync, statSync, writeSync } from 'node:fs';
import { Writable } from 'node:stream';
import { isFinal } from '@sonde/schema';
import { claimFinal } from '../../jobs/final-claim.js';
import { EventLines, parseEvent } from '../../jobs/event-lines.js';
import type { JobFolder } from '../../jobs/job-folder.js';
import { echoMark } from '../../jobs/runner-environment.js';

export interface RelayOptions {
  /** Called before the final event is written: what belongs to the job must be here by then. */
  beforeEnd(): Promise<void>;
}

export class Relay {
  readonly #folder: JobFolder;
  readonly #options: RelayOptions;
  readonly #events: number;
  readonly #log: number;
  /** Bytes of the log that are there already. */
  #skip: number;
  #last: number;
  #line: Buffer = Buffer.alloc(0);
  #inEvent = false;

  private constructor(folder: JobFolder, options: RelayOptions, last: number) {
    this.#folder = folder;
    this.#options = options;
    this.#last = last;
    this.#skip = statSync(folder.log).size;
    this.#events = openSync(folder.events, 'a+');
    this.#log = openSync(folder.log, 'a');
  }

  static async begin(folder: JobFolder, options: RelayOptions): Promise<Relay> {
    return new Relay(folder, options, await lastNumber(folder));
  }

  /** Takes what the container printed, from its first byte on. */
  get sink(): Writable {
    return new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        this.#take(chunk).then(() => done(), done);
      }
    });
  }

  close(): void {
    closeSync(this.#events);
    closeSync(this.#log);
  }

  async #take(chunk: Buffer): Promise<void> {
    for (let start = 0; start < chunk.length;) {
      const end = chunk.indexOf(this.#inEvent ? '\n' : echoMark, start);
      const part = chunk.subarray(start, end < 0 ? chunk.length : end);
      if (this.#inEvent) this.#line = Buffer.concat([this.#line, part]);
      else this.#writeLog(part);
      if (end < 0) return this.#giveUpLongLine();
      if (this.#inEvent) await this.#writeLine(this.#line);
      this.#line = Buffer.alloc(0);
      this.#inEvent = !this.#inEvent;
      start = end + 1;
    }
  }

  /** What goes on and on is no event, and must not fill the memory. */
  #giveUpLongLine(): void {
    if (this.#line.length < longest) return;
    this.#writeLog(Buffer.concat([mark, this.#line]));
    this.#line = Buffer.alloc(0);
    this.#inEvent = false;
  }

  #writeLog(bytes: Buffer): void {
    const known = Math.min(this.#skip, bytes.length);
    this.#skip -= known;
    writeAll(this.#log, bytes.subarray(known));
  }

  async #writeLine(line: Buffer): Promise<void> {
    const text = line.toString();
    const event = parseEvent(text);
    const n = event && numberOf(text);
    // Whatever a program prints may hold the mark.
    if (!event || n === undefined) return this.#writeLog(Buffer.concat([mark, line, Buffer.from('\n')]));
    if (n <= this.#last) return;
    this.#last = n;
    if (event.kind === 'state' && isFinal(event.state)) {
      await this.#options.beforeEnd();
      if (!claimFinal(this.#folder)) return;
    }
    writeAll(this.#events, Buffer.from(`${endsWithinLine(this.#events) ? '\n' : ''}${text}\n`));
  }
}

const mark = Buffer.from(echoMark);
/** Bytes. */
const longest = 2 ** 24;

/** A nearly full disk may take a part and say nothing; it refuses the rest. */
function writeAll(file: number, bytes: Buffer): void {
  for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done);
}

/** The number of the last event that came this way. */
async function lastNumber(folder: JobFolder): Promise<number> {
  const lines = new EventLines();
  let last = 0;
  for await (const chunk of createReadStream(folder.events)) {
    for (const { event } of lines.push(chunk as Buffer)) {
      if (event && 'n' in event && typeof event.n === 'number') last = Math.max(last, event.n);
    }
  }
  return last;
}

function numberOf(text: string): number | undefined {
  const { n } = JSON.parse(text) as { n?: unknown };
  return typeof n === 'number' ? n : undefined;
}

/** True after a relay that was killed in the middle of a line. */
function endsWithinLine(file: number): boolean {
  const { size } = fstatSync(file);
  if (size === 0) return false;
  const last = Buffer.alloc(1);
  readSync(file, last, 0, 1, size - 1);
  return last[0] !== 10;
}
