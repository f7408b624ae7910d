// Gives this clone TensorFlow's C library behind tfjs-node's addon, or says in a sentence why WebAssembly must do.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { contentKey, keyOf } from '../steps.mjs';
import { SetupFailure } from '../failure.mjs';
import { buildAddon, compilerSentence, findCompiler } from './addon.mjs';
import { fetchLibrary, hasLibrary } from './library.mjs';
import { platformProblem } from './platform.mjs';
import { selfTest } from './self-test.mjs';

/**
 * Safe to call at every start: where nothing changed it returns in some milliseconds, where npm has wiped the addon it
 * builds it again without a download, where an earlier try was cut off it goes on. Never throws for what a machine may lack.
 *
 * @param {{ root: string, python: string, say: (line: string) => void }} options
 * @returns {Promise<{ engine: 'native' | 'wasm', why: string }>} also written to `.setup/engine.json`
 */
export async function installTensorflow({ root, python, say }) {
  const place = placeOf(root);
  const known = readVerdict(place);
  if (known && stillTrue(known, place)) return { engine: known.engine, why: known.why };
  const verdict = await decide({ place, python, say });
  writeVerdict(place, { ...verdict, key: place.key, at: new Date().toISOString() });
  return { engine: verdict.engine, why: verdict.why };
}

async function decide({ place, python, say }) {
  const problem = platformProblem(place.pin);
  if (problem) return { engine: 'wasm', cause: 'platform', why: problem };
  const compiler = findCompiler();
  if (!compiler) return { engine: 'wasm', cause: 'compiler', why: compilerSentence };
  try {
    if (!hasLibrary(place)) await fetchLibrary({ place, python, say });
    say('compiling the addon');
    await buildAddon({ place, compiler });
  } catch (error) {
    rmSync(place.addon, { force: true });
    return { engine: 'wasm', cause: 'failure', why: sentenceOf(error) };
  }
  say('trying the addon in a process of its own');
  const failure = await selfTest(place);
  if (failure) {
    rmSync(place.addon, { force: true });
    return { engine: 'wasm', cause: 'self-test', why: failure };
  }
  return {
    engine: 'native',
    why: `TensorFlow ${place.pin.version}'s C library; its addon was compiled here and agrees with the JavaScript backend.`
  };
}

/** Where everything lies, and the key of all that the outcome depends on. */
function placeOf(root) {
  const require = createRequire(join(root, 'toolkit', 'package.json'));
  const tfjsNode = dirname(require.resolve('@tensorflow/tfjs-node/package.json'));
  const setup = join(root, '.setup');
  return {
    root,
    setup,
    library: join(setup, 'tensorflow'),
    log: name => join(setup, 'logs', `tensorflow-${name}.log`),
    tfjsNode,
    addon: join(tfjsNode, 'lib', 'napi-v8', 'tfjs_binding.node'),
    verdict: join(setup, 'engine.json'),
    pin: JSON.parse(readFileSync(new URL('wheel.json', import.meta.url), 'utf8')),
    key: keyOf(
      contentKey(root, ['setup/tensorflow'], path => !path.includes('.spec.')),
      readFileSync(join(tfjsNode, 'package.json'), 'utf8'),
      process.platform,
      process.arch,
      process.versions.modules
    )
  };
}

function readVerdict({ verdict }) {
  if (!existsSync(verdict)) return undefined;
  try {
    return JSON.parse(readFileSync(verdict, 'utf8'));
  } catch {
    return undefined; // half-written: decide again
  }
}

/** What a person may have mended since (a compiler, the network, room on the disk) is tried again. */
function stillTrue(verdict, place) {
  if (verdict.key !== place.key) return false;
  if (verdict.engine === 'native') return existsSync(place.addon) && hasLibrary(place);
  if (verdict.cause === 'compiler') return !findCompiler();
  return verdict.cause === 'platform' || verdict.cause === 'self-test';
}

function writeVerdict({ verdict }, value) {
  mkdirSync(dirname(verdict), { recursive: true });
  writeFileSync(`${verdict}.new`, `${JSON.stringify(value, null, 2)}\n`);
  renameSync(`${verdict}.new`, verdict);
}

function sentenceOf(error) {
  const message = error instanceof Error ? error.message : String(error);
  const hint = error instanceof SetupFailure && error.hint ? ` ${error.hint}.` : '';
  return `${message.replace(/\.?$/, '.')}${hint}`;
}
