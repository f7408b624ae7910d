/** The program that runs a job, as built, also when this file runs from source (in unit tests): Node cannot run TypeScript. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { SondeError } from '@sonde/schema';

/** Its absolute path. Throws a sentence when there is nothing. */
export function presentRunner(title: string, runner: string = builtRunner()): string {
  if (existsSync(runner)) return runner;
  throw new SondeError('cannot-start', `Cannot start job "${title}": there is no ${runner}`, {
    hint: 'Has the toolkit been built?'
  });
}

function builtRunner(): string {
  const here = fileURLToPath(new URL('../jobs/runner.js', import.meta.url));
  return here.replace(/([\\/])src([\\/]jobs[\\/]runner\.js)$/, '$1lib$2');
}
