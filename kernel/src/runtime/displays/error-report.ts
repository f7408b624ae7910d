/**
 * Errors that are shown, not thrown: only the worker knows the cells' sources, so the bundle carries a report on its way
 * there, and the worker puts a traceback in its place.
 */
import { inspect } from 'node:util';
import type { MimeBundle } from '@sonde/schema/display';
import type { ErrorReport } from '../../channel/messages.js';
import { toReport } from '../report.js';
import { boundedInspect } from './bounded-inspect.js';

export const errorReportMime = 'application/vnd.sonde.error-report+json';

export interface ShownError {
  report: ErrorReport;
  /** What else the error carries: a code, a path. */
  more: string;
}

export function errorBundle(error: Error): MimeBundle {
  const shown: ShownError = { report: toReport(error), more: moreOf(error) };
  return { 'text/plain': boundedInspect(error), [errorReportMime]: shown };
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
