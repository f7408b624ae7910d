/**
 * Errors that are shown, not thrown: only the worker knows the cells' sources, so the bundle carries an {@link ErrorReport} of
 * this type on its way there, and the worker puts a traceback in its place.
 */
export const shownErrorMime = 'application/vnd.sonde.shown-error+json';
