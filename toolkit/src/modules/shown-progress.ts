/** Shows how far something is, once it has taken longer than a second: a bar in a notebook, nothing in a script. */
import { randomUUID } from 'node:crypto';
import { currentDisplay, type DisplayPort, type MimeBundle } from '@sonde/schema';
import { escapeMarkup } from '@sonde/schema/markup';
import { formatDuration } from '../plots/format-value.js';

export interface ProgressOptions {
  port?: DisplayPort | undefined;
  /** Milliseconds before it is shown, and between two updates. */
  after?: number;
  every?: number;
  now?: () => number;
}

export interface ShownProgress {
  report(done: number, total: number): void;
  /** Leaves one line that says how much was done in what time. */
  end(): void;
}

/** @param unit what is counted, e.g. `inputs` */
export function shownProgress(
  unit: string,
  { port = currentDisplay(), after = 1000, every = 250, now = Date.now }: ProgressOptions = {}
): ShownProgress {
  const id = `sonde-progress-${randomUUID()}`;
  const started = now();
  let shown: number | undefined;
  let last: [done: number, total: number] = [0, 0];
  const draw = (isOver = false): void => {
    const bundle = progressBundle(last, unit, now() - started, isOver);
    if (shown === undefined) port?.show(bundle, { id });
    else port?.update(id, bundle);
    shown = now();
  };
  return {
    report(done, total) {
      last = [done, total];
      const due = shown === undefined ? started + after : shown + every;
      if (now() >= due) draw();
    },
    end() {
      if (shown !== undefined) draw(true);
    }
  };
}

function progressBundle(
  [done, total]: [number, number],
  unit: string,
  milliseconds: number,
  isOver: boolean
): MimeBundle {
  const text = `${done} of ${total} ${unit}, ${formatDuration(milliseconds)}`;
  const bar = isOver ? '' : `<progress value="${done}" max="${Math.max(1, total)}"></progress> `;
  return { 'text/html': `<div>${bar}${escapeMarkup(text)}</div>`, 'text/plain': text };
}
