import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kernelCommand } from './command.js';
import { version } from './version.js';

/** Elsewhere there is no /proc. */
const linux = process.platform === 'linux' ? it : it.skip;

let root: string;
let said: string[];
let errors: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'sonde-command-'));
  said = [];
  errors = '';
  jest.spyOn(process.stderr, 'write').mockImplementation(text => {
    errors += String(text);
    return true;
  });
});

afterEach(async () => {
  jest.restoreAllMocks();
  await rm(root, { recursive: true });
});

const run = (...args: string[]) => kernelCommand(args, { say: line => said.push(line) });
const kernels = () => join(root, 'share', 'jupyter', 'kernels');

describe('install and uninstall', () => {
  it('leave the environment as it was', async () => {
    expect(await run('install', '--prefix', root, '--javascript')).toBe(0);
    expect((await readdir(kernels())).sort()).toEqual(['sonde', 'sonde-javascript']);
    expect(await run('uninstall', '--prefix', root)).toBe(0);
    expect(await readdir(kernels())).toEqual([]);
    expect(said).toContain(`Removed ${join(kernels(), 'sonde', 'kernel.json')}`);
  });

  it('know a name and what notebooks see of it', async () => {
    await run(
      'install',
      '--prefix',
      root,
      '--name',
      'mine',
      '--display-name',
      'Mine',
      '--provide',
      `a=${root}`,
      '--javascript'
    );
    const read = async (name: string) =>
      JSON.parse(await readFile(join(kernels(), name, 'kernel.json'), 'utf8')) as Record<string, unknown>;
    expect(await read('mine')).toMatchObject({
      display_name: 'Mine',
      argv: expect.arrayContaining([`a=${root}`])
    });
    expect(await read('mine-javascript')).toMatchObject({ display_name: 'Mine, JavaScript' });
    expect(await run('uninstall', '--prefix', root)).toBe(1);
    expect(errors).toContain('There is no kernel "sonde"');
    expect(await run('uninstall', '--prefix', root, '--name', 'mine')).toBe(0);
    expect(await readdir(kernels())).toEqual([]);
  });

  it('refuse what notebooks would look for in vain', async () => {
    expect(await run('install', '--prefix', root, '--types', '/nope.d.ts')).toBe(1);
    expect(errors).toContain('--types /nope.d.ts: there is no file /nope.d.ts');
    expect(await run('install', '--prefix', root, '--provide', 'foo=/nope')).toBe(1);
    expect(errors).toContain('--provide foo=/nope: there is no folder /nope');
    expect(await readdir(root)).toEqual([]);
  });

  it('leave what somebody put beside the kernelspec', async () => {
    await run('install', '--prefix', root);
    const theirs = join(kernels(), 'sonde', 'kernel.css');
    await writeFile(theirs, '');
    expect(await run('uninstall', '--prefix', root)).toBe(0);
    expect(await readdir(join(kernels(), 'sonde'))).toEqual(['kernel.css']);
    expect(said.at(-1)).toContain(`Left ${theirs}`);
  });

  it('leave another program’s kernel alone', async () => {
    await mkdir(join(kernels(), 'sonde'), { recursive: true });
    const file = join(kernels(), 'sonde', 'kernel.json');
    await writeFile(file, '{"argv":["other"]}');
    expect(await run('install', '--prefix', root)).toBe(1);
    expect(errors).toContain('--force');
    expect(await run('uninstall', '--prefix', root)).toBe(1);
    expect(await readFile(file, 'utf8')).toBe('{"argv":["other"]}');
  });

  it('take the environment that is active', async () => {
    const before = process.env.VIRTUAL_ENV;
    process.env.VIRTUAL_ENV = root;
    try {
      expect(await run('install', '--sys-prefix')).toBe(0);
    } finally {
      if (before === undefined) delete process.env.VIRTUAL_ENV;
      else process.env.VIRTUAL_ENV = before;
    }
    expect(await readdir(kernels())).toEqual(['sonde']);
  });

  it('say where they may not write, and what to do', async () => {
    const file = join(root, 'file');
    await writeFile(file, '');
    for (const prefix of [file, join(file, 'deeper')]) {
      errors = '';
      expect(await run('install', '--prefix', prefix)).toBe(1);
      expect(errors).toContain(`Cannot install the kernel in ${join(prefix, 'share', 'jupyter')}`);
      expect(errors).toContain(`${file} is a file, not a folder\nChoose a place where you may write`);
      errors = '';
      expect(await run('uninstall', '--prefix', prefix)).toBe(1);
      expect(errors).toMatch(
        /^There is no kernel "sonde".*\n.*jupyter kernelspec list|^There is no.*\nThere are: /
      );
    }
  });

  linux('end where the system makes no folder', async () => {
    expect(await run('install', '--prefix', '/proc/nope')).toBe(1);
    expect(errors).toContain('in /proc');
    expect(errors).toContain('--user');
  });

  it('say in words which file they may not write', async () => {
    await mkdir(join(kernels(), 'sonde', 'logo-svg.svg'), { recursive: true });
    expect(await run('install', '--prefix', root)).toBe(1);
    expect(errors).toMatch(/^Cannot install the kernel: .*logo-svg\.svg/);
    expect(errors).not.toMatch(/, (open|copyfile) /);
  });
});

describe('the command line', () => {
  it('has a usage', async () => {
    for (const args of [[], ['--help'], ['install', '--help'], ['doctor', '-h']]) {
      said = [];
      expect(await run(...args)).toBe(0);
      expect(said.join('\n')).toContain('sonde-kernel install [WHERE]');
    }
  });

  it.each(['--version', '-V'])('says its version for %s', async flag => {
    expect(await run(flag)).toBe(0);
    expect(said).toEqual([version]);
  });

  it.each([
    [['instal'], 'There is no command "instal"; did you mean "install"?'],
    [['docter'], 'did you mean "doctor"?'],
    [['frobnicate'], 'There is no command "frobnicate"\n'],
    [['doctor', '--nope'], 'doctor does not know "--nope"; it takes --json, --help\n'],
    [
      ['uninstall', '--force'],
      'uninstall does not know "--force"; it takes --user, --sys-prefix, --prefix P, --name N'
    ],
    [['install', '--wat'], 'install does not know "--wat"; it takes --user, '],
    [['uninstall', 'sonde'], 'uninstall does not know "sonde"; it takes '],
    [['doctor', '-v'], 'doctor does not know "-v"'],
    [['doctor', '--json=yes'], 'doctor --json takes no value, but "yes" was given'],
    [['install', '--prefix'], 'install --prefix wants a folder, but nothing was given'],
    [['install', '--prefix', '--user'], 'install --prefix wants a folder, not "--user"'],
    [['install', '--prefix', '/a', '--user'], '--user and --prefix are different places'],
    [['install', '--provide', 'sonde'], 'install --provide wants name=/folder, not "sonde"']
  ])('refuses %j with a sentence and the usage', async (args, sentence) => {
    expect(await run(...args)).toBe(2);
    expect(errors).toContain(sentence);
    expect(errors).toContain('Usage:');
  });
});
