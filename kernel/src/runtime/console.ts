/**
 * `console`, `process.stdout` and `process.stderr` of the cells: text goes to the ring at once, without the stream
 * machinery, so that a hundred thousand lines take a tenth of a second.
 */
import { Console } from 'node:console';
import process from 'node:process';
import { Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { format, inspect, type InspectOptions } from 'node:util';
import type { ErrorReport } from '../channel/messages.js';
import type { StreamName } from '../channel/ring.js';
import { firstRows, printable } from './console-values.js';
import { toReport } from './report.js';

type Print = (stream: StreamName, text: string) => void;

/** `trace` prints where the code is; only the worker knows what that is in a cell. */
export function installConsole(print: Print, trace: (report: ErrorReport) => void): void {
  const stdout = outputStream('stdout', 1, print);
  const stderr = outputStream('stderr', 2, print);
  Object.defineProperty(process, 'stdout', { configurable: true, enumerable: true, get: () => stdout });
  Object.defineProperty(process, 'stderr', { configurable: true, enumerable: true, get: () => stderr });

  const ours = new Console({ stdout, stderr, colorMode: false });
  const table = ours.table.bind(ours);
  let indent = '';
  const line =
    (stream: StreamName) =>
    (...values: unknown[]) => {
      const shown = values.map(printable);
      // Of one text, the percent signs are text too. Of nothing, nothing is said: an empty line.
      const text = shown.length === 1 && typeof shown[0] === 'string' ? shown[0] : format(...shown);
      print(stream, indent ? `${indent}${text.replaceAll('\n', `\n${indent}`)}\n` : `${text}\n`);
    };
  const out = line('stdout');
  const err = line('stderr');
  const group = (...labels: unknown[]) => {
    if (labels.length > 0) out(...labels);
    indent += '  ';
  };
  Object.assign(ours, {
    log: out,
    info: out,
    debug: out,
    error: err,
    warn: err,
    dirxml: out,
    group,
    groupCollapsed: group,
    dir: (value: unknown, options: InspectOptions = {}) => {
      const shown = printable(value);
      // What stands in for a huge object draws itself; the value must not.
      const customInspect = shown !== value || (options?.customInspect ?? false);
      out(inspect(shown, { ...options, customInspect }));
    },
    table: (data: unknown, columns?: readonly string[]) => {
      const { rows, note } = firstRows(data);
      table(rows, columns);
      if (note !== undefined) out(note);
    },
    trace: (...values: unknown[]) => {
      const here = {
        name: 'Trace',
        message: values.length > 0 ? format(...values.map(printable)) : '',
        stack: ''
      };
      Error.captureStackTrace(here, ours.trace);
      trace(toReport(here));
    },
    groupEnd: () => {
      indent = indent.slice(2);
    }
  });
  Object.assign(globalThis.console, ours);
}

/** A stream whose every write is done when it returns. */
function outputStream(name: StreamName, fd: number, print: Print): Writable {
  // A character may be cut between two writes.
  const decoder = new StringDecoder('utf8');
  const textOf = (chunk: string | Uint8Array) =>
    typeof chunk === 'string' ? chunk : decoder.write(Buffer.from(chunk));
  const stream = new Writable({
    decodeStrings: false,
    write(chunk: string | Uint8Array, _encoding, done) {
      print(name, textOf(chunk));
      done();
    },
    // Programs end stdout; a kernel's goes on.
    final: done => done()
  });
  const write = (
    chunk: string | Uint8Array,
    encoding?: BufferEncoding | ((error?: Error | null) => void),
    done?: (error?: Error | null) => void
  ): boolean => {
    print(name, textOf(chunk));
    const callback = typeof encoding === 'function' ? encoding : done;
    if (callback) process.nextTick(callback, null);
    return true;
  };
  return Object.assign(stream, {
    write,
    end(...values: unknown[]) {
      if (typeof values[0] === 'string' || values[0] instanceof Uint8Array) write(values[0]);
      return stream;
    },
    fd,
    isTTY: false,
    columns: 80,
    rows: 24
  });
}
