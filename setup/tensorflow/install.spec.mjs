import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { installTensorflow } from './install.mjs';
import { platformProblem } from './platform.mjs';
import { selfTest } from './self-test.mjs';

const pin = { version: '2.21.0', platforms: { 'linux-x64': {} } };

describe('where TensorFlow can run', () => {
  it('takes Linux with a glibc that is new enough', () => {
    expect(platformProblem(pin, { platform: 'linux', arch: 'x64', glibc: '2.36' })).toBeUndefined();
  });

  it.each([
    [{ platform: 'darwin', arch: 'arm64' }, /no TensorFlow 2\.21\.0 library for darwin on arm64/],
    [{ platform: 'linux', arch: 'riscv64', glibc: '2.36' }, /for linux on riscv64/],
    [{ platform: 'linux', arch: 'x64' }, /needs glibc, which this Linux does not have/],
    [{ platform: 'linux', arch: 'x64', glibc: '2.17' }, /glibc 2\.27 or newer, this Linux has 2\.17/]
  ])('refuses %j with a sentence', (machine, sentence) => {
    expect(platformProblem(pin, machine)).toMatch(sentence);
  });
});

describe('the self-test', () => {
  let folder;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'self-test-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it.each([
    ['process.kill(process.pid, "SIGSEGV"); setTimeout(() => {}, 1e4)', /ended with SIGSEGV/],
    ['process.kill(process.pid, "SIGILL"); setTimeout(() => {}, 1e4)', /lacks instructions/],
    ['console.error("a matrix product differs"); process.exit(1)', /a matrix product differs/],
    ['setTimeout(() => {}, 1e5)', /did not end within/]
  ])('turns a child that does `%s` into a sentence', async (program, sentence) => {
    const script = join(folder, 'child.mjs');
    writeFileSync(script, program);
    expect(
      await selfTest({ root: folder }, { script, limit: program.includes('1e5') ? 1500 : 60_000 })
    ).toMatch(sentence);
  });
});

describe('installing the native engine', () => {
  let root;
  const lines = [];
  const say = line => lines.push(line);
  const compiler = process.env.CXX;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'engine-'));
    lines.length = 0;
    write('toolkit/package.json', '{}');
    write('node_modules/@tensorflow/tfjs-node/package.json', '{}');
    process.env.CXX = program('cxx', 'exit 0');
  });
  afterEach(() => {
    if (compiler === undefined) delete process.env.CXX;
    else process.env.CXX = compiler;
    rmSync(root, { recursive: true });
  });

  it('goes on with WebAssembly when there is no compiler, and tries again when there is one', async () => {
    process.env.CXX = '/no/such/compiler';
    const first = await installTensorflow({ root, python: 'python3', say });
    expect(first).toEqual({
      engine: 'wasm',
      why: expect.stringMatching(/no C\+\+ compiler.*apt install g\+\+/)
    });
    expect(engineJson()).toMatchObject(first);
    expect(await installTensorflow({ root, python: 'python3', say })).toEqual(first);
    expect(lines).toEqual([]);

    process.env.CXX = program('cxx', 'exit 0');
    const python = program('python', 'echo "Max retries exceeded" >&2; exit 1');
    expect((await installTensorflow({ root, python, say })).why).toMatch(/registry cannot be reached/);
  });

  it('goes on with WebAssembly when nothing can be downloaded, leaves nothing behind, and tries again', async () => {
    const python = program('python', 'echo "Max retries exceeded" >&2; exit 1');
    for (const attempt of [1, 2]) {
      const { engine, why } = await installTensorflow({ root, python, say });
      expect(engine).toBe('wasm');
      expect(why).toMatch(
        /Cannot download TensorFlow: the package registry cannot be reached.*Check the network/
      );
      expect(lines).toHaveLength(attempt);
    }
    expect(existsSync(join(root, '.setup/tensorflow.partial'))).toBe(false);
    expect(existsSync(join(root, '.setup/tensorflow'))).toBe(false);
  });

  it('says that the disk is full when it is', async () => {
    const python = program('python', 'echo "OSError: [Errno 28] No space left on device" >&2; exit 1');
    expect((await installTensorflow({ root, python, say })).why).toMatch(/the disk is full.*Free/);
  });

  it('refuses a wheel that is not the pinned one', async () => {
    const python = program('python', 'echo "THESE PACKAGES DO NOT MATCH THE HASHES FROM" >&2; exit 1');
    expect((await installTensorflow({ root, python, say })).why).toMatch(
      /not the one that the lock file names/
    );
  });

  it('names a Python that is not there', async () => {
    expect((await installTensorflow({ root, python: '/no/such/python', say })).why).toMatch(
      /"\/no\/such\/python"/
    );
  });

  function write(path, text) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }

  function program(name, body) {
    write(name, `#!/bin/sh\n${body}\n`);
    chmodSync(join(root, name), 0o755);
    return join(root, name);
  }

  const engineJson = () => JSON.parse(readFileSync(join(root, '.setup/engine.json'), 'utf8'));
});
