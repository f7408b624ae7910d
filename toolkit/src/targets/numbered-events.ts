/**
 * Writes events that come from elsewhere into the job's folder. They carry numbers that grow, so that whoever brings them may be cut
 * off at any moment and begin anew: what is there already is not written twice.
 */
import { createReadStream, closeSync, openSync, writeSync } from 'node:fs';
import { isFinal } from '@sonde/schema';
import { claimFinal } from '../jobs/final-claim.js';
import { EventLines, parseEvent } from '../jobs/event-lines.js';
import { endsWithinLine } from '../jobs/event-writer.js';
import type { JobFolder } from '../jobs/job-folder.js';

export interface NumberedEventsOptions {
  /** Called before the final event is written: what belongs to the job must be here by then. */
  beforeEnd(): Promise<void>;
}

export class NumberedEvents {
  readonly #folder: JobFolder;
  readonly #options: NumberedEventsOptions;
  readonly #file: number;
  #last: number;
  #ended = false;

  private constructor(folder: JobFolder, options: NumberedEventsOptions, last: number) {
    this.#folder = folder;
    this.#options = options;
    this.#last = last;
    this.#file = openSync(folder.events, 'a+');
  }

  static async begin(folder: JobFolder, options: NumberedEventsOptions): Promise<NumberedEvents> {
    return new NumberedEvents(folder, options, await lastNumber(folder));
  }

  /** The number of the last event that is here; 0 when there is none. */
  get last(): number {
    return this.#last;
  }

  /** True when the final event has come this way. */
  get ended(): boolean {
    return this.#ended;
  }

  /** @param line an event with its number, as JSON. False for what is none. */
  async write(line: string): Promise<boolean> {
    const event = parseEvent(line);
    const n = event && numberOf(event);
    if (!event || n === undefined) return false;
    if (n <= this.#last) return true;
    if (event.kind === 'state' && isFinal(event.state)) {
      await this.#options.beforeEnd();
      this.#ended = true;
      if (!claimFinal(this.#folder)) return true;
    }
    this.#last = n;
    writeAll(this.#file, Buffer.from(`${endsWithinLine(this.#file) ? '\n' : ''}${line}\n`));
    return true;
  }

  close(): void {
    closeSync(this.#file);
  }
}

/** A nearly full disk may take a part and say nothing; it refuses the rest. */
export function writeAll(file: number, bytes: Buffer): void {
  for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done);
}

async function lastNumber(folder: JobFolder): Promise<number> {
  const lines = new EventLines();
  let last = 0;
  for await (const chunk of createReadStream(folder.events)) {
    for (const { event } of lines.push(chunk as Buffer))
      last = Math.max(last, (event && numberOf(event)) ?? 0);
  }
  return last;
}

function numberOf(event: object): number | undefined {
  const { n } = event as { n?: unknown };
  return typeof n === 'number' ? n : undefined;
}
