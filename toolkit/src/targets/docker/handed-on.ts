/** The variables that a job asks to be handed on, by name and value. */
import { SondeError } from '@sonde/schema';
import type { StoredJob } from '../../jobs/job-folder.js';
import type { DockerOptions } from './docker-settings.js';

/** Throws a sentence for one that is not set: an empty one would only fail later, and say less. */
export function handedOn(
  stored: StoredJob,
  from: NodeJS.ProcessEnv = process.env
): Readonly<Record<string, string>> {
  const { env = [] } = (stored.targetOptions ?? {}) as DockerOptions;
  return Object.fromEntries(env.map(name => [name, from[name] ?? unset(name, stored)]));
}

function unset(name: string, { title }: StoredJob): never {
  throw new SondeError(
    'variable-unset',
    `Cannot hand the variable ${name} on to job "${title}": it is not set here`,
    { hint: `Set it where the job is started from, or take it out of "env".` }
  );
}
