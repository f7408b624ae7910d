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

/** Of the flags that take a value: its sign in the usage, and what it is. */
const values: Readonly<Record<string, readonly [sign: string, wanted: string]>> = {
  prefix: ['P', 'a folder'],
  name: ['N', 'a name'],
  'display-name': ['D', 'a name'],
  provide: ['name=/folder', 'name=/folder'],
  types: ['FILE', 'a file']
};

/** Throws a SondeError `kernel-usage`, with the usage as its hint. */
export function readFlags(command: Command, args: readonly string[], program: string): Flags {
  const wrong = (what: string) =>
    new SondeError('kernel-usage', `${command} ${what}`, { hint: usage(program) });
  const given = { args: [...args], options: kinds };
  // Node's own errors are no sentences about a command, so it is not the one to refuse.
  const { tokens } = parseArgs({ ...given, strict: false, tokens: true });
  for (const token of tokens) judge(token, command, wrong);
  const parsed = parseArgs(given).values;
  const places = ['user', 'sys-prefix', 'prefix'].filter(flag => flag in parsed);
  if (places.length > 1) throw wrong(`wants one place; --${places.join(' and --')} are different places`);
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

type Token = NonNullable<ReturnType<typeof parseArgs>['tokens']>[number];

/** Refuses what the command does not take, a value that is missing, and one that nobody wanted. */
function judge(token: Token, command: Command, wrong: (what: string) => SondeError): void {
  if (token.kind === 'option-terminator') return;
  const known: readonly string[] = [...allowed[command], 'help'];
  if (token.kind === 'positional' || !known.includes(token.name)) {
    const word = token.kind === 'positional' ? token.value : token.rawName;
    throw wrong(`does not know "${word}"; it takes ${known.map(shown).join(', ')}`);
  }
  const { name, rawName, value, inlineValue } = token;
  const wanted = values[name]?.[1];
  if (wanted === undefined) {
    if (value !== undefined) throw wrong(`${rawName} takes no value, but "${value}" was given`);
  } else if (value === undefined) {
    throw wrong(`${rawName} wants ${wanted}, but nothing was given`);
  } else if (!inlineValue && value.startsWith('-')) {
    throw wrong(`${rawName} wants ${wanted}, not "${value}" (if that is one: ${rawName}=${value})`);
  }
}

function shown(flag: string): string {
  return [`--${flag}`, ...(values[flag]?.slice(0, 1) ?? [])].join(' ');
}

function provided(pair: string, wrong: (what: string) => SondeError): [string, string] {
  const at = pair.indexOf('=');
  if (at < 1) throw wrong(`--provide wants name=/folder, not "${pair}"`);
  return [pair.slice(0, at), pair.slice(at + 1)];
}
