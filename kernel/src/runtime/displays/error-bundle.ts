/** An error that is shown: its text, and what the worker needs to write its traceback. */
import type { MimeBundle } from '@sonde/schema/display';
import { shownErrorMime } from '../../channel/shown-error.js';
import { toReport } from '../report.js';
import { boundedInspect } from './bounded-inspect.js';

export function errorBundle(error: Error): MimeBundle {
  return { 'text/plain': boundedInspect(error), [shownErrorMime]: toReport(error) };
}
