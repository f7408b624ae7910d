/**
 * The one error type of Sonde: a sentence for people, with what to do next.
 *
 * The message says what failed, the value and what was wanted; `hint` is the next step. `fields` carries one list of
 * sentences per wrong argument, in the shape that DEEPaaS and the forms use.
 *
 * @example
 * throw new SondeError('module-unknown', 'No module is called "imge"', { hint: 'Did you mean "image-classification"?' });
 */
export class SondeError extends Error {
  override readonly name = 'SondeError';
  readonly code: string;
  readonly hint?: string;
  readonly fields?: Readonly<Record<string, readonly string[]>>;

  constructor(
    code: string,
    message: string,
    options: { hint?: string; fields?: Record<string, string[]>; cause?: unknown } = {}
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.hint = options.hint;
    this.fields = options.fields;
  }
}

/** An error as it is stored in a job record and sent over HTTP. */
export interface ErrorRecord {
  name: string;
  message: string;
  code?: string;
  hint?: string;
  stack?: string;
  fields?: Record<string, string[]>;
}

/** RFC 9457 problem document, plus field errors. `detail` is the sentence, `hint` the next step. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  hint?: string;
  fields?: Record<string, string[]>;
}

/** Turns anything thrown into a record that survives JSON. */
export function toErrorRecord(thrown: unknown): ErrorRecord {
  if (!(thrown instanceof Error)) return { name: 'Error', message: String(thrown) };
  const { code, hint, fields } = thrown as Partial<SondeError>;
  return {
    name: thrown.name,
    message: thrown.message,
    ...(typeof code === 'string' && { code }),
    ...(typeof hint === 'string' && { hint }),
    ...(fields && { fields: fields as Record<string, string[]> }),
    ...(thrown.stack && { stack: thrown.stack })
  };
}
