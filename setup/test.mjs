// `npm test`: sets up what is missing, then runs every check and ends with one line of counts.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { needDebian, needRoot } from './debian.mjs';
import { inVenv } from './python.mjs';
import { fail, root, setUp } from './setup.mjs';

const bin = name => join(root, 'node_modules/.bin', name);
const ci = process.env.CI === 'true';

/** Each check runs a command and counts what it did. `--only NAME` runs one. */
const checks = [
  { name: 'format', argv: [bin('prettier'), '--check', '--log-level', 'warn', '.'] },
  { name: 'lint', argv: [bin('eslint'), '--max-warnings', '0', '.'] },
  { name: 'types', argv: [bin('tsc'), '-b'] },
  jest('unit', ['--selectProjects', 'node', 'lab']),
  jest(
    'targets: slurm',
    ['--selectProjects', 'targets', '--testPathPatterns', 'slurm\\.target'],
    () =>
      needDebian(['slurm-wlm', 'slurmrestd', 'slurm-wlm-jwt-plugin', 'munge'], '/usr/sbin/slurmctld') ??
      needDebian(['slurmdbd', 'mariadb-server'], '/usr/sbin/slurmdbd') ??
      needDebian(['openssh-server', 'openssh-client'], '/usr/sbin/sshd')
  ),
  jest(
    'targets: docker',
    ['--selectProjects', 'targets', '--testPathPatterns', 'docker\\.target'],
    () =>
      needRoot('Docker Engine') ??
      needDebian(['docker.io', 'iproute2', 'openssl'], '/usr/sbin/dockerd') ??
      needDebian(['openssh-server', 'openssh-client'], '/usr/sbin/sshd')
  ),
  { name: 'cards', argv: [process.execPath, 'test/cards/validate.mjs'], count: countLine },
  {
    name: 'kernel conformance',
    argv: [
      inVenv(root, 'python'),
      '-m',
      'unittest',
      '-v',
      'test.kernel.test_sonde_kernel',
      'test.kernel.test_sonde_modules'
    ],
    count: countUnittest
  },
  { name: 'kernel install', argv: [process.execPath, 'test/kernel/packed.mjs'], count: countLine },
  {
    name: 'notebooks',
    argv: [inVenv(root, 'python'), '-m', 'unittest', '-v', 'test.notebooks.test_notebooks'],
    count: countUnittest
  },
  browser('browser', 'main-job'),
  browser('browser: catalogue', 'catalogue'),
  browser('browser: catalogue panel', 'catalogue-panel'),
  browser('browser: module page', 'module-page'),
  browser('browser: jobs panel', 'jobs-panel'),
  browser('browser: job page', 'job-page'),
  browser('browser: new job', 'new-job'),
  browser('browser: jobs of cells', 'job-cells'),
  browser('browser: survival', 'survival'),
  browser('browser: widgets', 'widgets'),
  browser('browser: debugger', 'debugger'),
  browser('browser: subshells', 'subshells'),
  browser('browser: kernel life', 'kernel-life'),
  browser('browser: typing', 'typing')
];

/** A story in a JupyterLab of its own. */
function browser(name, story) {
  return {
    name,
    needs: () => needDebian(['chromium', 'fonts-dejavu-core'], '/usr/bin/chromium'),
    argv: [process.execPath, `test/browser/${story}.mjs`],
    count: countLine
  };
}

async function test() {
  const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : undefined;
  await setUp({ tests: true });
  mkdirSync(join(root, '.setup/logs'), { recursive: true });
  const total = { passed: 0, failed: 0, skipped: 0 };
  const failures = [];
  for (const check of checks.filter(check => !only || check.name === only)) {
    const counts = await runCheck(check);
    if (counts.failed > 0) failures.push(check.name);
    for (const key of Object.keys(total)) total[key] += counts[key];
  }
  if (failures.length > 0) console.log(`\nFailed: ${failures.join(', ')}`);
  console.log(
    `\n${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`
  );
  process.exit(total.failed > 0 ? 1 : 0);
}

/** With CI=true what cannot run has failed: a check that skips itself there proves nothing. */
async function runCheck({ name, needs, argv, args = [], count = countExit }) {
  const begun = Date.now();
  console.log(`\n── ${name}`);
  const missing = needs?.();
  if (missing) {
    console.log(`${ci ? 'Failed' : 'Skipped'}: ${missing}`);
    return { passed: 0, failed: ci ? 1 : 0, skipped: ci ? 0 : 1 };
  }
  const { code, output } = await run([...argv, ...args]);
  const counts = count(code, output);
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  if (ci && counts.skipped > 0) {
    console.log(`${counts.skipped} skipped, which is a failure in CI`);
    counts.failed += counts.skipped;
    counts.skipped = 0;
  }
  const seconds = ((Date.now() - begun) / 1000).toFixed(1);
  console.log(`── ${name}: ${counts.passed} passed, ${counts.failed} failed (${seconds} s)`);
  return counts;
}

function run([program, ...args]) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', chunk => {
        output += chunk;
        process.stdout.write(chunk);
      });
    }
    child.on('error', reject);
    child.on('close', code => resolve({ code: code ?? 1, output }));
  });
}

function countExit(code) {
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
}

/** A check that is jest with these arguments; `needs` says what is missing for it. */
function jest(name, args, needs) {
  const report = join(root, '.setup/logs', `jest-${name.replace(/\W+/g, '-')}.json`);
  const count = () => {
    const counts = JSON.parse(readFileSync(report, 'utf8'));
    return {
      passed: counts.numPassedTests,
      failed: counts.numFailedTests + counts.numRuntimeErrorTestSuites,
      skipped: counts.numPendingTests + counts.numTodoTests
    };
  };
  return {
    name,
    needs,
    argv: [process.execPath, '--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js'],
    args: ['--silent=false', '--json', `--outputFile=${report}`, ...args],
    count
  };
}

/** The last line `N passed, N failed` of our own runners. */
function countLine(_code, output) {
  const lines = [...output.matchAll(/^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/gm)];
  const [, passed = 0, failed = 1, skipped = 0] = lines.at(-1) ?? [];
  return { passed: Number(passed), failed: Number(failed), skipped: Number(skipped) };
}

function countUnittest(_code, output) {
  const of = word => Number(new RegExp(`${word}=(\\d+)`).exec(output)?.[1] ?? 0);
  const ran = Number(/^Ran (\d+) tests?/m.exec(output)?.[1] ?? 0);
  const failed = of('failures') + of('errors');
  return { passed: ran - failed - of('skipped'), failed: ran === 0 ? 1 : failed, skipped: of('skipped') };
}

test().catch(fail);
