import { afterEach, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installKernelspec } from './kernelspec.js';

const made: string[] = [];

async function prefix(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sonde-install-'));
  made.push(folder);
  return folder;
}

afterEach(async () => {
  for (const folder of made.splice(0)) await rm(folder, { recursive: true });
});

describe('installKernelspec', () => {
  it('writes a spec that interrupts by message, and the logos', async () => {
    const root = await prefix();
    const folder = await installKernelspec({
      prefix: root,
      provide: { sonde: '/opt/sonde' },
      types: ['${HOME}/a.d.ts']
    });
    expect(folder).toBe(join(root, 'share', 'jupyter', 'kernels', 'sonde'));
    const spec = JSON.parse(await readFile(join(folder, 'kernel.json'), 'utf8')) as Record<string, unknown>;
    expect(spec).toMatchObject({
      display_name: 'TypeScript (Sonde)',
      language: 'typescript',
      interrupt_mode: 'message',
      metadata: {
        debugger: true,
        supported_encryption: ['curve'],
        sonde: { version: expect.any(String) }
      }
    });
    expect(spec.argv).toEqual([
      process.execPath,
      '--no-force-async-hooks-checks',
      expect.stringMatching(/main\.js$/),
      '{connection_file}',
      '--provide',
      'sonde=/opt/sonde',
      '--types',
      '${HOME}/a.d.ts'
    ]);
    for (const logo of ['logo-svg.svg', 'logo-32x32.png', 'logo-64x64.png']) {
      expect((await stat(join(folder, logo))).size).toBeGreaterThan(100);
    }
  });

  it('can be repeated, under another name too', async () => {
    const dataDir = await prefix();
    await installKernelspec({ dataDir, name: 'other', displayName: 'Other' });
    const folder = await installKernelspec({ dataDir, name: 'other', displayName: 'Other 2' });
    expect(JSON.parse(await readFile(join(folder, 'kernel.json'), 'utf8'))).toMatchObject({
      display_name: 'Other 2'
    });
  });

  it('writes one for JavaScript, started as such, under a name of its own', async () => {
    const dataDir = await prefix();
    const folder = await installKernelspec({ dataDir, language: 'javascript' });
    expect(folder).toBe(join(dataDir, 'kernels', 'sonde-javascript'));
    const spec = JSON.parse(await readFile(join(folder, 'kernel.json'), 'utf8')) as { argv: string[] };
    expect(spec).toMatchObject({ display_name: 'JavaScript (Sonde)', language: 'javascript' });
    expect(spec.argv.slice(-3)).toEqual(['{connection_file}', '--language', 'javascript']);
  });

  it('leaves the kernelspec of another program alone, unless it is forced', async () => {
    const dataDir = await prefix();
    const folder = join(dataDir, 'kernels', 'sonde');
    const file = join(folder, 'kernel.json');
    await mkdir(folder, { recursive: true });
    await writeFile(file, '{"argv":["python3","-m","other","{connection_file}"]}');
    await expect(installKernelspec({ dataDir })).rejects.toMatchObject({
      message: expect.stringContaining('starts python3 -m other'),
      hint: expect.stringContaining('--force')
    });
    await writeFile(file, 'no JSON');
    await expect(installKernelspec({ dataDir })).rejects.toThrow('cannot be read');
    await installKernelspec({ dataDir, force: true });
    expect(await readFile(file, 'utf8')).toContain('TypeScript (Sonde)');
  });

  it('refuses a name that is a path', async () => {
    await expect(installKernelspec({ dataDir: await prefix(), name: '../evil' })).rejects.toThrow(
      'cannot be the name'
    );
  });
});
