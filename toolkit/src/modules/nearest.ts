/** The names closest to a misspelt one, so that an error can say "did you mean". */
import { distance } from 'fastest-levenshtein';

/**
 * Up to `limit` of `names`, nearest first, leaving out those that share nothing with `name`.
 *
 * @example
 * nearest('epohcs', ['epochs', 'batchSize']); // ['epochs']
 */
export function nearest(name: string, names: Iterable<string>, limit = 3): string[] {
  const wanted = plain(name);
  const near = [...names]
    .map(candidate => ({ candidate, far: farness(wanted, plain(candidate)) }))
    .filter(({ far }) => far <= 0.5)
    .sort((a, b) => a.far - b.far || a.candidate.localeCompare(b.candidate))
    .slice(0, limit);
  // Beside a very near one, those that merely share a word would only confuse.
  const best = near[0]?.far ?? 0;
  return near.filter(({ far }) => far <= best + 0.2).map(({ candidate }) => candidate);
}

/** A question that names the nearest, e.g. `Did you mean "epochs"?`, or undefined when nothing is near. */
export function didYouMean(name: string, names: Iterable<string>): string | undefined {
  const near = nearest(name, names);
  return near.length === 0 ? undefined : `Did you mean ${near.map(one => `"${one}"`).join(' or ')}?`;
}

/** 0 is equal, 1 has nothing in common. Part of a name ("image" of "image-classification") counts as near. */
function farness(wanted: string, candidate: string): number {
  if (wanted.length === 0) return 1;
  const edits = distance(wanted, candidate) / Math.max(wanted.length, candidate.length);
  if (wanted.length >= 3 && candidate.includes(wanted)) return Math.min(edits, 0.2);
  const words = candidate
    .split(' ')
    .map(word => distance(wanted, word) / Math.max(wanted.length, word.length));
  return Math.min(edits, ...words.map(far => far + 0.1));
}

/** Case, hyphens and camel humps are not what people misspell. */
function plain(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[-_\s]+/g, ' ')
    .trim()
    .toLowerCase();
}
