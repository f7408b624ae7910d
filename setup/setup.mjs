// Everything between a fresh clone and a working JupyterLab. Each step is redone only when its inputs changed.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { command } from './command.mjs';
import { SetupFailure } from './failure.mjs';
import { installIntoLab } from './lab.mjs';
import { findPython, installPython, installTestPython } from './python.mjs';
import { contentKey, keyOf, Steps } from './steps.mjs';

export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');

const rooms = ['schema', 'kernel', 'toolkit', 'service', 'modules', 'sonde', 'extension'];

/**
 * @param {{ tests?: boolean }} options `tests` adds what only the tests need
 * @returns {Promise<Steps>} the steps, for their clock
 */
export async function setUp({ tests = false } = {}) {
  checkNode();
  const steps = new Steps({ root });
  await installNpm(steps);
  await installPython(steps);
  if (tests) await installTestPython(steps);
  await installEngine(steps);
  await build(steps);
  await installIntoLab(steps);
  return steps;
}

/** Ends the program with the failure's sentence, or with the stack of a failure that we did not foresee. */
export function fail(error) {
  process.stdout.write('\n');
  if (error instanceof SetupFailure) {
    console.error(`${error.message}.`);
    if (error.hint) console.error(`What to do: ${error.hint}.`);
  } else {
    console.error('The set-up failed in a way it should not:', error);
  }
  process.exit(1);
}

function checkNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  if ((major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22) return;
  throw new SetupFailure(
    `Cannot run on Node ${version}: 20.19 or newer (or 22.12 or newer) is wanted`,
    'Install a current Node, e.g. the LTS version'
  );
}

async function installNpm(steps) {
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
  await steps.step('npm packages', {
    key: keyOf(lock, process.versions.modules),
    there: () => existsSync(join(root, 'node_modules/.package-lock.json')),
    run: async () => {
      await command('install the npm packages', ['npm', 'ci', '--no-audit', '--no-fund'], {
        cwd: root,
        log: steps.log('npm packages')
      });
    }
  });
}

/** Asked at every start: it does what can be done now, and a failed download or a missing compiler may be mended. */
async function installEngine(steps) {
  await steps.step('Engine', {
    there: () => false,
    run: async say => {
      const { installTensorflow } = await import('./tensorflow/install.mjs');
      const { engine, why } = await installTensorflow({ root, python: findPython(), say });
      return `${engine === 'native' ? 'TensorFlow' : 'WebAssembly'}. ${why}`;
    }
  });
}

async function build(steps) {
  const sources = [...rooms, 'tsconfig.json', 'tsconfig.base.json'];
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
  await steps.step('TypeScript', {
    key: keyOf(
      lock,
      contentKey(root, sources, path => /\.(tsx?|json)$/.test(path))
    ),
    there: () => rooms.every(room => existsSync(join(root, room, 'lib'))),
    run: async () => {
      const tsc = join(root, 'node_modules/typescript/bin/tsc');
      await command('compile the TypeScript', [process.execPath, tsc, '-b'], {
        cwd: root,
        log: steps.log('TypeScript')
      });
    }
  });
  await steps.step('Kernel', {
    key: keyOf(lock, contentKey(root, ['kernel/src', 'kernel/bundle.mjs', 'schema/src'])),
    there: () => existsSync(join(root, 'kernel/dist/main.js')),
    run: async () => {
      await command('bundle the kernel', [process.execPath, 'kernel/bundle.mjs'], {
        cwd: root,
        log: steps.log('Kernel')
      });
    }
  });
  await steps.step('Lab extension', {
    key: keyOf(lock, contentKey(root, ['schema/src', 'schema/lab', 'style', 'extension'])),
    there: () => existsSync(join(root, 'extension/labextension/package.json')),
    run: async () => {
      await command('build the Lab extension', [process.execPath, 'extension/build.mjs'], {
        cwd: root,
        log: steps.log('Lab extension')
      });
    }
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  setUp({ tests: process.argv.includes('--tests') }).then(
    steps => console.log(`Set up in ${steps.elapsed}.`),
    fail
  );
}
