/** `<home>/sources.json`: the sources that the user added, and those that Sonde offers until there is such a file. */
import { readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { SondeError } from '@sonde/schema';
import { sourceKinds, type Source } from './source.js';
import { writeAtomically } from './write-atomically.js';

/** The lists of AI4OS and of DEEP. */
export const offered: readonly Source[] = [
  {
    name: 'AI4OS',
    kind: 'gitmodules',
    location: 'https://raw.githubusercontent.com/ai4os-hub/modules-catalog/master/.gitmodules'
  },
  {
    name: 'DEEP',
    kind: 'modules-yml',
    location: 'https://raw.githubusercontent.com/deephdc/deep-oc/master/MODULES.yml'
  }
];

export function sourcesFile(home: string): string {
  return join(home, 'sources.json');
}

/** The sources in the file; a wrong one, and a file that cannot be read, become a source that says so. */
export function readSourcesFile(home: string): Source[] {
  const path = sourcesFile(home);
  const broken = (problem: string): Source[] => [
    { name: 'sources.json', kind: 'folder', location: path, problem }
  ];
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [...offered];
    return broken(`${path} cannot be read: ${(error as Error).message}`);
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    return broken(`${path} is not JSON: ${(error as Error).message}`);
  }
  const list = (parsed as { sources?: unknown } | null)?.sources;
  if (!Array.isArray(list)) return broken(`${path} must hold {"sources": [...]}`);
  return list.map((one: unknown, index) => toSource(one, `${path}, source ${index + 1}`));
}

/** Replaces the file's sources. One that is wrong is kept as the user wrote it, so this refuses to touch such a file. */
export function writeSourcesFile(home: string, sources: readonly Source[]): void {
  const wrong = sources.find(source => source.problem);
  if (wrong) {
    throw new SondeError('sources-wrong', `Cannot change ${sourcesFile(home)}: ${wrong.problem}`, {
      hint: 'Correct the file, or delete it to get the sources that Sonde offers.'
    });
  }
  writeAtomically(sourcesFile(home), `${JSON.stringify({ sources }, null, 2)}\n`);
}

function toSource(value: unknown, where: string): Source {
  const { name, kind, location, branch } = (value ?? {}) as Record<string, unknown>;
  const called = typeof name === 'string' && name !== '' ? name : where;
  const at = typeof location === 'string' ? location : '';
  const wrong = (problem: string): Source => ({
    name: called,
    kind: 'folder',
    location: at,
    problem: `${where}: ${problem}`
  });
  if (typeof name !== 'string' || !sourceName.test(name)) {
    return wrong(
      `"name" must be letters, digits, dots, hyphens and underscores, not ${JSON.stringify(name)}`
    );
  }
  if (name === 'built-in') return wrong('"built-in" is the name of the source that comes with Sonde');
  const known = sourceKinds.find(one => one === kind);
  if (!known) return wrong(`"kind" must be one of ${sourceKinds.join(', ')}, not ${JSON.stringify(kind)}`);
  if (at === '') return wrong('"location" must be a folder or an address');
  if (known === 'folder' && !isAbsolute(at))
    return wrong(`"location" must be an absolute folder, not "${at}"`);
  if (branch !== undefined && (typeof branch !== 'string' || !branchName.test(branch))) {
    return wrong(`"branch" must be the name of a branch, not ${JSON.stringify(branch)}`);
  }
  return { name, kind: known, location: at, ...(branch !== undefined && { branch }) };
}

/** No slash (it parts source and module in `load`), nothing that means something to a file system. */
export const sourceName = /^[\p{L}\p{N}_][\p{L}\p{N}._-]{0,63}$/u;

/** No leading hyphen: git would take it for an option. */
export const branchName = /^[\w][\w./-]{0,199}$/;
