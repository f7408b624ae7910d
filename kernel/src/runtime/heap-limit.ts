/** How many bytes of JavaScript objects Node takes before it gives up. */
import { getHeapStatistics } from 'node:v8';

/**
 * V8's own number holds the space for young objects too, up to 200 MB: too much where somebody has set a small limit, so
 * that is read from where it was set. The command line comes after the environment and has the last word.
 */
export function heapLimit(
  execArgv: readonly string[] = process.execArgv,
  nodeOptions: string = process.env['NODE_OPTIONS'] ?? '',
  total: number = getHeapStatistics().heap_size_limit
): number {
  const words = `${nodeOptions} ${execArgv.join(' ')}`;
  const given = [...words.matchAll(/--max[-_]old[-_]space[-_]size[= ](\d+)/g)].at(-1)?.[1];
  return given === undefined ? total : Math.min(total, Number(given) * 2 ** 20);
}
