// Puts Sonde into the local JupyterLab and nowhere else: the kernelspec, the extension, the service's proxy entry.
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { contentKey, keyOf } from './steps.mjs';

/** @param {import('./steps.mjs').Steps} steps */
export async function installIntoLab(steps) {
  const { root } = steps;
  const venv = join(root, '.setup', 'venv');
  await steps.step('Sonde in JupyterLab', {
    key: keyOf(
      root,
      process.execPath,
      contentKey(root, ['setup/lab.mjs', 'kernel/src/install', 'sonde/src/kernel-command.ts', 'service'])
    ),
    there: () =>
      existsSync(extensionLink(venv)) && existsSync(join(venv, 'share/jupyter/kernels/sonde/kernel.json')),
    run: async () => {
      const { installKernelspec } = await import(join(root, 'kernel/lib/index.js'));
      const { notebookPackage } = await import(join(root, 'sonde/lib/kernel-command.js'));
      await installKernelspec({ prefix: venv, ...notebookPackage });
      linkExtension(root, venv);
      writeJson(join(venv, 'etc/jupyter/jupyter_server_config.json'), serverConfig(root));
      writeJson(join(venv, 'share/jupyter/lab/settings/overrides.json'), labSettings);
      // It switched off the debugger when our kernel had none.
      rmSync(join(venv, 'etc/jupyter/labconfig/page_config.json'), { force: true });
      // Lab runs Node scripts of its own from the environment; our root's `"type": "module"` is not theirs.
      writeJson(join(root, '.setup/package.json'), { type: 'commonjs' });
    }
  });
}

const extensionLink = venv => join(venv, 'share/jupyter/labextensions/@sonde/lab');

/** A link, so that a rebuilt extension is there on the next reload of the page. */
function linkExtension(root, venv) {
  const link = extensionLink(venv);
  mkdirSync(dirname(link), { recursive: true });
  rmSync(link, { force: true, recursive: true });
  symlinkSync(join(root, 'extension/labextension'), link);
}

/** jupyter-server-proxy starts the service on a unix socket at the first request, behind Jupyter's own login. */
function serverConfig(root) {
  return {
    ServerProxy: {
      servers: {
        sonde: {
          command: [process.execPath, join(root, 'sonde/lib/main.js'), 'serve', '--socket', '{unix_socket}'],
          unix_socket: true,
          timeout: 30,
          // An open event stream is not somebody at work: it must not keep an idle server from being culled.
          exclude_last_activity_patterns: ['.*/sonde/api/jobs/(stream|[^/]+/events)$'],
          launcher_entry: { enabled: false }
        }
      }
    }
  };
}

/** No question about news at the first start, and no request to the outside. */
const labSettings = {
  '@jupyterlab/apputils-extension:notification': { fetchNews: 'false', checkForUpdates: false }
};

function writeJson(path, value) {
  mkdirSync(dirname(path), { recursive: true });
  const text = `${JSON.stringify(value, null, 2)}\n`;
  if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeFileSync(path, text);
}
