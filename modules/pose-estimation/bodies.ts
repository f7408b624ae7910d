/** From the numbers of the network to bodies with named points in pixels of the picture. */
import type { PredictOptions } from './arguments.js';

/** In pixels of the picture, from its top left. */
export interface Point {
  /** As COCO names them, seen by the person: `left_wrist` is on the picture's right when they face the camera. */
  name: PointName;
  x: number;
  y: number;
  /** How sure the network is, 0 to 1. */
  score: number;
}

export interface Body {
  /** How sure the network is, 0 to 1. */
  score: number;
  /** From head to feet; those below `minPointScore` are left out. */
  points: Point[];
  /** What the body takes up, in pixels of the picture. */
  box: { x: number; y: number; width: number; height: number };
}

/** In the order of the network's outputs. */
export const pointNames = [
  'nose',
  'left_eye',
  'right_eye',
  'left_ear',
  'right_ear',
  'left_shoulder',
  'right_shoulder',
  'left_elbow',
  'right_elbow',
  'left_wrist',
  'right_wrist',
  'left_hip',
  'right_hip',
  'left_knee',
  'right_knee',
  'left_ankle',
  'right_ankle'
] as const;
export type PointName = (typeof pointNames)[number];

/** What is joined when a body is drawn. */
export const lines: readonly (readonly [PointName, PointName])[] = [
  ['left_ear', 'left_eye'],
  ['left_eye', 'nose'],
  ['nose', 'right_eye'],
  ['right_eye', 'right_ear'],
  ['left_shoulder', 'right_shoulder'],
  ['left_shoulder', 'left_elbow'],
  ['left_elbow', 'left_wrist'],
  ['right_shoulder', 'right_elbow'],
  ['right_elbow', 'right_wrist'],
  ['left_shoulder', 'left_hip'],
  ['right_shoulder', 'right_hip'],
  ['left_hip', 'right_hip'],
  ['left_hip', 'left_knee'],
  ['left_knee', 'left_ankle'],
  ['right_hip', 'right_knee'],
  ['right_knee', 'right_ankle']
];

/** Of each body: y, x and score of 17 points; top, left, bottom and right of its box; its score. */
const row = 3 * pointNames.length + 5;

/**
 * The surest first.
 *
 * @param whole the picture with its margins, in pixels of the picture: the network's places are shares of that
 * @param picture what of it is picture
 */
export function bodiesOf(
  values: ArrayLike<number>,
  whole: Size,
  picture: Size,
  { minScore, minPointScore, most }: PredictOptions
): Body[] {
  const bodies: Body[] = [];
  for (let at = 0; at < values.length; at += row) {
    const score = values[at + row - 1]!;
    // Places of the list that hold no body have the score 0.
    if (score < minScore || score === 0) continue;
    const x = (share: number) => Math.min(picture.width, Math.max(0, share * whole.width));
    const y = (share: number) => Math.min(picture.height, Math.max(0, share * whole.height));
    const points = pointNames.map((name, i): Point => {
      const [up, across, sure] = [values[at + 3 * i]!, values[at + 3 * i + 1]!, values[at + 3 * i + 2]!];
      return { name, x: x(across), y: y(up), score: sure };
    });
    const [top, left, bottom, right] = [5, 4, 3, 2].map(back => values[at + row - back]!);
    bodies.push({
      score,
      points: points.filter(point => point.score >= minPointScore),
      box: { x: x(left!), y: y(top!), width: x(right!) - x(left!), height: y(bottom!) - y(top!) }
    });
  }
  return bodies.sort((a, b) => b.score - a.score).slice(0, most);
}

interface Size {
  width: number;
  height: number;
}
