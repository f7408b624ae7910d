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
  /** Aborted when the user interrupts the cell that is running now. */
  readonly signal: AbortSignal;
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
