/**
 * Why a picture has its label: covers one window after the other with the picture's mean colour and sees by how much the
 * label's probability falls (Zeiler and Fergus, 2014). Windows overlap, and a cell of the map is the mean of all that cover
 * it: what a single one gives is noisy, for a network guesses what is below a small patch. It needs nothing but
 * predictions, so it works with every engine and with weights that were trained here.
 */
import { SondeError } from '@sonde/schema';
import { didYouMean, Explanation, type ExplainContext, type ImageValue } from '@sonde/toolkit';
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
  const colour = meanColour(square);
  const drops: number[] = [];
  const cells = grid * grid;
  for (let first = 0; first < cells; first += batch) {
    const count = Math.min(batch, cells - first);
    const squares = Array.from({ length: count }, (_, i) => covered(square, first + i, grid, colour));
    for (const row of await classifier.scoresOf(squares))
      drops.push(probability - (softmax(row)[asked] ?? 0));
    progress(first + count, cells);
    // So that an interrupt gets through.
    await new Promise(resolve => setImmediate(resolve));
    signal?.throwIfAborted();
  }
  return new Explanation({
    image: await shownSquare(image),
    label: classifier.labels[asked] ?? '',
    probability,
    heat: averaged(drops, grid),
    method: methodOf(grid),
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

function meanColour(square: Uint8Array): [number, number, number] {
  const sums: [number, number, number] = [0, 0, 0];
  square.forEach((value, i) => (sums[i % 3] = (sums[i % 3] ?? 0) + value));
  return sums.map(sum => Math.round((3 * sum) / square.length)) as [number, number, number];
}

/**
 * Cells that a window reaches beyond its middle one, to each side: a window is about a quarter of the edge. Of larger ones,
 * the whole picture seems to matter; of a coarse map, a cell is large enough by itself.
 */
const reachOf = (grid: number): number => (grid < 8 ? 0 : Math.round(grid / 12));

/** What was done, in a sentence. */
function methodOf(grid: number): string {
  const covering =
    reachOf(grid) > 0
      ? `${grid * grid} overlapping windows were covered`
      : `Each of ${grid} × ${grid} places was covered`;
  return `${covering}: the stronger the colour, the more the probability changed.`;
}

/** A copy with the window around one cell, counted row by row, in one colour. */
function covered(
  square: Uint8Array,
  cell: number,
  grid: number,
  colour: readonly [number, number, number]
): Uint8Array {
  const copy = square.slice();
  const edge = (position: number): number =>
    Math.min(size, Math.max(0, Math.round((position * size) / grid)));
  const [row, column, reach] = [Math.floor(cell / grid), cell % grid, reachOf(grid)];
  for (let y = edge(row - reach); y < edge(row + reach + 1); y++) {
    for (let x = edge(column - reach); x < edge(column + reach + 1); x++)
      copy.set(colour, (y * size + x) * 3);
  }
  return copy;
}

/** Per cell, the mean of what the windows that cover it changed; as rows. */
function averaged(drops: readonly number[], grid: number): number[][] {
  const reach = reachOf(grid);
  const near = (position: number): number[] =>
    Array.from({ length: 2 * reach + 1 }, (_, i) => position - reach + i).filter(
      one => one >= 0 && one < grid
    );
  const row = (y: number): number[] =>
    Array.from({ length: grid }, (_, x) => {
      const windows = near(y).flatMap(above => near(x).map(left => drops[above * grid + left] ?? 0));
      return windows.reduce((sum, drop) => sum + drop, 0) / windows.length;
    });
  return Array.from({ length: grid }, (_, y) => row(y));
}
