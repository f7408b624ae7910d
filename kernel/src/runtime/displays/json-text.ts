/** A part of a bundle as JSON. What JSON cannot hold is refused here, where the cell can be told, and told why. */
import { types } from 'node:util';

/** Undefined for what JSON leaves out: `undefined`, functions, symbols. */
export function jsonText(type: string, value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch (error) {
    throw new TypeError(`Cannot show ${type}: ${reason(error)}`, { cause: error });
  }
}

/** V8's words are no part of a sentence, and name neither what is wrong nor what helps. */
function reason(error: unknown): string {
  const message = types.isNativeError(error) ? error.message : String(error);
  if (message.includes('BigInt'))
    return 'it must be JSON, which has no BigInt. Make it a number or a string first.';
  if (message.startsWith('Converting circular structure'))
    return 'it must be JSON, and an object that contains itself (a circular structure) is none.';
  return `it must be JSON, and making JSON of it failed: ${message}`;
}
