/**
 * Why a picture has its label: covers one window after the other with a blur of the picture and sees by how much the label's
 * probability falls (Zeiler and Fergus, 2014, who took grey; a blur hides what is there and adds no edge of its own). Windows
 * overlap and are of two sizes, and a cell of the map is the mean of all that cover it: what a single one gives is noisy, for
 * a network guesses what is below a small patch, and where a large one matters is vague. It needs nothing but predictions,
 * so it works with every engine and with weights that were trained here.
 */
import { SondeError } from '@sonde/schema';
import { didYouMean, Explanation, ImageValue, scaled, type ExplainContext } from '@sonde/toolkit';
import { softmax } from '../training/softmax.js';
import type { WhyOptions } from './arguments.js';
import type { Classifier } from './open.js';
import { shownSquare, size, squareOf } from './pixels.js';

/** Squares that go through the network at once. */
const batch = 16;

export async function occlusion(
  classifier: Pick<Classifier, 'labels' | 'device' | 'scoresOf'>,
  image: ImageValue,
  { label, grid }: WhyOptions,
  { signal, progress }: ExplainContext
): Promise<Explanation> {
  const started = performance.now();
  const square = await squareOf(image);
  const [scores = []] = await classifier.scoresOf([square]);
  const whole = softmax(scores);
  const asked =
    label === undefined ? whole.indexOf(Math.max(...whole)) : positionOf(label, classifier.labels);
  const probability = whole[asked] ?? 0;
  const cover = await blurred(square);
  const windows = scalesOf(grid).flatMap(scale => windowsOf(scale, grid));
  const drops: number[] = [];
  for (let first = 0; first < windows.length; first += batch) {
    const some = windows.slice(first, first + batch);
    const squares = some.map(window => covered(square, cover, window, grid));
    for (const row of await classifier.scoresOf(squares))
      drops.push(probability - (softmax(row)[asked] ?? 0));
    progress(first + some.length, windows.length);
    // So that an interrupt gets through.
    await new Promise(resolve => setImmediate(resolve));
    signal?.throwIfAborted();
  }
  return new Explanation({
    image: await shownSquare(image),
    label: classifier.labels[asked] ?? '',
    probability,
    heat: averaged(windows, drops, grid),
    method: methodOf(windows.length, grid),
    device: classifier.device,
    ms: performance.now() - started
  });
}

function positionOf(label: string, labels: readonly string[]): number {
  const position = labels.indexOf(label);
  if (position >= 0) return position;
  const near = didYouMean(label, labels);
  throw new SondeError('label-unknown', `The classifier has no label "${label}"`, {
    hint:
      near ?? `It has ${labels.length}: ${labels.slice(0, 5).join(', ')}${labels.length > 5 ? ', …' : ''}.`
  });
}

/** So far that a window shows what colours were there, and nothing of what they were. */
async function blurred(square: Uint8Array): Promise<Uint8Array> {
  const few = { width: 8, height: 8 };
  const small = await scaled(new ImageValue(size, size, square), few);
  return scaled(new ImageValue(few.width, few.height, small), { width: size, height: size });
}

/** Windows of one size. */
interface Scale {
  /** Cells that a window reaches beyond its middle one, to each side. */
  reach: number;
  /** Cells from one window to the next. */
  step: number;
}

/**
 * Windows of about a quarter of the edge, and of four tenths, of which fewer are enough. Of larger ones, the whole picture seems
 * to matter; of a coarse map, a cell is large enough by itself.
 */
function scalesOf(grid: number): Scale[] {
  const reach = grid < 8 ? 0 : Math.round(grid / 12);
  if (reach === 0) return [{ reach, step: 1 }];
  return [
    { reach, step: 1 },
    { reach: 2 * reach, step: 2 }
  ];
}

interface Window extends Scale {
  row: number;
  column: number;
}

/** In rows from the top left; the first and the last are as far from their edge. */
function windowsOf(scale: Scale, grid: number): Window[] {
  const first = Math.floor(((grid - 1) % scale.step) / 2);
  const places = Array.from(
    { length: Math.ceil((grid - first) / scale.step) },
    (_, i) => first + i * scale.step
  );
  return places.flatMap(row => places.map(column => ({ ...scale, row, column })));
}

/** What was done, in a sentence. */
function methodOf(windows: number, grid: number): string {
  const covering =
    windows > grid * grid
      ? `${windows} overlapping windows of two sizes were blurred`
      : `Each of ${grid} × ${grid} places was blurred`;
  return `${covering}: the stronger the colour, the more the probability changed.`;
}

/** A copy with the window as `cover` has it. */
function covered(
  square: Uint8Array,
  cover: Uint8Array,
  { row, column, reach }: Window,
  grid: number
): Uint8Array {
  const copy = square.slice();
  const edge = (position: number): number =>
    Math.min(size, Math.max(0, Math.round((position * size) / grid)));
  const [left, right] = [edge(column - reach), edge(column + reach + 1)];
  for (let y = edge(row - reach); y < edge(row + reach + 1); y++) {
    const [from, to] = [(y * size + left) * 3, (y * size + right) * 3];
    copy.set(cover.subarray(from, to), from);
  }
  return copy;
}

/** Per cell, the mean over the sizes of what the windows that cover it changed; as rows. */
function averaged(windows: readonly Window[], drops: readonly number[], grid: number): number[][] {
  const covers = ({ row, column, reach }: Window, y: number, x: number): boolean =>
    Math.abs(row - y) <= reach && Math.abs(column - x) <= reach;
  const scales = scalesOf(grid);
  const cell = (y: number, x: number): number =>
    mean(
      scales.map(({ reach }) =>
        mean(drops.filter((_, i) => windows[i]!.reach === reach && covers(windows[i]!, y, x)))
      )
    );
  return Array.from({ length: grid }, (_, y) => Array.from({ length: grid }, (_, x) => cell(y, x)));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
