import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { doctor } from './doctor.js';
import { checkKernelspecs, checkNode, checkStart } from './doctor-checks.js';
import { installKernelspec } from './kernelspec.js';

let dataDir: string;
/** Specs run on the sources; kernels are started as they are built. */
const main = fileURLToPath(new URL('../../lib/main.js', import.meta.url));
const bundle = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'sonde-doctor-spec-'));
});

afterEach(() => rm(dataDir, { recursive: true }));

describe('the doctor', () => {
  it.each([
    ['18.20.0', false],
    ['20.18.1', false],
    ['20.19.0', true],
    ['21.7.0', false],
    ['22.11.0', false],
    ['22.12.0', true],
    ['24.1.0', true]
  ])('takes Node %s: %s', (version, ok) => {
    expect(checkNode(version)).toMatchObject({
      ok,
      ...(!ok && { remedy: expect.stringContaining('20.19') })
    });
  });

  it('starts a kernel as Jupyter would', async () => {
    await installKernelspec({ dataDir, main });
    const { findings, sound } = await checkKernelspecs([dataDir], 'sonde-kernel');
    expect(findings).toMatchObject([{ ok: true }]);
    const finding = await checkStart(sound[0] ?? { name: '', folder: '', spec: {} });
    expect(finding).toMatchObject({ ok: true, text: expect.stringContaining('1 + 1 = 2') });
  });

  it('sees that what a kernelspec starts is gone', async () => {
    await installKernelspec({ dataDir, main: '/gone/lib/main.js', node: '/gone/node' });
    const { findings, sound } = await checkKernelspecs([dataDir], 'sonde-kernel');
    expect(sound).toEqual([]);
    expect(findings).toMatchObject([
      {
        ok: false,
        text: expect.stringContaining('/gone/node, /gone/lib/main.js'),
        remedy: expect.stringContaining('(sonde-kernel install)')
      }
    ]);
  });

  it('recommends a command as it was called itself', async () => {
    const { stdout } = await built(['doctor', '--json']);
    const { findings } = JSON.parse(stdout) as { findings: { check: string; remedy?: string }[] };
    const remedies = findings.filter(one => one.check === 'kernelspec').map(one => one.remedy);
    expect(remedies).toEqual([`node ${bundle} install`]);
  });

  it('says in words that it has no place to try things out in', async () => {
    const gone = join(dataDir, 'gone');
    const { stderr } = await built(['doctor'], { TMPDIR: gone, TEMP: gone });
    expect(stderr).toMatch(/^Cannot look for what is wrong: .*gone.*\n.*TMPDIR/);
  });

  it('says which of two kernels of a name Jupyter takes', async () => {
    const other = join(dataDir, 'other');
    await installKernelspec({ dataDir, main });
    await installKernelspec({ dataDir: other, main });
    const { findings, sound } = await checkKernelspecs([dataDir, other], 'sonde-kernel');
    expect(findings[1]?.text).toContain('comes before it');
    expect(sound).toHaveLength(1);
  });

  it('says what a kernel that does not start died of', async () => {
    const finding = await checkStart({
      name: 'broken',
      folder: dataDir,
      spec: { argv: [process.execPath, '-e', 'process.exit(7)', '{connection_file}'] }
    });
    expect(finding).toMatchObject({ ok: false, text: expect.stringContaining('exit code 7') });
  });

  it('ends with 1 and tells it in JSON, where Jupyter knows no kernel of ours', async () => {
    const said: string[] = [];
    const before = { ...process.env };
    Object.assign(process.env, { PATH: '/nowhere', JUPYTER_DATA_DIR: dataDir, VIRTUAL_ENV: dataDir });
    try {
      expect(await doctor({ json: true, say: line => said.push(line) })).toBe(1);
    } finally {
      process.env = before;
    }
    const { ok, findings } = JSON.parse(said.join('\n')) as {
      ok: boolean;
      findings: { check: string; ok: boolean }[];
    };
    expect(ok).toBe(false);
    const sound = (check: string) => findings.find(one => one.check === check)?.ok;
    expect(['node', 'zeromq', 'oxc', 'language-server'].map(sound)).toEqual([true, true, true, true]);
    expect(['jupyter', 'kernelspec'].map(sound)).toEqual([false, false]);
  });
});

/** What the built command says, where Jupyter knows no kernel. */
function built(args: string[], env: NodeJS.ProcessEnv = {}): Promise<{ stdout: string; stderr: string }> {
  const nothing = { PATH: '/nowhere', HOME: dataDir, JUPYTER_DATA_DIR: dataDir, VIRTUAL_ENV: dataDir };
  return promisify(execFile)(process.execPath, [bundle, ...args], {
    env: { ...process.env, ...nothing, ...env }
  }).catch((error: unknown) => error as { stdout: string; stderr: string });
}
