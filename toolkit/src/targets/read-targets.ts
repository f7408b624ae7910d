/**
 * The targets of a home: one of each kind under the kind's name, and those that `<home>/targets.json` names, e.g.
 * `{"cluster": {"kind": "slurm", "ssh": "me@login.example.org"}}`. An entry may also replace one of the former. One that is
 * wrong becomes a target that says what is wrong; it takes none of the others away.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SondeError } from '@sonde/schema';
import { didYouMean } from '../modules/nearest.js';
import { validate } from '../modules/validate.js';
import { targetKinds } from './target-kinds.js';
import type { Target } from './target.js';

export function readTargets(home: string): Target[] {
  const path = join(home, 'targets.json');
  const usual = Object.keys(targetKinds).map(kind => openTarget(kind, { kind }, { home, path }));
  const named = readNamed(home, path);
  return [...usual.filter(({ name }) => !named.some(other => other.name === name)), ...named];
}

function readNamed(home: string, path: string): Target[] {
  let entries: [string, unknown][];
  try {
    entries = Object.entries(read(path));
  } catch (error) {
    return [brokenTarget('targets.json', error as Error)];
  }
  return entries.map(([name, entry]) => {
    try {
      return openTarget(name, entry, { home, path });
    } catch (error) {
      return brokenTarget(name, error as Error);
    }
  });
}

/** A target that cannot be used, and says why to whoever tries. */
function brokenTarget(name: string, why: Error): Target {
  const refuse = (): Promise<never> => Promise.reject(why);
  return { name, capabilities: refuse, submit: refuse, observe: refuse, cancel: refuse };
}

function openTarget(name: string, entry: unknown, { home, path }: { home: string; path: string }): Target {
  const { kind: kindName, ...settings } = (entry ?? {}) as { kind?: unknown };
  const kind = typeof kindName === 'string' ? targetKinds[kindName] : undefined;
  if (!kind) {
    const known = Object.keys(targetKinds);
    const wanted = `"kind" is ${JSON.stringify(kindName)}, it should be one of ${known.join(', ')}`;
    throw new SondeError('targets-wrong', `Cannot read target "${name}" in ${path}: ${wanted}`, {
      hint: didYouMean(String(kindName), known) ?? 'CONTRIBUTING.md shows how a kind is added.'
    });
  }
  return kind.open(name, validate(kind.settings, settings, `read target "${name}" in ${path}`), { home });
}

function read(path: string): Record<string, unknown> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new SondeError('targets-wrong', `Cannot read ${path}: ${(cause as Error).message}`, { cause });
  }
  try {
    const targets: unknown = JSON.parse(text);
    if (typeof targets === 'object' && targets !== null && !Array.isArray(targets)) {
      return targets as Record<string, unknown>;
    }
    throw new Error('it should be an object with a name for each target');
  } catch (cause) {
    throw new SondeError('targets-wrong', `Cannot read ${path}: ${(cause as Error).message}`, {
      cause,
      hint: 'For example {"cluster": {"kind": "slurm", "ssh": "me@login.example.org"}}.'
    });
  }
}
