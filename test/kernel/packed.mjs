/**
 * The kernel as its users get it: packed, run once by npx in an empty folder, installed by its own command, and started
 * by a Jupyter that knows nothing else of Sonde, when npx's cache is gone.
 */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import assert from 'node:assert/strict';
import { root } from '../../setup/setup.mjs';

const run = promisify(execFile);
const folder = await mkdtemp(join(tmpdir(), 'sonde-packed-'));
const home = join(folder, 'home');
const cache = join(folder, 'cache');
const bin = join(root, '.setup/venv/bin');
const env = {
  PATH: `${bin}:${process.env.PATH}`,
  HOME: home,
  JUPYTER_PREFER_ENV_PATH: '0',
  npm_config_cache: cache,
  npm_config_prefer_offline: 'true',
  npm_config_ignore_scripts: 'true',
  npm_config_audit: 'false',
  npm_config_userconfig: join(folder, 'npmrc')
};
let passed = 0;

/** One thing that must be true of what users see. */
function check(what, condition, seen) {
  assert.ok(condition, `${what}: ${seen}`);
  passed++;
  console.log(`✓ ${what}`);
}

try {
  await mkdir(home);
  await mkdir(cache);
  // Packages come from npm's own cache where they are; what npx unpacks goes to a folder of ours.
  const { stdout: usual } = await run('npm', ['config', 'get', 'cache'], { cwd: root });
  await symlink(join(usual.trim(), '_cacache'), join(cache, '_cacache'));
  const { stdout: packed } = await run(
    'npm',
    ['pack', '--json', '--pack-destination', folder, '-w', 'schema', '-w', 'kernel'],
    { cwd: root }
  );
  // Newer ones answer with an object by name.
  const packages = Object.values(JSON.parse(packed)).flatMap(one => [
    '--package',
    join(folder, one.filename)
  ]);
  const npx = (...args) =>
    run('npm', ['exec', '--yes', ...packages, '--', 'sonde-kernel', ...args], { cwd: home, env });

  const { stdout: said } = await npx('install', '--user', '--javascript');
  check('npx installs a copy that stays', said.includes('.local/share/sonde-kernel/'), said);
  await rm(join(cache, '_npx'), { recursive: true });

  const spec = JSON.parse(
    await readFile(join(home, '.local/share/jupyter/kernels/sonde/kernel.json'), 'utf8')
  );
  const [node, , main] = spec.argv;
  check('the kernelspec names the copy', main.startsWith(join(home, '.local/share/sonde-kernel')), main);
  const { stdout: list } = await run(join(bin, 'jupyter'), ['kernelspec', 'list', '--json'], { env });
  const { kernelspecs } = JSON.parse(list);
  const where = kernelspecs.sonde.resource_dir;
  check('Jupyter finds it', where.startsWith(home), where);

  const notebook = join(home, 'a.ipynb');
  const source =
    'const words: string[] = ["a", "b"];\nenum Size { Small = 7 }\n`${words.length} ${Size.Small}`';
  const cell = { cell_type: 'code', id: 'one', metadata: {}, outputs: [], execution_count: null, source };
  await writeFile(notebook, JSON.stringify({ cells: [cell], metadata: {}, nbformat: 4, nbformat_minor: 5 }));
  await run(
    join(bin, 'jupyter'),
    [
      'nbconvert',
      '--to',
      'notebook',
      '--inplace',
      '--execute',
      notebook,
      '--ExecutePreprocessor.kernel_name=sonde'
    ],
    { env, cwd: home }
  );
  const executed = JSON.parse(await readFile(notebook, 'utf8'));
  const shown = executed.cells[0].outputs[0]?.data['text/plain'];
  check(
    'a plain Jupyter runs a cell',
    String(shown) === "'2 7'" || String(shown) === '2 7',
    JSON.stringify(shown)
  );

  const { stdout: report } = await run(node, [main, 'doctor', '--json'], { env, cwd: home });
  const { ok, findings } = JSON.parse(report);
  check('the doctor finds nothing wrong', ok, report);
  const started = findings.filter(one => one.check === 'start').length;
  check('and has started both kernels', started >= 2, report);

  const { stdout: gone } = await run(node, [main, 'uninstall'], { env, cwd: home });
  check(
    'uninstall says that the copy is gone',
    gone.includes('Removed') && gone.includes('sonde-kernel'),
    gone
  );
  const left = await readFile(main).catch(error => error.code);
  check('and it is', left === 'ENOENT', left);
  console.log(`${passed} passed, 0 failed`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
