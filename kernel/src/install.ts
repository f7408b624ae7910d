/** Writes the kernelspec: the folder in which Jupyter finds how to start us, and our logo. */
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SondeError } from '@sonde/schema/error';

export interface InstallOptions {
  /** An environment, e.g. a Python venv: the spec goes to `<prefix>/share/jupyter/kernels/<name>`. */
  prefix?: string;
  /** Jupyter's data folder itself. Default, without `prefix`: the user's. */
  dataDir?: string;
  name?: string;
  displayName?: string;
  /** Package name → absolute folder, for notebooks that have not installed the package. */
  provide?: Record<string, string>;
  /** Declaration files that cells see; `${NAME}` and `${NAME:-default}` are filled in when the kernel starts. */
  types?: readonly string[];
}

const logos = ['logo-svg.svg', 'logo-32x32.png', 'logo-64x64.png'];

/** Returns the kernelspec's folder. */
export async function installKernelspec({
  prefix,
  dataDir = prefix === undefined ? userDataDir() : join(prefix, 'share', 'jupyter'),
  name = 'sonde',
  displayName = 'TypeScript (Sonde)',
  provide = {},
  types = []
}: InstallOptions = {}): Promise<string> {
  if (!/^[a-z0-9._-]+$/i.test(name)) {
    throw new SondeError('kernel-name', `"${name}" cannot be the name of a kernel`, {
      hint: 'Use letters, digits, ".", "-" and "_".'
    });
  }
  const folder = join(resolve(dataDir), 'kernels', name);
  await mkdir(folder, { recursive: true });
  const spec = {
    argv: [
      process.execPath,
      // Terminating JavaScript inside a timer would otherwise end the process: "async hook stack has become corrupted".
      '--no-force-async-hooks-checks',
      fileURLToPath(new URL('./main.js', import.meta.url)),
      '{connection_file}',
      ...Object.entries(provide).flatMap(([one, where]) => ['--provide', `${one}=${resolve(where)}`]),
      ...types.flatMap(file => ['--types', file])
    ],
    display_name: displayName,
    language: 'typescript',
    interrupt_mode: 'message',
    kernel_protocol_version: '5.4',
    metadata: { debugger: false }
  };
  await writeFile(join(folder, 'kernel.json'), `${JSON.stringify(spec, null, 2)}\n`);
  for (const logo of logos) {
    await copyFile(new URL(`../logo/${logo}`, import.meta.url), join(folder, logo));
  }
  return folder;
}

/** `sonde-kernel install [--prefix P] [--name N] [--display-name D] [--provide name=/folder]… [--types FILE]…` */
export async function installFromArguments(args: readonly string[]): Promise<void> {
  const options: InstallOptions = { provide: {} };
  for (let index = 0; index < args.length; index += 2) {
    const [flag, value] = [args[index] ?? '', args[index + 1]];
    if (value === undefined) throw usage(`${flag} wants a value`);
    if (flag === '--prefix') options.prefix = value;
    else if (flag === '--name') options.name = value;
    else if (flag === '--display-name') options.displayName = value;
    else if (flag === '--types') options.types = [...(options.types ?? []), value];
    else if (flag === '--provide' && value.includes('=')) {
      const at = value.indexOf('=');
      options.provide = { ...options.provide, [value.slice(0, at)]: value.slice(at + 1) };
    } else throw usage(`it does not know "${flag} ${value}"`);
  }
  const folder = await installKernelspec(options);
  console.log(`Installed the kernel in ${folder}`);
}

/** Where Jupyter looks for what the user installed. */
function userDataDir(): string {
  if (process.env.JUPYTER_DATA_DIR) return process.env.JUPYTER_DATA_DIR;
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Jupyter');
  if (process.platform === 'win32') return join(process.env.APPDATA ?? homedir(), 'jupyter');
  return join(process.env.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'jupyter');
}

function usage(what: string): SondeError {
  return new SondeError('kernel-usage', `Cannot install the kernel: ${what}`, {
    hint: 'Usage: sonde-kernel install [--prefix P] [--name N] [--display-name D] [--provide name=/folder] [--types FILE]'
  });
}
