/**
 * Errors that are shown, not thrown: only the worker knows the cells' sources, so the bundle carries a report on its way
 * there, and the worker puts a traceback in its place.
 */
import type { ErrorReport } from './messages.js';

export const shownErrorMime = 'application/vnd.sonde.shown-error+json';

export interface ShownError {
  report: ErrorReport;
  /** What else the error carries: a code, a path. */
  more: string;
}
