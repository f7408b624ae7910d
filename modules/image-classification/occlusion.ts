/**
 * Why a picture has its label: covers one place of a grid after the other with the picture's mean colour and sees by how
 * much the label's probability falls (Zeiler and Fergus, 2014). It needs nothing but predictions, so it works with every
 * engine and with weights that were trained here.
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
    heat: Array.from({ length: grid }, (_, row) => drops.slice(row * grid, (row + 1) * grid)),
    method: `Each of ${grid} × ${grid} places was covered: the stronger the colour, the more the probability changed.`,
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
 * A copy with one cell, counted row by row, in one colour, and with it half a cell on each side: a network guesses what is
 * below a small patch, and the map of a larger one is smoother.
 */
function covered(
  square: Uint8Array,
  cell: number,
  grid: number,
  colour: readonly [number, number, number]
): Uint8Array {
  const copy = square.slice();
  const edge = (position: number): number =>
    Math.min(size, Math.max(0, Math.round((position * size) / grid)));
  const [row, column] = [Math.floor(cell / grid), cell % grid];
  for (let y = edge(row - 0.5); y < edge(row + 1.5); y++) {
    for (let x = edge(column - 0.5); x < edge(column + 1.5); x++) copy.set(colour, (y * size + x) * 3);
  }
  return copy;
}
