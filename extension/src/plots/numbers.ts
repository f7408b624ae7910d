/** Shares, seconds and values as people read them. */
export function formatShare(share: number): string {
  return Number.isFinite(share) ? `${(share * 100).toFixed(1)} %` : '–';
}

export function formatSeconds(seconds: number): string {
  const whole = Math.max(0, seconds);
  if (whole < 60) return `${whole.toFixed(2)} s`;
  return `${Math.floor(whole / 60)}:${(whole % 60).toFixed(1).padStart(4, '0')} min`;
}

export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e7)) return value.toExponential(2);
  return String(Number(value.toPrecision(5)));
}
