/**
 * The kernel on every Node that it is for: an interrupt ends whatever a cell is stuck in, and Jupyter's own suite passes.
 * The one that runs this is taken as it is, the others come from npm.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { command } from '../../setup/command.mjs';
import { countLine, countUnittest } from '../../setup/check.mjs';
import { inVenv } from '../../setup/python.mjs';
import { root } from '../../setup/setup.mjs';

const versions = ['20.20.2', '22.23.3', '24.21.0'];

const total = { passed: 0, failed: 0, skipped: 0 };
for (const version of versions) {
  const node = await nodeOf(version);
  if (node === undefined) {
    total.skipped++;
    continue;
  }
  const env = { PATH: `${dirname(node)}${delimiter}${process.env.PATH}` };
  await count([node, 'test/kernel/interrupt-cases.mjs', '--rounds', '20'], env, countLine);
  const suite = [inVenv(root, 'python'), '-m', 'unittest', '-v', 'test.kernel.test_sonde_kernel'];
  await count(suite, env, countUnittest);
}
console.log(
  `${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`
);
process.exitCode = total.failed > 0 ? 1 : 0;

/** The program of this version, or of the one that runs this, when that is of the same line; undefined where npm has none. */
async function nodeOf(version) {
  const [line] = version.split('.');
  if (process.versions.node.split('.')[0] === line) return process.execPath;
  const folder = join(root, '.setup/nodes', version);
  const machine = `${process.platform}-${process.arch}`;
  const name = machine === 'darwin-arm64' ? `node-bin-${machine}` : `node-${machine}`;
  const program = join(folder, 'node_modules', name, 'bin/node');
  if (!existsSync(program)) {
    mkdirSync(folder, { recursive: true });
    const flags = ['--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', '--no-save'];
    const log = join(root, '.setup/logs', `node-${line}.log`);
    const argv = ['npm', 'install', ...flags, `${name}@${version}`];
    try {
      await command(`get Node ${version}`, argv, { cwd: root, log });
    } catch (error) {
      console.log(`Skipped: ${error.message}`);
      return undefined;
    }
  }
  return program;
}

async function count([program, ...args], env, read) {
  const child = spawn(program, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe']
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', chunk => {
      output += chunk;
      process.stdout.write(chunk);
    });
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  const { passed, failed } = read(code, output);
  total.passed += passed;
  total.failed += code === 0 ? failed : Math.max(1, failed);
}
