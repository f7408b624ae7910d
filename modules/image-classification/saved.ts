/** What both ways of training write into model.json. */
import type { About } from './open.js';
import { weights } from './weights.js';

export const version = '1.0.0';

export function saved(
  mode: About['mode'],
  labels: string[]
): { module: string; labels: string[]; about: About } {
  return {
    module: `image-classification@${version}`,
    labels,
    about: { mode, base: weights[0]?.sha256 ?? '' }
  };
}
