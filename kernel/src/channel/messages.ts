/** What the two threads tell each other. Text does not go this way but through the ring. */
import type { Call } from '@sonde/schema/call-check';
import type { MimeBundle } from '@sonde/schema/display';
import type { TypePolicy } from '../cells/type-policy.js';

/** A cell, rewritten and ready to run on the main thread. */
export interface CellRun {
  run: number;
  /** Absolute; stack frames carry it. */
  filename: string;
  code: string;
  /** The script's value is a promise: the cell ends when it settles. */
  async: boolean;
  /** Show the script's value; of a promise what is in the list that it comes to. */
  shows: boolean;
  allowStdin: boolean;
  /** Id of the message that asked for it. */
  request: string;
  /** The front end's id of the cell. */
  cell?: string;
  silent: boolean;
  /** It runs beside the cells of the main shell. */
  subshell: boolean;
  expressions: { key: string; code: string; async: boolean }[];
}

export type CommEvent = 'open' | 'message' | 'close';

export interface CommData {
  event: CommEvent;
  id: string;
  target?: string;
  data: unknown;
  metadata: Record<string, unknown>;
  buffers: Uint8Array[];
  /** Of what the kernel sends: the `id` of the front end's message that it answers. */
  answers?: number;
}

export type ToMain =
  | { type: 'run'; cell: CellRun }
  /** `climb`: which interrupt it is, which may be told several times. `terminated`: what ran has been thrown off the stack already. */
  | { type: 'interrupt'; id: number; climb: number; terminated: boolean }
  | { type: 'comm'; id: number; comm: CommData }
  | { type: 'input'; id: number; answer: InputAnswer }
  /** What do the libraries that cells have imported say of this call? */
  | { type: 'judge'; id: number; call: Call }
  /** What does a variable look like? */
  | { type: 'inspect'; id: number; code: string }
  /** Somebody debugs. `inspected` says that variables can be shown from now on, also where the program stands still. */
  | { type: 'debugged'; id: number }
  | { type: 'exit'; code: number };

export type InputAnswer = { value: string } | { interrupted: true };

export type DisplayKind = 'display_data' | 'update_display_data' | 'clear_output';

export type Payload =
  | { source: 'page'; data: MimeBundle; start: number }
  | { source: 'set_next_input'; text: string; replace: boolean };

/** `at`: everything written to the ring before this position comes first. */
export type ToWorker = { at: number } & (
  | { type: 'ready' }
  | { type: 'doorbell' }
  /** The script of a cell that waits has begun: its names exist from now on. */
  | { type: 'declared'; run: number }
  | { type: 'done'; run: number; outcome: Outcome }
  | { type: 'display'; run: number; kind: DisplayKind; content: Record<string, unknown> }
  /** `unsure`: it is of the background, and its stack may know better whose it is. */
  | { type: 'error'; run: number; unsure?: boolean; report: ErrorReport }
  /** Printed, not thrown: `console.trace`. */
  | { type: 'trace'; run: number; report: ErrorReport }
  | { type: 'comm'; run: number; comm: CommData }
  | { type: 'commHandled'; id: number }
  | { type: 'input'; run: number; id: number; prompt: string; password: boolean; sync: boolean }
  /** Somebody has sent SIGINT. */
  | { type: 'signalled' }
  /** `alive`: the runs that have not ended. */
  | { type: 'interrupted'; id: number; alive: number[] }
  /** Sentences by field. */
  | { type: 'judged'; id: number; wrong: Record<string, string[]> }
  | { type: 'shutdown'; code: number }
  /** A process that a cell has started, and that ends with the kernel. */
  | { type: 'child'; pid: number; alive: boolean }
  /** A child that is waited for writes to the file `id`, as its cell's output, until it is `tailed`. */
  | { type: 'tail'; id: string; run: number; stream: 'stdout' | 'stderr' }
  | { type: 'tailed'; id: string }
  /** What is to be done about the type errors of the cells that follow. */
  | { type: 'typePolicy'; policy: TypePolicy }
  | { type: 'inspected'; id: number; bundle?: MimeBundle }
  /** The first local file is about to be loaded: `loaded` tells of each, see {@link LoadedFile}; `cells` is where cells that are modules lie. */
  | { type: 'files'; loaded: import('node:worker_threads').MessagePort; cells: string }
);

/** A TypeScript file that has been loaded, as it was then. */
export interface LoadedFile {
  /** As stack frames have it. */
  url: string;
  text: string;
  /** Of its source map, from what runs to `text`. */
  mappings: string;
}

export type Outcome = {
  /** The names the script declares exist from now on. */
  declared: boolean;
  payload: Payload[];
} & (
  | { status: 'ok'; result?: MimeBundle; expressions: Record<string, ExpressionOutcome> }
  | { status: 'error'; report: ErrorReport }
);

export type ExpressionOutcome =
  | { status: 'ok'; data: MimeBundle; metadata: Record<string, unknown> }
  | { status: 'error'; report: ErrorReport };

/** An error as the main thread saw it; the worker knows the cells' sources and makes the traceback. */
export interface ErrorReport {
  name: string;
  message: string;
  /** The frames of the stack, without the message. */
  stack: string;
  hint?: string;
  /** No error was thrown but something else; the message is what it looks like. */
  isValue?: boolean;
  /** What else the error carries, as an object is printed: a code, a path. */
  more?: string;
  /** One sentence per wrong argument. */
  fields?: Record<string, readonly string[]>;
  /** The message is a sentence for people: show no internals. */
  sentence?: boolean;
  cause?: ErrorReport;
  errors?: ErrorReport[];
}

/** How the process was started. */
export interface Given {
  /** The command line, see options.ts. */
  args: readonly string[];
  /** The folder in which it was started. */
  here: string;
}

/** What the two threads share: the first that the main thread says. */
export interface Shared {
  /** How large the main thread's heap may become, in bytes. */
  heapLimit: number;
  ring: SharedArrayBuffer;
  /** [0]: 1 when an answer to a synchronous prompt has been posted to `answers`. */
  inputFlag: SharedArrayBuffer;
  /** [0]: the run whose code is on the main thread's stack since it began, or 0. */
  computing: SharedArrayBuffer;
  /** This thread's end. */
  answers: import('node:worker_threads').MessagePort;
  /** {@link EarlyComm}: the comm messages once more, for a main thread too busy to take them as they come. This thread's end. */
  meanwhile: import('node:worker_threads').MessagePort;
}

/** A comm message as the main thread takes it, with its number. */
export interface NumberedComm {
  id: number;
  comm: CommData;
}

/** As `meanwhile` has it: without its content where that is large. What comes behind such a one waits with it. */
export type EarlyComm = Pick<NumberedComm, 'id'> & Partial<NumberedComm>;
