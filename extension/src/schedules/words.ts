/** A schedule in words: what it runs, when it is due, how it went last. */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { JobRequest, Schedule } from '@sonde/schema';

export function whatRuns({ title, module, notebook, command, kind }: JobRequest): string {
  return title ?? module ?? notebook?.replace(/^.*\//, '') ?? command?.join(' ') ?? kind;
}

/** In the reader's own time: the hour when it is today, with the weekday within a week, else with the date. */
export function dueText(at: string, now = new Date()): string {
  const date = new Date(at);
  const time: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit' };
  if (date.toDateString() === now.toDateString()) return date.toLocaleTimeString(undefined, time);
  const days = Math.abs(date.getTime() - now.getTime()) / 86_400_000;
  if (days < 6) return date.toLocaleString(undefined, { weekday: 'short', ...time });
  return date.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}

export function lastText({ fired, error }: Schedule, trans: TranslationBundle): string {
  if (fired === undefined) return trans.__('has not run yet');
  return error
    ? trans.__('could not start its job %1', dueText(fired))
    : trans.__('last started %1', dueText(fired));
}
