// `npm test`: sets up what is missing, then runs every check and ends with one line of counts.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { countLine, countUnittest, jest, runCheck } from './check.mjs';
import { needDebian, needRoot } from './debian.mjs';
import { inVenv } from './python.mjs';
import { fail, root, setUp } from './setup.mjs';

const bin = name => join(root, 'node_modules/.bin', name);
const ci = process.env.CI === 'true';

/** `--only NAME` runs one. */
const checks = [
  { name: 'format', argv: [bin('prettier'), '--check', '--log-level', 'warn', '.'] },
  { name: 'lint', argv: [bin('eslint'), '--max-warnings', '0', '.'] },
  { name: 'types', argv: [bin('tsc'), '-b'] },
  jest('unit', ['node', 'lab']),
  jest('targets: slurm', ['targets'], {
    pattern: 'slurm\\.target',
    needs: () =>
      needDebian(['slurm-wlm', 'slurmrestd', 'slurm-wlm-jwt-plugin', 'munge'], '/usr/sbin/slurmctld') ??
      needDebian(['slurmdbd', 'mariadb-server'], '/usr/sbin/slurmdbd') ??
      needDebian(['openssh-server', 'openssh-client'], '/usr/sbin/sshd')
  }),
  jest('targets: docker', ['targets'], {
    pattern: 'docker\\.target',
    needs: () =>
      needRoot('Docker Engine') ??
      needDebian(['docker.io', 'iproute2', 'openssl'], '/usr/sbin/dockerd') ??
      needDebian(['openssh-server', 'openssh-client'], '/usr/sbin/sshd')
  }),
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
  { name: 'kernel on each Node', argv: [process.execPath, 'test/kernel/nodes.mjs'], count: countLine },
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
    const counts = await runCheck(check, { ci });
    if (counts.failed > 0) failures.push([`${check.name}:`, ...counts.failures].join('\n  '));
    for (const key of Object.keys(total)) total[key] += counts[key];
  }
  // At the end, where it is found: what a check prints may be long.
  if (failures.length > 0) console.log(`\nFailed:\n${failures.join('\n')}`);
  console.log(
    `\n${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`
  );
  process.exit(total.failed > 0 ? 1 : 0);
}

test().catch(fail);
