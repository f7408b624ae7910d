/**
 * What types cannot say: a library that a cell has imported may judge the literal arguments of calls to its own functions
 * while they are typed. The kernel finds the calls and underlines; it knows nothing of what they mean.
 */

/** One call with an object of literals among its arguments, as in `model.train(data, { epochs: -1 })`. */
export interface Call {
  /** What the editor shows of the function called, e.g. `(method) Module<"iris">.train(data: string, …): …`. */
  signature: string;
  /** The object's fields whose values are literals. */
  values: Readonly<Record<string, unknown>>;
}

/** Sentences by field, for the fields that are wrong; the type checker says for itself what it knows. */
export type CallCheck = (call: Call) => Readonly<Record<string, readonly string[]>>;

/** Where a library puts its {@link CallCheck} in the realm of the cells. */
export const callChecks: unique symbol = Symbol.for('sonde.callChecks') as never;

/** Adds a check; asking it must be quick, for it runs between two cells. */
export function addCallCheck(check: CallCheck): void {
  const realm = globalThis as { [callChecks]?: CallCheck[] };
  (realm[callChecks] ??= []).push(check);
}

/** What all checks say of a call. */
export function checkCall(call: Call): Record<string, string[]> {
  const all: Record<string, string[]> = {};
  for (const check of (globalThis as { [callChecks]?: CallCheck[] })[callChecks] ?? []) {
    for (const [field, sentences] of Object.entries(check(call))) (all[field] ??= []).push(...sentences);
  }
  return all;
}
