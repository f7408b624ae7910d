/**
 * Draws a run while its events come: in a notebook as one output that is updated, elsewhere as lines of text. The
 * curves move four times a second; the static picture and the text, which take longer to make, every five seconds.
 */
import { randomUUID } from 'node:crypto';
import { isFinal, mime, type DisplayPort, type JobEvent, type MimeBundle, type RunView } from '@sonde/schema';
import { runBundle, stateLine } from '../plots/run-bundle.js';
import { formatValue } from '../plots/format-value.js';
import type { RunPicture } from './run-view.js';

export interface DrawOptions {
  /** The notebook to draw in; undefined prints lines. */
  port?: DisplayPort | undefined;
  /** Milliseconds between two updates of the curves, and of the static picture. */
  curvesEvery?: number;
  pictureEvery?: number;
  now?: () => number;
  print?: (line: string) => void;
}

/** Draws until the events end. Draws once at once, and once more when all is over. */
export async function drawLive(
  picture: RunPicture,
  events: AsyncIterable<JobEvent>,
  { port, ...options }: DrawOptions = {}
): Promise<void> {
  if (port) await drawInNotebook(picture, events, port, options);
  else await printLines(picture, events, options);
}

async function drawInNotebook(
  picture: RunPicture,
  events: AsyncIterable<JobEvent>,
  port: DisplayPort,
  { curvesEvery = 250, pictureEvery = 5000, now = Date.now }: DrawOptions
): Promise<void> {
  const id = `sonde-run-${randomUUID()}`;
  let whole: MimeBundle = runBundle(picture.view());
  let drawn = now();
  let drawnWhole = drawn;
  let due: NodeJS.Timeout | undefined;
  port.show(whole, { id });
  const draw = (last = false): void => {
    due = undefined;
    drawn = now();
    const view: RunView = picture.view();
    if (last || drawn - drawnWhole >= pictureEvery) {
      whole = runBundle(view);
      drawnWhole = drawn;
    }
    port.update(id, { ...whole, [mime.run]: view });
  };
  try {
    for await (const event of events) {
      picture.add(event);
      due ??= setTimeout(draw, Math.max(0, curvesEvery - (now() - drawn)));
    }
  } finally {
    clearTimeout(due);
    draw(true);
  }
}

/** A line for each state and warning, and at most one a second for progress. */
async function printLines(
  picture: RunPicture,
  events: AsyncIterable<JobEvent>,
  { now = Date.now, print = line => console.log(line) }: DrawOptions
): Promise<void> {
  let printed = -Infinity;
  for await (const event of events) {
    picture.add(event);
    if (event.kind === 'log') print(event.text);
    else if (event.kind === 'state' && event.state === picture.record.state)
      print(stateLine(picture.view(3)));
    else if (event.kind === 'progress' && now() - printed >= 1000 && !isFinal(picture.record.state)) {
      printed = now();
      const values = Object.entries(picture.record.metrics).map(
        ([name, value]) => `${name} ${formatValue(value)}`
      );
      print([stateLine(picture.view(3)), ...values].join('  '));
    }
  }
}
