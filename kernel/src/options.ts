/** The kernel's command line: `main.js CONNECTION_FILE [--flag VALUE]…`, see `usage`. */
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { SondeError } from '@sonde/schema/error';
import { isTypePolicy, type TypePolicy } from './cells/type-policy.js';
import { historyFolder } from './protocol/history-place.js';

/** What cells are written in. */
export type KernelLanguage = 'typescript' | 'javascript';

export interface KernelOptions {
  connectionFile: string;
  /** Absolute folder of the notebook: imports are resolved from here. */
  directory: string;
  /** Package name → absolute folder, for packages that are not installed beside the notebook. */
  provide: Record<string, string>;
  /** Absolute paths of declaration files that cells see beside those of packages; they may be missing, and change. */
  types: string[];
  language: KernelLanguage;
  /** Absolute folder in which the history is kept; undefined: it ends with the kernel. */
  history: string | undefined;
  /** What is done about type errors until a cell says otherwise. */
  typeErrors: TypePolicy;
}

export function readOptions(
  args: readonly string[],
  here: string,
  env: NodeJS.ProcessEnv = process.env
): KernelOptions {
  let connectionFile: string | undefined;
  let directory = here;
  const provide: Record<string, string> = {};
  const types: string[] = [];
  let language: KernelLanguage = 'typescript';
  let typeErrors: string | undefined = env.SONDE_TYPE_ERRORS || undefined;
  let history: string | undefined;
  for (let index = 0; index < args.length; index++) {
    const argument = args[index] ?? '';
    if (argument === '--provide') {
      const pair = args[++index] ?? '';
      const at = pair.indexOf('=');
      if (at < 1) throw usage(`--provide wants name=/folder, not "${pair}"`);
      provide[pair.slice(0, at)] = resolve(here, pair.slice(at + 1));
    } else if (argument === '--types') {
      const file = args[++index];
      if (file === undefined) throw usage('--types wants a file');
      types.push(resolve(here, expand(file, env)));
    } else if (argument === '--history') {
      history = args[++index];
      if (history === undefined) throw usage('--history wants a folder, or "off"');
    } else if (argument === '--type-errors') {
      typeErrors = args[++index] ?? '';
    } else if (argument === '--cwd') {
      const folder = args[++index];
      if (folder === undefined) throw usage('--cwd wants a folder');
      directory = resolve(here, folder);
    } else if (argument === '--language') {
      const name = args[++index] ?? '';
      if (name !== 'typescript' && name !== 'javascript')
        throw usage(`--language wants typescript or javascript, not "${name}"`);
      language = name;
    } else if (argument.startsWith('-') || connectionFile !== undefined) {
      throw usage(`it does not know "${argument}"`);
    } else {
      connectionFile = resolve(here, argument);
    }
  }
  if (connectionFile === undefined) throw usage('it wants a connection file');
  // Few who write JavaScript want its types judged; `// @ts-check` in a cell asks for it.
  typeErrors ??= language === 'javascript' ? 'off' : 'warn';
  if (!isTypePolicy(typeErrors))
    throw usage(`--type-errors (or SONDE_TYPE_ERRORS) wants off, warn or block, not "${typeErrors}"`);
  const options = { connectionFile, directory, provide, types, language, typeErrors };
  return { ...options, history: historyFolder(history, here, env) };
}

/** The same, when the kernel can start with them. */
export function startOptions(args: readonly string[], here: string): KernelOptions {
  const options = readOptions(args, here);
  if (statSync(options.directory, { throwIfNoEntry: false })?.isDirectory()) return options;
  throw new SondeError('kernel-folder', `Cannot start the kernel: there is no folder ${options.directory}`, {
    hint: 'Give --cwd the folder of the notebook, or leave it out.'
  });
}

/**
 * A kernelspec is written before the kernel's environment is known: `${NAME}` and `${NAME:-default}` in it are what they
 * are in a shell. A default may hold others.
 */
function expand(text: string, env: NodeJS.ProcessEnv): string {
  const inner = /\$\{(\w+)(?::-([^{}]*))?\}/;
  let expanded = text;
  for (let found = inner.exec(expanded); found; found = inner.exec(expanded)) {
    const [all, name = '', otherwise = ''] = found;
    expanded = expanded.replace(all, () => (env[name] || otherwise).replaceAll('${', '$'));
  }
  return expanded;
}

function usage(what: string): SondeError {
  return new SondeError('kernel-usage', `Cannot start the kernel: ${what}`, {
    hint: 'Usage: sonde-kernel CONNECTION_FILE [--provide name=/folder] [--types FILE] [--history FOLDER|off] [--cwd /folder] [--language typescript|javascript] [--type-errors off|warn|block], or sonde-kernel install|uninstall|doctor (--help has more)'
  });
}
