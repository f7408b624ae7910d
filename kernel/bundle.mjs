// Joins the kernel's many small files (kernel/lib, made by `tsc -b`) into one for each thread and each part that is loaded
// later, in kernel/dist: to find and read a file costs Node more than to run it, and a kernel should start at once.
//
//   node kernel/bundle.mjs
import { readFile, rm, writeFile } from 'node:fs/promises';
import { relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const room = fileURLToPath(new URL('.', import.meta.url));
const lib = resolve(room, 'lib');

/** Where a thread begins, and what is imported when it is first needed. They keep their places, and so their relative URLs. */
const entries = [
  'main',
  'install/command',
  'protocol/worker',
  'runtime/runtime',
  'runtime/module-hooks',
  'cells/index',
  'cells/transform',
  'types/typescript7'
].map(name => resolve(lib, `${name}.js`));

export async function bundleKernel() {
  const outdir = resolve(room, 'dist');
  await rm(outdir, { recursive: true, force: true });
  await build({
    entryPoints: entries,
    outbase: lib,
    outdir,
    bundle: true,
    // Node starts CommonJS 20 ms earlier, ten in each thread.
    format: 'cjs',
    banner: { js: ownUrl },
    platform: 'node',
    target: 'node20',
    legalComments: 'none',
    logLevel: 'warning',
    // What CommonJS does not have would only fail when it is run.
    logOverride: { 'empty-import-meta': 'error' },
    plugins: [laterParts, ownPlaces]
  });
  await writeFile(resolve(outdir, 'package.json'), '{ "type": "commonjs" }\n');
}

/** Packages that are joined in: our own small one, and what is only a module, which CommonJS cannot ask for its default. */
const joined = /^(@sonde\/schema|string-width)(\/|$)/;

/** An entry imports another as a file of its own; other packages stay where they are. */
const laterParts = {
  name: 'later parts',
  setup({ onResolve }) {
    onResolve({ filter: /.*/ }, ({ path, resolveDir, importer, kind }) => {
      // What a package that is joined in needs comes with it.
      if (kind === 'entry-point' || importer.includes('/node_modules/')) return undefined;
      if (!path.startsWith('.')) return joined.test(path) ? undefined : { path, external: true };
      const file = resolve(resolveDir, path);
      if (kind !== 'require-call' || !entries.includes(file)) return undefined;
      return { path: within(resolveDir, file), external: true };
    });
  }
};

/** Each file knows itself by the place that it has in lib, as if it had it in dist. */
const ownUrl = `'use strict';
const ownUrl = place => require('node:url').pathToFileURL(__dirname.slice(0, __dirname.lastIndexOf('dist') + 4) + place).href;`;

const ownPlaces = {
  name: 'own places',
  setup({ onLoad }) {
    onLoad({ filter: /\.js$/ }, async ({ path }) => {
      const place = `/${relative(lib, path).split(sep).join('/')}`;
      const contents = await readFile(path, 'utf8');
      return {
        contents: byRequire(contents).replaceAll('import.meta.url', `ownUrl(${JSON.stringify(place)})`)
      };
    });
  }
};

/** Our own parts are CommonJS here. Imported, each would be read for the names it exports before it is run: ten milliseconds, and 6 MB. */
function byRequire(source) {
  return source.replace(/\bimport\((['"]\.[^'"]+['"])\)/g, 'Promise.resolve().then(() => require($1))');
}

/** As the file that imports it, wherever that is joined to, sees it: all folders of parts are beside each other. */
function within(folder, file) {
  const path = relative(folder, file).split(sep).join('/');
  return path.startsWith('.') ? path : `./${path}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundleKernel();
