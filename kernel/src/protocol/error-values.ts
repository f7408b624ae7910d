/** Errors that cells show: a report on its way to the front end becomes a traceback, which only the worker can write. */
import type { MimeBundle } from '@sonde/schema/display';
import type { ErrorReport } from '../channel/messages.js';
import type { ErrorContent } from '../cells/traceback.js';
import { shownErrorMime } from '../channel/shown-error.js';

/** `content` is what a display or a result holds; `written` is undefined where there are no cells to point into. */
export function withTracebacks<C extends object>(
  content: C,
  written: (report: ErrorReport) => ErrorContent | undefined
): C {
  const data = (content as { data?: MimeBundle }).data;
  if (data?.[shownErrorMime] === undefined) return content;
  const { [shownErrorMime]: shown, ...rest } = data;
  const error = written(shown as ErrorReport);
  return { ...content, data: error ? { ...rest, 'text/plain': error.traceback.join('\n') } : rest };
}
