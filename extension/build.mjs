// Bundles the extension for JupyterLab: extension/lib (made by `tsc -b`), style/ and schema/lab/ become
// extension/labextension. JupyterLab's webpack builder normally finds the shared packages of the core in a Python
// installation; @jupyterlab/core-meta carries the same list on npm, so no Python is needed here.
//
//   node extension/build.mjs [--development]
import { spawn } from 'node:child_process';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const room = fileURLToPath(new URL('.', import.meta.url));
const require = createRequire(import.meta.url);

/** Builds labextension/. The builder's output is shown only when it fails. */
export async function buildLabextension({ development = false } = {}) {
  const core = await mkdtemp(join(tmpdir(), 'sonde-core-'));
  try {
    await copyFile(require.resolve('@jupyterlab/core-meta/core.package.json'), join(core, 'package.json'));
    const builder = require.resolve('@jupyterlab/builder/lib/build-labextension.js');
    const mode = development ? ['--development'] : [];
    await run(process.execPath, [builder, '--core-path', core, ...mode, room]);
  } finally {
    await rm(core, { recursive: true, force: true });
  }
}

function run(command, args) {
  return new Promise((resolve, reject) => {
    // The builder finds its css loaders from the folder it runs in.
    const child = spawn(command, args, { cwd: room, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', chunk => (output += chunk));
    child.stderr.on('data', chunk => (output += chunk));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) return resolve();
      reject(
        new Error(
          `Cannot bundle the JupyterLab extension: the builder ended with ${signal ?? code}\n${output}`
        )
      );
    });
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildLabextension({ development: process.argv.includes('--development') });
}
