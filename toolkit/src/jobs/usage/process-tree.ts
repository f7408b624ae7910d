/**
 * What a process and all that descend from it use, as Linux tells it in proc(5). Undefined on other systems: there a job
 * runs the same, but nothing is said about what it uses.
 */
import { readFile, readdir } from 'node:fs/promises';

export interface TreeUse {
  pids: number[];
  /** Processor time since the tree began, of those that have ended, too. */
  cpuSeconds: number;
  /** Memory in RAM; what processes share is counted for each. */
  memoryBytes: number;
}

interface Process {
  pid: number;
  parent: number;
  ticks: number;
}

export async function treeUse(root: number, proc = '/proc'): Promise<TreeUse | undefined> {
  const names = await readdir(proc).catch(() => []);
  const all = await Promise.all(names.filter(name => /^\d+$/.test(name)).map(name => read(proc, name)));
  const tree = descendants(
    all.filter(one => one !== undefined),
    root
  );
  if (tree.length === 0) return undefined;
  const memory = await Promise.all(tree.map(({ pid }) => residentBytes(proc, pid)));
  return {
    pids: tree.map(({ pid }) => pid),
    cpuSeconds: tree.reduce((sum, { ticks }) => sum + ticks, 0) / ticksPerSecond,
    memoryBytes: memory.reduce((sum, bytes) => sum + bytes, 0)
  };
}

/** USER_HZ: the same on every Linux that Node runs on, whatever the kernel itself ticks at. */
const ticksPerSecond = 100;

/** Undefined when the process is gone already. */
async function read(proc: string, name: string): Promise<Process | undefined> {
  try {
    const stat = await readFile(`${proc}/${name}/stat`, 'utf8');
    // The name in brackets may hold anything, brackets and spaces too. After it: state, parent, and 14th to 17th of all
    // the time in user and system mode, of its own and of the children it has waited for.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    return { pid: Number(name), parent: Number(fields[1]), ticks };
  } catch {
    return undefined;
  }
}

function descendants(all: readonly Process[], root: number): Process[] {
  const children = new Map<number, Process[]>();
  for (const one of all) children.set(one.parent, [...(children.get(one.parent) ?? []), one]);
  const found = all.filter(({ pid }) => pid === root);
  for (const one of found) found.push(...(children.get(one.pid) ?? []));
  return found;
}

async function residentBytes(proc: string, pid: number): Promise<number> {
  const status = await readFile(`${proc}/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
}
