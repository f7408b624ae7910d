/** The command `sonde-kernel install | uninstall | doctor`, which `sonde kernel …` hands on to. */
import { resolve } from 'node:path';
import { SondeError } from '@sonde/schema/error';
import { nearest } from '../runtime/nearest.js';
import { activePrefix } from './active-prefix.js';
import { fileTrouble } from './file-trouble.js';
import { findKernelspecs } from './found-kernelspecs.js';
import { givenPaths } from './given-paths.js';
import { dataDirs, prefixDataDir, thisMachine, userDataDir } from './jupyter-paths.js';
import { installKernelspec, mainFile, type InstallOptions } from './kernelspec.js';
import { copiesFolder, copyToLast, isTemporary, lastingNode } from './lasting.js';
import { uninstallKernelspec } from './uninstall.js';
import { commands, isCommand, readFlags, usage, type Flags } from './usage.js';
import { version } from './version.js';
import { writableAncestor } from './writable-ancestor.js';

export { calledAs } from './called-as.js';

export interface CommandContext {
  /** How it was called, for its usage. */
  program?: string;
  /** What notebooks get beside what they have installed. */
  provide?: Record<string, string>;
  types?: readonly string[];
  /** Ends the name of a copy that holds more than the kernel. */
  variant?: string;
  say?: (line: string) => void;
}

/** Returns the exit code. Errors are printed as sentences. */
export async function kernelCommand(args: readonly string[], context: CommandContext = {}): Promise<number> {
  try {
    return await run(args, context);
  } catch (error) {
    const { code, message, hint } = inWords(error, args[0]);
    process.stderr.write(`${message}\n${hint ? `${hint}\n` : ''}`);
    return code === 'kernel-usage' ? 2 : 1;
  }
}

/** What no check foresaw of the files that are written or removed. */
function inWords(error: unknown, command = ''): Pick<SondeError, 'code' | 'message' | 'hint'> {
  if (error instanceof SondeError || (error as NodeJS.ErrnoException).syscall === undefined)
    return error as SondeError;
  const why = fileTrouble(error as NodeJS.ErrnoException);
  // The doctor writes nothing but what it tries things out in.
  return command === 'doctor'
    ? {
        code: 'kernel-files',
        message: `Cannot look for what is wrong: ${why}`,
        hint: 'Name a folder for temporary files that can be written: TMPDIR (on Windows TEMP).'
      }
    : {
        code: 'kernel-files',
        message: `Cannot ${command} the kernel: ${why}`,
        hint: 'Run it as the user whose files these are, or choose another place: --user, --sys-prefix or --prefix P.'
      };
}

async function run([command, ...args]: readonly string[], context: CommandContext): Promise<number> {
  const { program = 'sonde-kernel', say = console.log } = context;
  if (command === undefined || command === '--help' || command === '-h' || command === 'help') {
    say(usage(program));
    return 0;
  }
  if (command === '--version' || command === '-V') {
    say(version);
    return 0;
  }
  if (!isCommand(command)) {
    const meant = nearest(command, [...commands, 'help']);
    const question = meant === undefined ? '' : `; did you mean "${meant}"?`;
    throw new SondeError('kernel-usage', `There is no command "${command}"${question}`, {
      hint: usage(program)
    });
  }
  const flags = readFlags(command, args, program);
  if (flags.help) {
    say(usage(program));
    return 0;
  }
  if (command === 'install') return install(flags, context, say);
  if (command === 'uninstall') return uninstall(flags, say);
  const { doctor } = await import('./doctor.js');
  return doctor({ json: flags.json, program, say });
}

async function install(
  flags: Flags,
  { program = 'sonde-kernel', provide = {}, types = [], variant }: CommandContext,
  say: (line: string) => void
): Promise<number> {
  const prefix = await prefixOf(flags);
  // Before the copy is made, which takes a while.
  await writableAncestor(resolve(dataDirOf(prefix)));
  const own = await givenPaths(flags);
  const node = await lastingNode();
  let relocate = (path: string) => path;
  if (isTemporary(mainFile)) {
    const copies = copiesFolder(prefix);
    say(`The kernel was run from a cache that may be cleared; copying it to ${copies} …`);
    relocate = await copyToLast(mainFile, copies, variant ? `${version}-${variant}` : version);
  }
  const main = relocate(mainFile);
  const given = Object.entries({ ...provide, ...own.provide });
  const options: InstallOptions = {
    prefix,
    node,
    main,
    provide: Object.fromEntries(given.map(([name, folder]) => [name, relocate(resolve(folder))])),
    types: [...types, ...own.types],
    force: flags.force
  };
  const { name, displayName } = flags;
  const folders = [await installKernelspec({ ...options, name, displayName })];
  if (flags.javascript) {
    folders.push(
      await installKernelspec({
        ...options,
        language: 'javascript',
        ...(name !== undefined && { name: `${name}-javascript` }),
        ...(displayName !== undefined && { displayName: `${displayName}, JavaScript` })
      })
    );
  }
  for (const folder of folders) say(`Installed the kernel in ${folder}`);
  say(`It starts ${main} with ${node}; both must stay where they are.`);
  say(`To see that all is well: ${program} doctor`);
  return 0;
}

async function uninstall(flags: Flags, say: (line: string) => void): Promise<number> {
  const prefix = await prefixOf(flags);
  const dataDir = dataDirOf(prefix);
  const everywhere = dataDirs(thisMachine(), await activePrefix().catch(() => undefined));
  const { name = 'sonde' } = flags;
  const here = (await findKernelspecs([dataDir])).map(one => one.name);
  const names = [name, `${name}-javascript`].filter(one => here.includes(one));
  if (names.length === 0) {
    const elsewhere = (await findKernelspecs(everywhere)).map(({ folder }) => folder);
    throw new SondeError('kernel-missing', `There is no kernel "${name}" of Sonde's in ${dataDir}`, {
      hint:
        elsewhere.length > 0
          ? `There are: ${elsewhere.join(', ')} (see --sys-prefix, --prefix and --name).`
          : 'To see what Jupyter finds: jupyter kernelspec list'
    });
  }
  for (const one of names) {
    const { removed, left } = await uninstallKernelspec(dataDir, one, { searched: everywhere });
    for (const path of removed) say(`Removed ${path}`);
    for (const path of left) say(`Left ${path}: it was not installed by this command`);
  }
  return 0;
}

async function prefixOf({ prefix, sysPrefix }: Flags): Promise<string | undefined> {
  if (prefix !== undefined) return resolve(prefix);
  return sysPrefix ? activePrefix() : undefined;
}

function dataDirOf(prefix: string | undefined): string {
  return prefix === undefined ? userDataDir() : prefixDataDir(prefix);
}
