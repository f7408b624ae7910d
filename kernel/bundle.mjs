// Joins the kernel's many small files (kernel/lib, made by `tsc -b`) into one for each thread and each part that is loaded
// later, in kernel/dist: to find and read a file costs Node more than to run it, and a kernel should start at once.
//
//   node kernel/bundle.mjs
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const room = fileURLToPath(new URL('.', import.meta.url));
const lib = resolve(room, 'lib');

const inLib = name => resolve(lib, `${name}.js`);

/** What Node itself loads. All files keep their places, and so their relative URLs. */
const beginnings = ['main', 'protocol/worker'].map(inLib);
const hooks = inLib('runtime/module-hooks');

/** What is imported when it is first needed, by `loadPart` of parts.ts. */
const parts = [
  'install/command',
  'start',
  'protocol/listen',
  'protocol/start-kernel',
  'cells/index',
  'cells/transform',
  'types/typescript7'
].map(inLib);

/** Where a thread begins, this is joined in; the parts are given it. So there is one of it in each thread. */
const loader = inLib('parts');

export async function bundleKernel() {
  const outdir = resolve(room, 'dist');
  await rm(outdir, { recursive: true, force: true });
  const { outputFiles } = await build({
    entryPoints: [...beginnings, hooks, ...parts],
    write: false,
    outbase: lib,
    outdir,
    bundle: true,
    // Node starts CommonJS 20 ms earlier, ten in each thread.
    format: 'cjs',
    banner: { js: ownUrl },
    platform: 'node',
    target: 'node20',
    // A script that was compiled before knows nothing to import with.
    supported: { 'dynamic-import': false },
    legalComments: 'none',
    logLevel: 'warning',
    // What CommonJS does not have would only fail when it is run.
    logOverride: { 'empty-import-meta': 'error' },
    plugins: [laterParts, ownPlaces]
  });
  for (const { path, text } of outputFiles) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, named(text), { mode: text.startsWith('#!') ? 0o755 : 0o644 });
  }
  await writeFile(resolve(outdir, 'package.json'), '{ "type": "commonjs" }\n');
}

/** A first line that says which content it is: `loadPart` keeps what V8 makes of it under that name. */
function named(text) {
  if (text.startsWith('#!')) return text;
  return `//${createHash('sha256').update(text).digest('hex').slice(0, 16)}\n${text}`;
}

/**
 * Packages that are joined in: our own small one, what is only a module, which CommonJS cannot ask for its default, and
 * what every start waits for.
 */
const joined = /^(@sonde\/schema|string-width|zeromq|oxc-parser)(\/|$)/;

/** The parts are given the loader, and packages stay where they are. */
const laterParts = {
  name: 'later parts',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /.*/ }, ({ path, resolveDir, importer, kind }) => {
      if (kind === 'entry-point') return undefined;
      if (kind === 'require-resolve') return { path, external: true };
      // What a package that is joined in needs comes with it.
      if (importer.includes('/node_modules/')) return undefined;
      if (path === loader) return undefined;
      if (!path.startsWith('.')) return joined.test(path) ? undefined : { path, external: true };
      const file = resolve(resolveDir, path);
      const isGiven = file === loader && !beginnings.includes(importer);
      return isGiven ? { path: file, namespace: 'given' } : undefined;
    });
    onLoad({ filter: /.*/, namespace: 'given' }, () => ({ contents: 'module.exports = loader;' }));
  }
};

/** Each file knows itself by the place that it has in lib, as if it had it in dist. */
const ownUrl = `'use strict';
const dist = __dirname.slice(0, __dirname.lastIndexOf('dist') + 4);
const ownUrl = place => require('node:url').pathToFileURL(dist + place).href;
const urlOf = name => require('node:url').pathToFileURL(require.resolve(name)).href;
const folderOf = name => {
  const { dirname, join } = require('node:path');
  for (let at = dist, before; at !== before; before = at, at = dirname(at)) {
    const folder = join(at, 'node_modules', name);
    if (require('node:fs').existsSync(join(folder, 'package.json'))) return folder;
  }
  return dirname(dirname(require.resolve(name)));
};`;

const ownPlaces = {
  name: 'own places',
  setup({ onLoad }) {
    onLoad({ filter: /\.js$/ }, async ({ path }) => {
      const contents = await readFile(path, 'utf8');
      if (path.endsWith('/zeromq/lib/load-addon.js')) return { contents: besideItsPackage(contents) };
      const [, joinedPackage] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path) ?? [];
      if (joinedPackage)
        return {
          contents: contents.replaceAll('import.meta.url', `urlOf(${JSON.stringify(joinedPackage)})`)
        };
      const place = placeOf(path);
      return {
        contents: ourImports(contents, path)
          .replaceAll('import.meta.url', `ownUrl(${JSON.stringify(place)})`)
          .replaceAll('import.meta.dirname', `(dist + ${JSON.stringify(dirname(place).replace(/^\/$/, ''))})`)
      };
    });
  }
};

/** In lib, and in dist. */
function placeOf(path) {
  return `/${relative(lib, path).split(sep).join('/')}`;
}

/**
 * A part is loaded by `loadPart`. Our other files, joined in, are CommonJS here: imported, each would be read for the names
 * it exports before it is run: ten milliseconds, and 6 MB.
 */
function ourImports(source, importer) {
  return source.replace(/\bimport\((['"])(\.[^'"]+)\1\)/g, (_, _quote, path) => {
    const file = resolve(dirname(importer), path);
    if (!parts.includes(file)) return `Promise.resolve().then(() => require('${path}'))`;
    const its = beginnings.includes(importer) ? `require(${JSON.stringify(loader)})` : 'loader';
    return `Promise.resolve().then(() => ${its}.loadPart(dist + '${placeOf(file)}'))`;
  });
}

/** The zeromq package looks for its native part from its own folder, which the file that it is joined to is not in. */
function besideItsPackage(source) {
  if (!source.includes('__dirname'))
    throw new Error('The zeromq package finds its native part in another way now');
  // Not by require.resolve, which looks at a hundred things that do not matter here, and every start waits for it.
  return source.replace('__dirname', "(folderOf('zeromq') + '/lib')");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundleKernel();
