/** How long something took, in the two largest units: "8 s", "2 min 5 s", "1 h 3 min", "2 d 4 h". */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const units = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's']
  ] as const;
  const first = units.findIndex(([count]) => count > 0);
  if (first === -1) return '0 s';
  return units
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');
}

/** Milliseconds from `started` to `finished`, or to `now` while it has not ended; undefined when it never started. */
export function elapsed(times: { started?: string; finished?: string }, now: number): number | undefined {
  if (times.started === undefined) return undefined;
  const end = times.finished === undefined ? now : Date.parse(times.finished);
  return Math.max(0, end - Date.parse(times.started));
}
