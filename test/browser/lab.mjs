// Starts the JupyterLab of .setup/venv for a test: on a free port, with its token on, in folders that are made for this
// run and removed after it. Nothing of the user's own Jupyter is read or written.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * @param {{ command?: string[], env?: Record<string, string> }} options `command` starts JupyterLab; flags are added.
 * @returns {Promise<{ url: string, token: string, folder: string, log(): string, restart(): Promise<void>, stop(): Promise<void> }>}
 *   `restart` kills the server and all that it has started of its own, and starts it again at the same address
 */
export async function startLab({ command = [join(root, '.setup/venv/bin/jupyter'), 'lab'], env = {} } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'sonde-browser-'));
  const work = join(folder, 'work');
  await cp(join(root, 'examples'), join(work, 'examples'), { recursive: true });
  // The notebooks point to the photographs of the modules beside them.
  await symlink(join(root, 'modules'), join(work, 'modules'));
  const settings = join(folder, 'settings');
  await writeSetting(settings, 'apputils-extension', 'notification', {
    fetchNews: 'false',
    checkForUpdates: false
  });

  const port = await freePort();
  const token = randomBytes(16).toString('hex');
  const flags = [
    '--no-browser',
    '--allow-root',
    '--expose-app-in-browser',
    '--ServerApp.ip=127.0.0.1',
    `--ServerApp.port=${port}`,
    '--ServerApp.port_retries=0',
    `--ServerApp.root_dir=${work}`,
    `--IdentityProvider.token=${token}`
  ];
  const options = {
    cwd: work,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true, // leads a group, which can be killed whole
    env: {
      ...process.env,
      JUPYTER_CONFIG_DIR: join(folder, 'config'),
      JUPYTER_DATA_DIR: join(folder, 'data'),
      JUPYTER_RUNTIME_DIR: join(folder, 'runtime'),
      JUPYTERLAB_SETTINGS_DIR: settings,
      JUPYTERLAB_WORKSPACES_DIR: join(folder, 'workspaces'),
      SONDE_HOME: join(folder, 'home'),
      XDG_STATE_HOME: join(folder, 'state'),
      SONDE_OFFLINE: '1',
      ...env
    }
  };
  let log = '';
  let child;
  let ended;
  const launch = async () => {
    child = spawn(command[0], [...command.slice(1), ...flags], options);
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', text => (log += text));
    ended = once(child, 'exit');
    await Promise.race([
      untilReady(url, token),
      ended.then(() => Promise.reject(new Error('JupyterLab ended while it started')))
    ]);
  };
  const restart = async () => {
    process.kill(-child.pid, 'SIGKILL');
    await ended;
    await launch();
  };

  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      // With its group: what it started would write on into the folder.
      const timer = setTimeout(() => process.kill(-child.pid, 'SIGKILL'), 20_000);
      await ended;
      clearTimeout(timer);
    }
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
  };
  const url = `http://127.0.0.1:${port}`;
  try {
    await launch();
  } catch (error) {
    await stop();
    throw new Error(`${error.message}\n${log}`, { cause: error });
  }
  return { url, token, folder, log: () => log, restart, stop };
}

async function untilReady(url, token) {
  const giveUp = Date.now() + 60_000;
  while (Date.now() < giveUp) {
    const answer = await fetch(`${url}/api/status?token=${token}`).catch(() => undefined);
    if (answer?.ok) return;
    await pause(100);
  }
  throw new Error('JupyterLab did not answer within a minute');
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

async function writeSetting(folder, extension, plugin, value) {
  const path = join(folder, '@jupyterlab', extension);
  await mkdir(path, { recursive: true });
  await writeFile(join(path, `${plugin}.jupyterlab-settings`), JSON.stringify(value));
}
