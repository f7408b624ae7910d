import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Jobs } from '../../jobs/jobs.js';
import { jobFolder } from '../../jobs/job-folder.js';
import { localTarget } from '../local.js';
import { dropCgroup, makeCgroup, ranOutOfMemory } from './cgroup.js';

jest.setTimeout(60_000);

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'sonde-cgroup-'));
});
afterEach(() => rmSync(home, { recursive: true, maxRetries: 20, retryDelay: 100 }));

describe('a control group', () => {
  it('of version 2 is made beside our own, with what its parent lets us limit', () => {
    const root = join(home, 'cgroup');
    const parent = join(root, 'user.slice/app.slice');
    mkdirSync(join(parent, 'sonde-1'), { recursive: true }); // as the kernel does, with the files of a new group
    for (const file of ['cgroup.procs', 'memory.max', 'memory.swap.max', 'memory.oom.group'])
      writeFileSync(join(parent, 'sonde-1', file), '');
    writeFileSync(join(root, 'cgroup.controllers'), 'cpu memory');
    const self = join(home, 'self');
    writeFileSync(self, '0::/user.slice/app.slice/jupyter.service\n');
    const group = makeCgroup('sonde-1', { cpus: 1.5, memoryBytes: 2 ** 28 }, { root, self });
    expect(group).toEqual({ folders: [join(parent, 'sonde-1')], missing: ['cpus'] });
    expect(readFileSync(join(parent, 'sonde-1/memory.max'), 'utf8')).toBe('268435456');
    expect(readFileSync(join(parent, 'sonde-1/memory.swap.max'), 'utf8')).toBe('0');
  });

  it('is not made where nothing is to be limited, and says what cannot be', () => {
    expect(makeCgroup('sonde-2', {})).toBeUndefined();
    const nowhere = { root: join(home, 'none'), self: join(home, 'none') };
    expect(makeCgroup('sonde-2', { cpus: 1, memoryBytes: 2 ** 28 }, nowhere)).toEqual({
      folders: [],
      missing: ['memory', 'cpus']
    });
  });

  it('knows that the kernel killed for memory, in the words of both versions', () => {
    for (const [name, file, text] of [
      ['2', 'memory.events', 'low 0\noom 1\noom_kill 1\n'],
      ['1', 'memory.oom_control', 'oom_kill_disable 0\nunder_oom 0\noom_kill 2\n']
    ] as const) {
      const folder = join(home, name);
      mkdirSync(folder);
      expect(ranOutOfMemory({ folders: [folder], missing: [] })).toBe(false);
      writeFileSync(join(folder, file), text);
      expect(ranOutOfMemory({ folders: [folder], missing: [] })).toBe(true);
      writeFileSync(join(folder, file), text.replace(/oom_kill \d/, 'oom_kill 0'));
      expect(ranOutOfMemory({ folders: [folder], missing: [] })).toBe(false);
    }
  });
});

describe('a job on this machine', () => {
  const probe = makeCgroup(`sonde-probe-${process.pid}`, { cpus: 1, memoryBytes: 2 ** 28 });
  const canLimit = probe?.missing.length === 0;
  if (probe) dropCgroup(probe);
  const script = `const all = []; for (let n = 0; n < 64; n++) all.push(Buffer.alloc(2 ** 24, n)); console.log('had it all');`;

  it('gets the memory and the cores it asked for and no more, or a warning that there is no limit', async () => {
    const jobs = new Jobs({ home, sources: [], targets: [localTarget()] });
    const { id } = await jobs.submit({
      kind: 'command',
      command: [process.execPath, '-e', script],
      resources: { memoryBytes: 2 ** 28, cpus: 0.5 }
    });
    const record = await jobs.ended(id);
    const texts: string[] = [];
    for await (const event of jobs.eventsSoFar(id)) if (event.kind === 'log') texts.push(event.text);
    if (canLimit) {
      expect(record).toMatchObject({ state: 'failed' });
      expect(record.reason).toContain('it took more than its 256 MiB of memory');
      expect(texts).toEqual([]);
    } else {
      expect(record).toMatchObject({ state: 'succeeded' });
      expect(texts[0]).toContain('This machine sets the job no limit of memory');
    }
    const { folders } = JSON.parse(readFileSync(join(jobFolder(home, id).path, 'limits.json'), 'utf8')) as {
      folders: string[];
    };
    await jobs.remove(id);
    expect(folders.filter(folder => existsSync(folder))).toEqual([]);
    jobs.close();
  });
});
