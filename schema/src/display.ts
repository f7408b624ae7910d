/**
 * The display port: what the kernel offers to code that wants to draw, and all that the toolkit knows of a kernel.
 * The kernel puts it at `globalThis[displayPort]`; where it is absent (a job, a plain script) the toolkit writes text.
 */

/** MIME type → value. JSON types hold objects, the rest strings (base64 for binary types). */
export type MimeBundle = Record<string, unknown>;

/** A value with this method shows itself: it returns a MIME bundle, or a promise of one (Deno's protocol). */
export const jupyterDisplay: unique symbol = Symbol.for('Jupyter.display') as never;

export interface Displayable {
  [jupyterDisplay](): MimeBundle | Promise<MimeBundle>;
}

/** Where the kernel puts its {@link DisplayPort}. */
export const displayPort: unique symbol = Symbol.for('sonde.display') as never;

export interface DisplayPort {
  /** Sends `display_data`; with `id` it can be updated later. */
  show(bundle: MimeBundle, options?: { id?: string; metadata?: Record<string, unknown> }): void;
  /** Sends `update_display_data` for everything shown under `id`. */
  update(id: string, bundle: MimeBundle, options?: { metadata?: Record<string, unknown> }): void;
  /** Clears the cell's output, at once or (`wait`) when the next output arrives. */
  clear(options?: { wait?: boolean }): void;
  /** Opens a comm to the front end. */
  comm(
    target: string,
    data?: unknown,
    options?: { metadata?: Record<string, unknown>; buffers?: Uint8Array[] }
  ): Comm;
  /** Calls `open` for each comm that the front end opens to `target`. */
  onComm(target: string, open: (comm: Comm, data: unknown) => void): void;
  /**
   * Handles what front ends have sent meanwhile, in code that leaves no room for it: a loop without an await that has gone on
   * for a tenth of a second. Elsewhere it does nothing, and costs next to nothing.
   */
  hear(): void;
  /** Where the code that runs now is shown; what is done later, by a click perhaps, can be shown there too. */
  readonly place: OutputPlace;
  /** Calls `work` once, just before the cell that runs now is said to be done. False where none runs: then it is not called. */
  beforeEnd(work: () => void): boolean;
  /** Aborted when the user interrupts the cell that is running now. */
  readonly signal: AbortSignal;
  /** What cells have imported: namespaces by the specifier they were asked for by. */
  readonly imported: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  /** Absolute folder of the notebook. */
  readonly directory: string;
  /** The notebook's path and the id of the cell that runs now, as far as the front end and the server told them. */
  readonly origin: { readonly notebook?: string; readonly cell?: string };
  /**
   * Asks the user what an interrupt means, and holds the interrupted cell until `then` is done. To be called by a listener of
   * `signal`, before it returns. The answer is undefined where nobody can be asked, and empty when the user interrupts again,
   * which ends the cell at once.
   */
  askOnInterrupt(question: string, then: (answer: string | undefined) => void | Promise<void>): void;
}

/**
 * The one global that the code of cells refers to once the kernel has rewritten it: `wait` and `each` stand around what is
 * awaited, `import` and `meta` for the words of the language. Whoever runs such code elsewhere must provide it.
 */
export const cellRuntime = '__sonde__';

/** The outputs of one run of a cell. */
export interface OutputPlace {
  /** Id of the message that asked for the run; every output says that it belongs to it. */
  readonly request: string;
  /** Runs `work`. What it prints and shows comes here, also after its awaits. */
  within<T>(work: () => T): T;
  /** Shows an error here, with a sentence that says what failed. */
  fail(error: unknown, sentence?: string): void;
}

export interface CommMessage {
  data: unknown;
  metadata: Record<string, unknown>;
  buffers: Uint8Array[];
}

export interface Comm {
  readonly id: string;
  readonly target: string;
  send(data: unknown, options?: { metadata?: Record<string, unknown>; buffers?: Uint8Array[] }): void;
  close(data?: unknown): void;
  onMessage: ((message: CommMessage) => void) | undefined;
  onClose: ((message: CommMessage) => void) | undefined;
}

/** The display port of the kernel this code runs in, or undefined outside one. */
export function currentDisplay(): DisplayPort | undefined {
  return (globalThis as { [displayPort]?: DisplayPort })[displayPort];
}
