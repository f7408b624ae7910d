/** Writes the kernelspec: the folder in which Jupyter finds how to start us, and our logo. */
import { existsSync } from 'node:fs';
import { copyFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SondeError } from '@sonde/schema/error';
import type { KernelLanguage } from '../options.js';
import { isOurs, readKernelspec, type Kernelspec } from './found-kernelspecs.js';
import { prefixDataDir, userDataDir } from './jupyter-paths.js';
import { makeFolder } from './make-folder.js';
import { version } from './version.js';

export interface InstallOptions {
  /** An environment, e.g. a Python venv: the spec goes to `<prefix>/share/jupyter/kernels/<name>`. */
  prefix?: string;
  /** Jupyter's data folder itself. Default, without `prefix`: the user's. */
  dataDir?: string;
  /** What its notebooks are written in; each has a name of its own. */
  language?: KernelLanguage;
  name?: string;
  displayName?: string;
  /** Package name → absolute folder, for notebooks that have not installed the package. */
  provide?: Record<string, string>;
  /** Declaration files that cells see; `${NAME}` and `${NAME:-default}` are filled in when the kernel starts. */
  types?: readonly string[];
  /** The Node that runs it, and the program. Defaults: those that run now. */
  node?: string;
  main?: string;
  /** Take the place of a kernelspec that is not ours. */
  force?: boolean;
}

const bundled = new URL('../../dist/main.js', import.meta.url);

/** The program that a kernelspec starts: the bundle, where there is one, for it starts sooner. */
export const mainFile = fileURLToPath(existsSync(bundled) ? bundled : new URL('../main.js', import.meta.url));

const defaults = {
  typescript: { name: 'sonde', displayName: 'TypeScript (Sonde)' },
  javascript: { name: 'sonde-javascript', displayName: 'JavaScript (Sonde)' }
};

const logos = ['logo-svg.svg', 'logo-32x32.png', 'logo-64x64.png'];

/** Everything that an installation writes. */
export const kernelspecFiles = ['kernel.json', ...logos];

/** Returns the kernelspec's folder. */
export async function installKernelspec({
  prefix,
  dataDir = prefix === undefined ? userDataDir() : prefixDataDir(prefix),
  language = 'typescript',
  name = defaults[language].name,
  displayName = defaults[language].displayName,
  provide = {},
  types = [],
  node = process.execPath,
  main = mainFile,
  force = false
}: InstallOptions = {}): Promise<string> {
  if (!/^[a-z0-9._-]+$/i.test(name)) {
    throw new SondeError('kernel-name', `"${name}" cannot be the name of a kernel`, {
      hint: 'Use letters, digits, ".", "-" and "_".'
    });
  }
  const folder = join(resolve(dataDir), 'kernels', name);
  if (!force) await refuseForeign(folder, name);
  const spec: Kernelspec = {
    argv: [
      node,
      // Terminating JavaScript inside a timer would otherwise end the process: "async hook stack has become corrupted".
      '--no-force-async-hooks-checks',
      main,
      '{connection_file}',
      ...(language === 'typescript' ? [] : ['--language', language]),
      ...Object.entries(provide).flatMap(([one, where]) => ['--provide', `${one}=${resolve(where)}`]),
      ...types.flatMap(file => ['--types', file])
    ],
    display_name: displayName,
    language,
    interrupt_mode: 'message',
    // 5.6: it may be given a registration file. Its messages are those of 5.5.
    kernel_protocol_version: '5.6',
    metadata: { debugger: true, supported_encryption: ['curve'], sonde: { version } }
  };
  await makeFolder(folder);
  await writeFile(join(folder, 'kernel.json'), `${JSON.stringify(spec, null, 2)}\n`);
  for (const logo of logos) {
    await copyFile(new URL(`../../logo/${logo}`, import.meta.url), join(folder, logo));
  }
  return folder;
}

async function refuseForeign(folder: string, name: string): Promise<void> {
  const there = await readKernelspec(folder);
  if (!there || isOurs(there.spec)) return;
  const what = there.spec ? `starts ${(there.spec.argv ?? []).join(' ')}` : 'cannot be read';
  throw new SondeError(
    'kernel-foreign',
    `Cannot install the kernel "${name}": ${folder} is not Sonde's; it ${what}`,
    {
      hint: 'Choose another name with --name, or take its place with --force.'
    }
  );
}
