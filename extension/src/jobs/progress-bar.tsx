/** A progress bar: how far, when the end is known; that something moves, when it is not. */
import * as React from 'react';

interface Props {
  progress?: { done: number; total?: number; unit?: string; text?: string };
  /** What is making progress, for screen readers. */
  label: string;
}

export function ProgressBar({ progress, label }: Props): React.JSX.Element {
  const share = progress?.total ? Math.min(1, progress.done / progress.total) : undefined;
  return (
    <div
      className="sonde-ProgressBar"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={progress?.total}
      aria-valuenow={share === undefined ? undefined : progress?.done}
      aria-valuetext={progressText(progress)}
    >
      <div
        className={`sonde-ProgressBar-fill${share === undefined ? ' sonde-mod-indeterminate' : ''}`}
        style={share === undefined ? undefined : { width: `${share * 100}%` }}
      />
    </div>
  );
}

/** "3 of 10 epochs", "120 images", or what the job itself says. */
export function progressText(progress: Props['progress']): string | undefined {
  if (progress === undefined) return undefined;
  const { done, total, unit, text } = progress;
  const round = (n: number) => (Number.isInteger(n) ? String(n) : n.toFixed(1));
  const counted = total === undefined ? round(done) : `${round(done)} / ${round(total)}`;
  return text ?? (unit === undefined ? counted : `${counted} ${unit}`);
}
