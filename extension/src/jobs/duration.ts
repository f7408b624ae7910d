/** How long something took, in words of the reader's language. */
import { nullTranslator, type TranslationBundle } from '@jupyterlab/translation';

/** In the two largest units: "8 s", "2 min 5 s", "1 h 3 min", "2 d 4 h". */
export function formatDuration(
  ms: number,
  trans: Pick<TranslationBundle, '__'> = nullTranslator.load('sonde')
): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const units = [
    [Math.floor(seconds / 86_400), (n: number) => trans.__('%1 d', n)],
    [Math.floor(seconds / 3600) % 24, (n: number) => trans.__('%1 h', n)],
    [Math.floor(seconds / 60) % 60, (n: number) => trans.__('%1 min', n)],
    [seconds % 60, (n: number) => trans.__('%1 s', n)]
  ] as const;
  const first = units.findIndex(([count]) => count > 0);
  if (first === -1) return trans.__('%1 s', 0);
  return units
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, say]) => say(count))
    .join(' ');
}

/** Milliseconds from `started` to `finished`, or to `now` while it has not ended; undefined when it never started. */
export function elapsed(times: { started?: string; finished?: string }, now: number): number | undefined {
  if (times.started === undefined) return undefined;
  const end = times.finished === undefined ? now : Date.parse(times.finished);
  return Math.max(0, end - Date.parse(times.started));
}
