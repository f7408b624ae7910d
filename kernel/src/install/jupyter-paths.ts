/** Where Jupyter looks for kernelspecs, as jupyter_core's paths.py has it. Pure: platform and environment come in. */
import { homedir } from 'node:os';
import { posix, win32 } from 'node:path';

export interface Machine {
  platform: NodeJS.Platform;
  env: Readonly<NodeJS.ProcessEnv>;
  home: string;
}

export function thisMachine(): Machine {
  return { platform: process.platform, env: process.env, home: homedir() };
}

/** Jupyter's folder for what the user installed. */
export function userDataDir({ platform, env, home }: Machine = thisMachine()): string {
  if (env.JUPYTER_DATA_DIR) return env.JUPYTER_DATA_DIR;
  const { join } = pathOf(platform);
  if (platform === 'darwin') return join(home, 'Library', 'Jupyter');
  if (platform === 'win32') {
    if (env.APPDATA) return join(env.APPDATA, 'jupyter');
    return join(env.JUPYTER_CONFIG_DIR || join(home, '.jupyter'), 'data');
  }
  return join(env.XDG_DATA_HOME || join(home, '.local', 'share'), 'jupyter');
}

/** Jupyter's folder of an environment: a Python venv, a Conda environment, `/usr/local`. */
export function prefixDataDir(prefix: string, platform: NodeJS.Platform = process.platform): string {
  return pathOf(platform).join(prefix, 'share', 'jupyter');
}

/** Every folder that Jupyter searches, first come first found. `prefix`: its Python's `sys.prefix`, where known. */
export function dataDirs(machine: Machine = thisMachine(), prefix?: string): string[] {
  const { platform, env } = machine;
  const path = pathOf(platform);
  const given = (env.JUPYTER_PATH ?? '').split(path.delimiter).filter(folder => folder !== '');
  const user = userDataDir(machine);
  const own = prefix === undefined ? [] : [prefixDataDir(prefix, platform)];
  return [
    ...new Set([
      ...given,
      ...(prefersEnvironment(env) ? [...own, user] : [user, ...own]),
      ...systemDirs(machine)
    ])
  ];
}

function systemDirs({ platform, env }: Machine): string[] {
  if (platform !== 'win32') return ['/usr/local/share/jupyter', '/usr/share/jupyter'];
  // Anyone may write there, so Jupyter looks only when it is told to.
  const trusted =
    env.JUPYTER_USE_PROGRAMDATA && !/^(no|n|false|off|0|0\.0)$/i.test(env.JUPYTER_USE_PROGRAMDATA);
  return trusted && env.PROGRAMDATA ? [win32.join(env.PROGRAMDATA, 'jupyter')] : [];
}

function prefersEnvironment(env: Machine['env']): boolean {
  if (env.JUPYTER_PREFER_ENV_PATH !== undefined)
    return !/^(no|n|false|off|0|0\.0)$/i.test(env.JUPYTER_PREFER_ENV_PATH);
  return Boolean(env.VIRTUAL_ENV) || (Boolean(env.CONDA_PREFIX) && env.CONDA_DEFAULT_ENV !== 'base');
}

function pathOf(platform: NodeJS.Platform): typeof posix {
  return platform === 'win32' ? win32 : posix;
}
