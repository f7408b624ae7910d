/** Says in a toast that something a person asked for has failed, and what to do next. */
import { Notification } from '@jupyterlab/apputils';
import { toErrorRecord } from '@sonde/schema';

export function notifyError(thrown: unknown): void {
  const { message, hint } = toErrorRecord(thrown);
  Notification.error(hint === undefined ? message : `${message}. ${hint}`, { autoClose: 10_000 });
}
