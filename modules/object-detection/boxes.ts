/** From all that the network proposes to the boxes worth showing: sure enough, and each object only once. */
import type { PredictOptions } from './arguments.js';

/** In pixels of the picture, from its top left. */
export interface Box {
  label: string;
  /** How sure the network is, 0 to 1. */
  score: number;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** What the network says: for every place that it looks at, a box, and which label it looks most like, and how much. */
export interface Proposals {
  /** Top, left, bottom, right of each box, as shares of the picture. */
  corners: ArrayLike<number>;
  /** 0 to 1, one for each box. */
  scores: ArrayLike<number>;
  /** Positions in `labels`, one for each box. */
  classes: ArrayLike<number | bigint>;
  /** What has no label is skipped. */
  labels: readonly (string | undefined)[];
}

/** The surest first. */
export function boxesOf(
  proposals: Proposals,
  picture: { width: number; height: number },
  { minScore, most, maxOverlap }: PredictOptions
): Box[] {
  const kept: Box[] = [];
  for (const box of likely(proposals, picture, minScore)) {
    if (kept.length === most) break;
    if (kept.every(other => other.label !== box.label || overlap(other, box) <= maxOverlap)) kept.push(box);
  }
  return kept;
}

function likely({ corners, scores, classes, labels }: Proposals, picture: Size, minScore: number): Box[] {
  const found: Box[] = [];
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i]!;
    if (score < minScore) continue;
    const label = labels[Number(classes[i]!)];
    if (label === undefined) continue;
    const at = 4 * i;
    const [top, left, bottom, right] = [0, 1, 2, 3].map(side => within(corners[at + side]!));
    const [x, y] = [left! * picture.width, top! * picture.height];
    const [width, height] = [right! * picture.width - x, bottom! * picture.height - y];
    found.push({ label, score, x, y, width, height });
  }
  return found.sort((a, b) => b.score - a.score);
}

type Size = { width: number; height: number };

/** Boxes may reach over the edge of the picture. */
const within = (share: number): number => Math.min(1, Math.max(0, share));

/** The area that both share through the area that they cover together. */
export function overlap(a: Omit<Box, 'label' | 'score'>, b: Omit<Box, 'label' | 'score'>): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (width <= 0 || height <= 0) return 0;
  const shared = width * height;
  return shared / (a.width * a.height + b.width * b.height - shared);
}
