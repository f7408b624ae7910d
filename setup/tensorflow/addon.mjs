// Compiles tfjs-node's addon from its own sources against the C library in `.setup/tensorflow`.
import { accessSync, constants, mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, delimiter, dirname, isAbsolute, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { command } from '../command.mjs';

/** The program that `CXX` names, or the first of the usual ones on the PATH. */
export function findCompiler(env = process.env) {
  const names = env.CXX ? [env.CXX] : ['g++', 'c++', 'clang++'];
  for (const name of names) {
    const folders = isAbsolute(name) ? [''] : (env.PATH ?? '').split(delimiter);
    const found = folders.map(folder => join(folder, name)).find(runs);
    if (found) return found;
  }
  return undefined;
}

export const compilerSentence =
  'There is no C++ compiler to build the native engine with. Install one (Debian and Ubuntu: apt install g++) and run npm start again.';

/** Leaves the addon where tfjs-node looks for it, complete or not at all. About three seconds. */
export async function buildAddon({ place, compiler }) {
  linkLibraries(place);
  const work = join(place.setup, 'addon.partial');
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  const run = (name, args) =>
    command('compile the native engine', [compiler, ...args], { cwd: work, log: place.log(name) });
  const sources = [
    join(place.tfjsNode, 'binding', 'tfjs_backend.cc'),
    join(place.tfjsNode, 'binding', 'tfjs_binding.cc'),
    fileURLToPath(new URL('log-level.cc', import.meta.url))
  ];
  const objectOf = source => `${basename(source, '.cc')}.o`;
  const headers = createRequire(join(place.root, 'package.json'))('node-api-headers').include_dir;
  const includes = ['-I', join(place.library, 'include'), '-I', headers];
  const flags = ['-std=c++17', '-O2', '-fPIC', '-DNAPI_VERSION=8', ...includes];
  const stubs = place.pin.libraries.map(member => basename(member));
  await Promise.all([
    ...sources.map(source => run(objectOf(source), [...flags, '-c', source, '-o', objectOf(source)])),
    ...stubs.map(name => run(name, ['-shared', '-x', 'c++', '/dev/null', `-Wl,-soname,${name}`, '-o', name]))
  ]);
  // Linking against the library itself reads 800 MB of symbols (12 s); a stub of the same name leaves the same record.
  const addon = basename(place.addon);
  const rpath = '-Wl,-rpath,$ORIGIN/../../deps/lib';
  await run('link', [
    '-shared',
    ...sources.map(objectOf),
    '-Wl,--no-as-needed',
    ...stubs,
    rpath,
    '-o',
    addon
  ]);
  mkdirSync(dirname(place.addon), { recursive: true });
  renameSync(join(work, addon), place.addon);
  rmSync(work, { recursive: true, force: true });
}

/** tfjs-node's `deps/lib`, where the addon searches: relative links, so that the clone can be moved. */
function linkLibraries({ pin, library, tfjsNode }) {
  const folder = join(tfjsNode, 'deps', 'lib');
  mkdirSync(folder, { recursive: true });
  for (const member of pin.libraries) {
    const link = join(folder, basename(member));
    rmSync(link, { force: true });
    symlinkSync(relative(folder, join(library, 'lib', basename(member))), link);
  }
}

function runs(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
