/** Cuts a growing `events.ndjson` into events. Works on bytes, so that a cut inside a line or a character is harmless. */
import { TypeCompiler } from '@sinclair/typebox/compiler';
import { JobEvent } from '@sonde/schema';

/** A line of the file: its number, from 1, where it ends, and its event, if it is one. */
export interface EventLine {
  line: number;
  /** Offset of the first byte after the line. */
  end: number;
  /** Absent for a line torn by a full disk or a crash. */
  event?: JobEvent;
}

export class EventLines {
  #rest: Buffer = Buffer.alloc(0);
  #line: number;
  #end: number;

  /** Starts at byte `end` of the file, which is after line `line`. */
  constructor(line = 0, end = 0) {
    this.#line = line;
    this.#end = end;
  }

  /** The lines that `chunk` completes. What follows the last line feed waits for the next chunk. */
  push(chunk: Uint8Array): EventLine[] {
    const bytes = this.#rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([this.#rest, chunk]);
    const lines: EventLine[] = [];
    let start = 0;
    for (let feed = bytes.indexOf(10); feed >= 0; feed = bytes.indexOf(10, start)) {
      this.#line += 1;
      this.#end += feed + 1 - start;
      const event = parseEvent(bytes.toString('utf8', start, feed));
      lines.push({ line: this.#line, end: this.#end, ...(event && { event }) });
      start = feed + 1;
    }
    this.#rest = bytes.subarray(start);
    return lines;
  }
}

/** Compiled: a service reads thousands of events a second. */
const isEvent = TypeCompiler.Compile(JobEvent);

/** The event that `line` holds, or undefined when it holds none. */
export function parseEvent(line: string): JobEvent | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isEvent.Check(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
