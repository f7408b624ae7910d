/** Reads the words and flags of `sonde job` and `sonde schedule`. What each is for: job-usage.ts. */
import { parseArgs } from 'node:util';
import { SondeError } from '@sonde/schema';
import { jobUsage } from './job-usage.js';

const options = {
  all: { type: 'boolean' },
  after: { type: 'string', multiple: true },
  arg: { type: 'string', multiple: true, short: 'p' },
  cpus: { type: 'string' },
  data: { type: 'string' },
  device: { type: 'string' },
  dry: { type: 'boolean' },
  follow: { type: 'boolean', short: 'f' },
  gpus: { type: 'string' },
  help: { type: 'boolean' },
  json: { type: 'boolean' },
  key: { type: 'string' },
  label: { type: 'string', multiple: true },
  memory: { type: 'string' },
  on: { type: 'string' },
  output: { type: 'string', short: 'o' },
  option: { type: 'string', multiple: true },
  print: { type: 'string' },
  priority: { type: 'string' },
  retries: { type: 'string' },
  state: { type: 'string' },
  sweep: { type: 'boolean' },
  time: { type: 'string' },
  title: { type: 'string' },
  watch: { type: 'boolean' },
  weights: { type: 'string' },
  zone: { type: 'string' }
} as const;

export type JobFlags = ReturnType<typeof parse>['values'];
export type JobFlag = keyof JobFlags;

export interface JobCall {
  words: string[];
  /** What stands behind `--`: a program and its arguments. */
  program: string[] | undefined;
  flags: JobFlags;
}

export function readJobCall(args: readonly string[]): JobCall {
  const end = args.indexOf('--');
  try {
    const { values, positionals } = parse(end === -1 ? args : args.slice(0, end));
    return { words: positionals, program: end === -1 ? undefined : args.slice(end + 1), flags: values };
  } catch (cause) {
    throw usageError((cause as Error).message, cause);
  }
}

/** What is said of a command that was called in a wrong way. */
export function usageError(message: string, cause?: unknown): SondeError {
  return new SondeError('usage', message, { hint: `Usage:\n${jobUsage}`, cause });
}

/** Refuses flags that mean nothing to this command, so that nobody believes they did something. */
export function onlyFlags(command: string, flags: JobFlags, known: readonly JobFlag[]): void {
  const odd = (Object.keys(flags) as JobFlag[]).find(flag => !known.includes(flag));
  if (odd !== undefined) throw usageError(`"sonde ${command}" takes no --${odd}`);
}

function parse(args: readonly string[]) {
  return parseArgs({ args: [...args], options, allowPositionals: true });
}
