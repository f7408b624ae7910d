/** An error that is shown: its text, and what the worker needs to write its traceback. */
import { inspect } from 'node:util';
import type { MimeBundle } from '@sonde/schema/display';
import { shownErrorMime, type ShownError } from '../../channel/shown-error.js';
import { toReport } from '../report.js';
import { boundedInspect } from './bounded-inspect.js';

export function errorBundle(error: Error): MimeBundle {
  const shown: ShownError = { report: toReport(error), more: moreOf(error) };
  return { 'text/plain': boundedInspect(error), [shownErrorMime]: shown };
}

/** As properties, not in the message. */
function moreOf(error: Error): string {
  const told = ['name', 'message', 'stack', 'cause', 'errors', 'hint', 'fields'];
  const keys = Object.keys(error).filter(key => !told.includes(key));
  if (keys.length === 0) return '';
  return inspect(
    Object.fromEntries(keys.map(key => [key, (error as unknown as Record<string, unknown>)[key]])),
    {
      depth: 1,
      maxStringLength: 1000,
      maxArrayLength: 20
    }
  );
}
