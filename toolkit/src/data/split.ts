/** Parts a dataset into examples to train on and examples held out, each class in the same proportion. */
import { seededRandom, shuffle } from './shuffle.js';

export interface SplitOptions {
  /** Share of each class that is held out, between 0 and 1. At least one example of a class lands on either side. */
  share: number;
  /** The same seed gives the same split. */
  seed: number;
}

export interface Split<T> {
  training: T[];
  heldOut: T[];
}

/** Splits `items`, class by class; `classOf` tells an item's class. */
export function stratifiedSplit<T>(
  items: readonly T[],
  classOf: (item: T) => number | string,
  { share, seed }: SplitOptions
): Split<T> {
  const random = seededRandom(seed);
  const training: T[] = [];
  const heldOut: T[] = [];
  for (const members of groups(items, classOf)) {
    const mixed = shuffle(members, random);
    const held = Math.min(mixed.length - 1, Math.max(1, Math.round(mixed.length * share)));
    heldOut.push(...mixed.slice(0, held));
    training.push(...mixed.slice(held));
  }
  return { training, heldOut };
}

function groups<T>(items: readonly T[], classOf: (item: T) => number | string): Iterable<T[]> {
  const byClass = new Map<number | string, T[]>();
  for (const item of items) {
    const members = byClass.get(classOf(item));
    if (members) members.push(item);
    else byClass.set(classOf(item), [item]);
  }
  return byClass.values();
}
