/** What cells see of a widget. */
import type { jupyterDisplay, MimeBundle } from '@sonde/schema/display';

/** Any widget. As the last expression of a cell, or through `display`, it is shown. */
export interface Widget {
  /** Id of its model and its comm. */
  readonly id: string;
  /** Takes it away, here and in the front end. */
  close(): void;
  [Symbol.dispose](): void;
  /** Shows it. */
  [jupyterDisplay](): MimeBundle;
}

/** A widget with state `S` that both sides may change, and with events `E` of its own. */
export interface Control<S extends object, E extends object = {}> extends Widget {
  /**
   * Calls `handler` after each change of `name`, from the front end or from here, with the value and the one before; or at
   * each event `name`, with what it brings. Returns what ends that.
   */
  on<Name extends (keyof S | keyof E) & string>(name: Name, handler: HandlersOf<S, E>[Name]): () => void;
  /** Waits for the next change of `name`, or the next event. */
  next<Name extends keyof S & string>(name: Name, options?: { signal?: AbortSignal }): Promise<S[Name]>;
  next<Name extends keyof E & string>(name: Name, options?: { signal?: AbortSignal }): Promise<E[Name]>;
  /** Sets several at once, in one message. */
  set(values: Partial<S>): void;
  /** Sends a message of your own to the front end's model. */
  send(content: unknown, buffers?: readonly (ArrayBufferView | ArrayBuffer)[]): void;
}

/** One declaration of `on` and not two: of overloads TypeScript says that none matches, and of the last one why. */
type HandlersOf<S, E> = { [Name in keyof S]: (value: S[Name], previous: S[Name]) => unknown } & {
  [Name in keyof E]: (event: E[Name]) => unknown;
};

/** What a widget is made from: any part of its state, and the state of its layout and style in place of those. */
export type Options<S> = { [Name in keyof S]?: S[Name] | PartOptions<S[Name]> };

type PartOptions<Part> = Part extends Control<infer S> ? { [Name in keyof S]?: S[Name] } : never;

/** A day: `2026-11-26`. */
export type DateText = `${number}-${number}-${number}`;

/** A time of day: `14:30`, `14:30:05` or `14:30:05.250`. */
export type TimeText = `${number}:${number}` | `${number}:${number}:${number}`;

export interface UploadedFile {
  readonly name: string;
  /** MIME type, as the browser guesses it. */
  readonly type: string;
  readonly size: number;
  readonly lastModified: Date;
  readonly content: Uint8Array;
}

/** What a widget says of a message from its model in the front end. */
export interface CustomMessage {
  readonly content: unknown;
  readonly buffers: readonly Uint8Array[];
}
