/** What can be said to `sonde-kernel`, and what is made of it. */
import { parseArgs } from 'node:util';
import { SondeError } from '@sonde/schema/error';

/** `program`: how we were called, `sonde-kernel` or `sonde kernel`. */
export function usage(program: string): string {
  return `Usage:
  ${program} install [WHERE] [--name N] [--display-name D] [--javascript] [--force]
                     [--provide name=/folder]… [--types FILE]…
                            tell Jupyter of the kernel; --javascript: of one for JavaScript too
  ${program} uninstall [WHERE] [--name N]
                            take away what was installed, the kernel for JavaScript too
  ${program} doctor [--json]
                            look for what could keep the kernel from working, and say what helps
  ${program} --version

WHERE is one of
  --user                    for you alone (this is the default)
  --sys-prefix              for the Python environment that is active: a venv, Conda, or that of python3
  --prefix P                for the environment in the folder P

Jupyter itself starts a kernel with ${program} CONNECTION_FILE.
Exit codes: 0 when it worked, 1 when it did not, 2 when it was called in a wrong way.`;
}

export interface Flags {
  user: boolean;
  sysPrefix: boolean;
  prefix?: string;
  name?: string;
  displayName?: string;
  javascript: boolean;
  force: boolean;
  json: boolean;
  help: boolean;
  provide: Record<string, string>;
  types: string[];
}

const allowed = {
  install: [
    'user',
    'sys-prefix',
    'prefix',
    'name',
    'display-name',
    'javascript',
    'force',
    'provide',
    'types'
  ],
  uninstall: ['user', 'sys-prefix', 'prefix', 'name'],
  doctor: ['json']
} as const;

export type Command = keyof typeof allowed;

export const commands = Object.keys(allowed);

export function isCommand(word: string | undefined): word is Command {
  return word !== undefined && Object.hasOwn(allowed, word);
}

const kinds = {
  user: { type: 'boolean' },
  'sys-prefix': { type: 'boolean' },
  prefix: { type: 'string' },
  name: { type: 'string' },
  'display-name': { type: 'string' },
  javascript: { type: 'boolean' },
  force: { type: 'boolean' },
  json: { type: 'boolean' },
  provide: { type: 'string', multiple: true },
  types: { type: 'string', multiple: true },
  help: { type: 'boolean', short: 'h' }
} as const;

/** Throws a SondeError `kernel-usage`, with the usage as its hint. */
export function readFlags(command: Command, args: readonly string[], program: string): Flags {
  const wrong = (what: string, cause?: unknown) =>
    new SondeError('kernel-usage', `Cannot ${command} the kernel: ${what}`, { hint: usage(program), cause });
  const parsed = parse(args, wrong);
  const flags = allowed[command] as readonly string[];
  const foreign = Object.keys(parsed).find(flag => flag !== 'help' && !flags.includes(flag));
  if (foreign !== undefined) throw wrong(`it does not know "--${foreign}"`);
  const places = ['user', 'sys-prefix', 'prefix'].filter(flag => flag in parsed);
  if (places.length > 1) throw wrong(`--${places.join(' and --')} are different places; one was wanted`);
  return {
    user: parsed.user ?? false,
    sysPrefix: parsed['sys-prefix'] ?? false,
    prefix: parsed.prefix,
    name: parsed.name,
    displayName: parsed['display-name'],
    javascript: parsed.javascript ?? false,
    force: parsed.force ?? false,
    json: parsed.json ?? false,
    help: parsed.help ?? false,
    provide: Object.fromEntries((parsed.provide ?? []).map(pair => provided(pair, wrong))),
    types: parsed.types ?? []
  };
}

function parse(args: readonly string[], wrong: (what: string, cause?: unknown) => SondeError) {
  try {
    return parseArgs({ args: [...args], options: kinds, allowPositionals: false }).values;
  } catch (cause) {
    // Node's sentence, without its advice on "--".
    throw wrong((cause as Error).message.split('. ')[0] ?? '', cause);
  }
}

function provided(pair: string, wrong: (what: string) => SondeError): [string, string] {
  const at = pair.indexOf('=');
  if (at < 1) throw wrong(`--provide wants name=/folder, not "${pair}"`);
  return [pair.slice(0, at), pair.slice(at + 1)];
}
