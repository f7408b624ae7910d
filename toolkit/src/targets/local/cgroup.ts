/**
 * Limits of a job's memory and processor time on Linux, by a control group of its own (cgroups(7)): version 2 where it is
 * delegated to us, as systemd does for a user's services, or version 1 where we are root. Elsewhere there is none, and whoever
 * asked is told so.
 */
import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Resources } from '@sonde/schema';

export interface Cgroup {
  /** Folders that stand for it: one, or with version 1 one for each controller. */
  folders: string[];
  /** What could not be limited here: "memory", "cpus". */
  missing: ('memory' | 'cpus')[];
}

interface Limit {
  what: 'memory' | 'cpus';
  /** Folder of the controller with version 1. */
  controller: 'memory' | 'cpu';
  /** Files to write, by version. */
  files: { 1: Record<string, string>; 2: Record<string, string> };
}

/** Microseconds: both versions count processor time in such periods. */
const period = 100_000;

/** A group with these limits; undefined when nothing is to be limited. */
export function makeCgroup(
  name: string,
  resources: Resources | undefined,
  { root = '/sys/fs/cgroup', self = '/proc/self/cgroup' }: { root?: string; self?: string } = {}
): Cgroup | undefined {
  const wanted = limitsFor(resources ?? {});
  if (wanted.length === 0) return undefined;
  const own = ownGroups(self);
  const unified = existsSync(join(root, 'cgroup.controllers'));
  return unified
    ? makeUnified(name, wanted, join(root, own.get('') ?? '/'))
    : makeSplit(name, wanted, root, own);
}

/** Puts the process into it, and with it all that it starts later. */
export function enterCgroup({ folders }: Cgroup, pid: number): void {
  for (const folder of folders) writeFileSync(join(folder, 'cgroup.procs'), String(pid));
}

/** Whether a process of the group was killed because it took too much memory. */
export function ranOutOfMemory({ folders }: Cgroup): boolean {
  // cgroups v2: memory.events; v1: memory.oom_control, which counts since Linux 4.13.
  return folders.some(folder =>
    ['memory.events', 'memory.oom_control'].some(file => /^oom_kill [1-9]/m.test(read(join(folder, file))))
  );
}

/** Removes the group. False while there are processes in it. */
export function dropCgroup({ folders }: Cgroup): boolean {
  let gone = true;
  for (const folder of folders) {
    try {
      rmdirSync(folder);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EBUSY') gone = false;
      else if (code !== 'ENOENT') throw error;
    }
  }
  return gone;
}

function limitsFor({ cpus, memoryBytes }: Resources): Limit[] {
  const memory = String(memoryBytes);
  const quota = String(Math.max(1000, Math.round((cpus ?? 0) * period))); // the least that Linux takes
  return [
    ...(memoryBytes === undefined
      ? []
      : [
          {
            what: 'memory' as const,
            controller: 'memory' as const,
            files: {
              1: { 'memory.limit_in_bytes': memory },
              // What takes too much is ended whole, and does not crawl in swapped memory before.
              2: { 'memory.max': memory, 'memory.swap.max': '0', 'memory.oom.group': '1' }
            }
          }
        ]),
    ...(cpus === undefined
      ? []
      : [
          {
            what: 'cpus' as const,
            controller: 'cpu' as const,
            files: {
              1: { 'cpu.cfs_period_us': String(period), 'cpu.cfs_quota_us': quota },
              2: { 'cpu.max': `${quota} ${period}` }
            }
          }
        ])
  ];
}

/** A group with processes can have no children with limits, so ours is made beside our own; at the root there is no beside. */
function makeUnified(name: string, wanted: readonly Limit[], own: string): Cgroup {
  for (const parent of new Set([dirname(own), own])) {
    const folder = join(parent, name);
    if (!make(folder)) continue;
    const missing = wanted.filter(({ files }) => !writeAll(folder, files[2])).map(({ what }) => what);
    if (missing.length < wanted.length) return { folders: [folder], missing };
    rmdirSync(folder);
  }
  return { folders: [], missing: wanted.map(({ what }) => what) };
}

function makeSplit(
  name: string,
  wanted: readonly Limit[],
  root: string,
  own: ReadonlyMap<string, string>
): Cgroup {
  const folders: string[] = [];
  const missing: Cgroup['missing'] = [];
  for (const { what, controller, files } of wanted) {
    const inside = join(root, controller, own.get(controller) ?? '/');
    // In a container the path is the host's, while what is mounted begins at our own group.
    const parent = existsSync(inside) ? inside : join(root, controller);
    const folder = join(parent, name);
    if (make(folder) && writeAll(folder, files[1])) folders.push(folder);
    else missing.push(what);
  }
  return { folders, missing };
}

/** False where we may not, or where there are no control groups. */
function make(folder: string): boolean {
  try {
    if (!existsSync(dirname(folder))) return false;
    mkdirSync(folder, { recursive: true });
    return existsSync(join(folder, 'cgroup.procs'));
  } catch {
    return false;
  }
}

/** False when the first, which sets the limit, cannot be written; the others only help. */
function writeAll(folder: string, files: Readonly<Record<string, string>>): boolean {
  const [main, ...more] = Object.entries(files);
  if (!main || !write(join(folder, main[0]), main[1])) return false;
  const needed = main[0] === 'cpu.cfs_period_us'; // says what the next is a part of
  const rest = more.map(([file, text]) => write(join(folder, file), text));
  return !needed || rest.every(Boolean);
}

/** Not made when missing: such a file would be no limit. */
function write(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { flag: 'r+' });
    return true;
  } catch {
    return false;
  }
}

/** By controller; '' is version 2. */
function ownGroups(self: string): Map<string, string> {
  const groups = new Map<string, string>();
  for (const [, controllers = '', path = '/'] of read(self).matchAll(/^\d+:([^:]*):(.*)$/gm)) {
    for (const controller of controllers.split(',')) groups.set(controller, path);
  }
  return groups;
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
