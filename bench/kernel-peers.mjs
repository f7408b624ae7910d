// The kernels that ours is measured beside, installed in the cache outside the repository.
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * How each is started. Deno's own kernelspec leaves the interrupt to a signal, which ends it; it is interrupted by message.
 *
 * @returns {Record<string, { argv: string[], language: 'ts' | 'js' | 'py', interrupt: 'signal' | 'message' | 'none', png: string }>}
 */
export function kernelPeers(cache, python, say) {
  const connection = '{connection_file}';
  return {
    tslab: {
      argv: [process.execPath, tslab(cache, say), 'kernel', '--config-path', connection],
      language: 'ts',
      interrupt: 'signal',
      png: "(await import('tslab')).display.png((await import('fs')).readFileSync('PNG'))"
    },
    Deno: {
      argv: [deno(cache, say), 'jupyter', '--kernel', '--conn', connection],
      language: 'ts',
      interrupt: 'message',
      png: "await Deno.jupyter.display(Deno.jupyter.image(Deno.readFileSync('PNG')))"
    },
    ijavascript: {
      argv: [process.execPath, ijavascript(cache, say), '--protocol=5.1', connection],
      language: 'js',
      interrupt: 'none',
      png: "$$.png(require('fs').readFileSync('PNG').toString('base64'))"
    },
    ipykernel: {
      argv: [python, '-m', 'ipykernel_launcher', '-f', connection],
      language: 'py',
      interrupt: 'signal',
      png: "from IPython.display import Image, display; display(Image(data=open('PNG', 'rb').read(), format='png'))"
    }
  };
}

function tslab(cache, say) {
  // tslab finds @types/node only beside itself, see its getTypeRoots.
  const folder = install(cache, say, 'tslab-1.0.22', ['tslab@1.0.22', '@types/node@20']);
  return join(folder, 'node_modules/tslab/bin/tslab');
}

function deno(cache, say) {
  const system = process.platform === 'darwin' ? 'darwin' : 'linux';
  const name = `@deno/${system}-${process.arch}${system === 'linux' ? '-glibc' : ''}`;
  return join(install(cache, say, 'deno-2.9.6', [`${name}@2.9.6`]), 'node_modules', name, 'deno');
}

function ijavascript(cache, say) {
  const packages = ['ijavascript@5.2.1', 'zeromq6@npm:zeromq@6.8.0'];
  const folder = install(cache, say, 'ijavascript-5.2.1', packages, made => {
    const shim = join(made, 'node_modules/zeromq');
    mkdirSync(shim, { recursive: true });
    writeFileSync(join(shim, 'package.json'), '{ "name": "zeromq", "version": "5.3.1", "main": "shim.cjs" }');
    copyFileSync(fileURLToPath(new URL('peers/zeromq5-shim.cjs', import.meta.url)), join(shim, 'shim.cjs'));
  });
  return join(folder, 'node_modules/ijavascript/lib/kernel.js');
}

function install(cache, say, name, packages, finish = () => undefined) {
  const folder = join(cache, name);
  const stamp = join(folder, 'installed');
  if (existsSync(stamp)) return folder;
  say(`installing ${name}`);
  mkdirSync(folder, { recursive: true });
  const argv = ['install', '--prefix', folder, '--ignore-scripts', ...packages];
  execFileSync('npm', argv, { cwd: folder, stdio: 'ignore' });
  finish(folder);
  writeFileSync(stamp, '');
  return folder;
}
