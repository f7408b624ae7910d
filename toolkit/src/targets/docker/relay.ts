/**
 * Brings what a container printed into its job's folder: marked lines are events, the rest is the log. It may be cut off at
 * any moment and begun anew, by whoever: events carry numbers, and the engine keeps the output from its first byte, so that
 * nothing is lost or doubled.
 */
import { closeSync, openSync, statSync } from 'node:fs';
import { Writable } from 'node:stream';
import type { JobFolder } from '../../jobs/job-folder.js';
import { echoMark } from '../../jobs/runner-environment.js';
import { NumberedEvents, writeAll, type NumberedEventsOptions } from '../numbered-events.js';

export class Relay {
  readonly #events: NumberedEvents;
  readonly #log: number;
  /** Bytes of the log that are there already. */
  #skip: number;
  #line: Buffer = Buffer.alloc(0);
  #inEvent = false;

  private constructor(folder: JobFolder, events: NumberedEvents) {
    this.#events = events;
    this.#skip = statSync(folder.log).size;
    this.#log = openSync(folder.log, 'a');
  }

  static async begin(folder: JobFolder, options: NumberedEventsOptions): Promise<Relay> {
    return new Relay(folder, await NumberedEvents.begin(folder, options));
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
    this.#events.close();
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
    // Whatever a program prints may hold the mark.
    if (!(await this.#events.write(line.toString())))
      this.#writeLog(Buffer.concat([mark, line, Buffer.from('\n')]));
  }
}

const mark = Buffer.from(echoMark);
/** Bytes. */
const longest = 2 ** 24;
