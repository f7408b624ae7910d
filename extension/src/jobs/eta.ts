/** When a job will be done, as far as its pace so far tells. */
import type { TranslationBundle } from '@jupyterlab/translation';
import { isFinal, type JobRecord } from '@sonde/schema';

/** A pace that was measured for less time than this says nothing yet. Milliseconds. */
const shortest = 2000;

/** Milliseconds that are left at `now`, or undefined where that cannot be told. */
export function timeLeft({ state, progress, pace }: JobRecord, now: number): number | undefined {
  if (isFinal(state) || state === 'stopping' || progress?.total === undefined || !pace) return undefined;
  const took = pace.at - pace.since;
  const did = progress.done - pace.from;
  if (took < shortest || did <= 0) return undefined;
  const perPart = took / did;
  return Math.max(0, (progress.total - progress.done) * perPart - Math.max(0, now - pace.at));
}

/** "about 3 min left": no finer than such a guess can be. */
export function timeLeftText(ms: number, trans: TranslationBundle): string {
  const seconds = ms / 1000;
  if (seconds < 8) return trans.__('a few seconds left');
  if (seconds < 55) return trans.__('about %1 s left', Math.round(seconds / 10) * 10);
  const minutes = seconds / 60;
  if (minutes < 90) return trans.__('about %1 min left', Math.max(1, Math.round(minutes)));
  const hours = minutes / 60;
  if (hours < 36) return trans.__('about %1 h left', Math.round(hours));
  return trans.__('about %1 days left', Math.round(hours / 24));
}
