// How long a newcomer waits: fresh clone to JupyterLab, and the second start. Package caches are warm, nothing else is.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { row } from './rows.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** One round: a fresh clone costs minutes, and its time is not a matter of milliseconds. */
export async function run({ say }) {
  const folder = mkdtempSync(join(tmpdir(), 'sonde-bench-setup-'));
  try {
    const clone = join(folder, 'sonde');
    const cloned = spawnSync('git', ['clone', '-q', root, clone], { encoding: 'utf8' });
    if (cloned.status !== 0) throw new Error(`Cannot clone the repository: ${cloned.stderr}`);
    say('first start of a fresh clone');
    const first = await startOnce(clone);
    say('second start');
    const second = await startOnce(clone);
    return {
      rows: [
        row({ metric: 'fresh clone to Lab ready', unit: 's', ours: first, goal: 240 }),
        row({ metric: 'second start to Lab ready', unit: 's', ours: second, goal: 6 })
      ]
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Seconds from `npm start` to the line that says Lab is ready. */
async function startOnce(clone) {
  const port = await freePort();
  const begun = Date.now();
  const child = spawn('npm', ['start', '--', '--no-browser', '--port', String(port)], {
    cwd: clone,
    detached: true
  });
  try {
    return await new Promise((resolve, reject) => {
      let output = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', chunk => {
          output += chunk;
          if (/JupyterLab is ready/.test(output)) resolve((Date.now() - begun) / 1000);
        });
      }
      child.on('exit', code => reject(new Error(`npm start ended with ${code}:\n${output}`)));
    });
  } finally {
    process.kill(-child.pid, 'SIGTERM');
    await new Promise(resolve => (child.exitCode === null ? child.once('exit', resolve) : resolve()));
  }
}

function freePort() {
  return new Promise(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
