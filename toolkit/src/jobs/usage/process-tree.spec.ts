import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { treeUse } from './process-tree.js';

const onLinux = process.platform === 'linux' ? it : it.skip;

describe('treeUse', () => {
  let proc: string;
  beforeEach(async () => {
    proc = await mkdtemp(join(tmpdir(), 'sonde-proc-'));
  });
  afterEach(() => rm(proc, { recursive: true }));

  const put = async (pid: number, name: string, parent: number, ticks: number[], kB?: number) => {
    await mkdir(join(proc, String(pid)));
    const before = '1 1 0 -1 4194560 5 6 7 8';
    const stat = `${pid} (${name}) S ${parent} ${before} ${ticks.join(' ')} 20 0 1`;
    await writeFile(join(proc, String(pid), 'stat'), stat);
    await writeFile(
      join(proc, String(pid), 'status'),
      kB === undefined ? 'Name: x\n' : `VmRSS:\t  ${kB} kB\n`
    );
  };

  it('adds up a process and all that descend from it, and those they have waited for', async () => {
    await put(1, 'init', 0, [900, 900, 0, 0], 9);
    await put(10, 'node', 1, [100, 50, 20, 30], 1000);
    await put(11, 'a ) b (c', 10, [200, 0, 0, 0], 500);
    await put(12, 'zombie', 11, [0, 100, 0, 0]);
    await put(20, 'other', 1, [500, 0, 0, 0], 7);
    expect(await treeUse(10, proc)).toEqual({
      pids: [10, 11, 12],
      cpuSeconds: 5,
      memoryBytes: 1500 * 1024
    });
  });

  it('knows nothing of a process that is gone, or where there is no such folder', async () => {
    expect(await treeUse(10, proc)).toBeUndefined();
    expect(await treeUse(10, join(proc, 'none'))).toBeUndefined();
  });

  onLinux('sees what a real child computes and holds', async () => {
    const held = 80e6;
    const code = `const a = Buffer.alloc(${held}, 1); const end = process.hrtime.bigint() + 600_000_000n;
      while (process.hrtime.bigint() < end); console.log(a.length); setTimeout(() => {}, 30_000)`;
    const child = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'ignore'] });
    try {
      await once(child.stdout, 'data');
      const use = await treeUse(child.pid!);
      expect(use?.pids).toEqual([child.pid]);
      expect(use?.cpuSeconds).toBeGreaterThan(0.1); // less than it ran, where others want the processor too
      expect(use?.memoryBytes).toBeGreaterThan(held);
      expect((await treeUse(process.pid))?.pids).toContain(child.pid);
    } finally {
      child.kill('SIGKILL');
    }
  });
});
