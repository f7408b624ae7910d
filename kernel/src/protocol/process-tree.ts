/** A process and all it has started, as Linux's /proc tells: CPU time and memory of each. Elsewhere: this process only. */
import { readdir, readFile } from 'node:fs/promises';

export interface ProcessUse {
  pid: number;
  /** Seconds of CPU time since it began. */
  cpu: number;
  /** Bytes: its share of what it has in common with others (PSS) where that is known, else all it has resident. */
  memory: number;
}

export async function processTree(root: number): Promise<ProcessUse[]> {
  const own = await processUse(root);
  if (!own) {
    const { user, system } = process.cpuUsage();
    return [{ pid: root, cpu: (user + system) / 1e6, memory: process.memoryUsage.rss() }];
  }
  const below = await Promise.all((await children(root)).map(processTreeBelow));
  return [own, ...below.flat()];
}

async function processTreeBelow(pid: number): Promise<ProcessUse[]> {
  const [own, pids] = await Promise.all([processUse(pid), children(pid)]);
  // It may have ended meanwhile.
  if (!own) return [];
  return [own, ...(await Promise.all(pids.map(processTreeBelow))).flat()];
}

/** Every thread has children of its own. */
async function children(pid: number): Promise<number[]> {
  const threads = await readdir(`/proc/${pid}/task`).catch(() => []);
  const lists = await Promise.all(threads.map(thread => read(`/proc/${pid}/task/${thread}/children`)));
  return lists.flatMap(list => list.split(' ').filter(Boolean).map(Number));
}

async function processUse(pid: number): Promise<ProcessUse | undefined> {
  const [stat, smaps] = await Promise.all([read(`/proc/${pid}/stat`), read(`/proc/${pid}/smaps_rollup`)]);
  // The name in parentheses may hold anything.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [user, system, pages] = [fields[11], fields[12], fields[21]].map(Number);
  if (user === undefined || system === undefined || !Number.isFinite(user + system)) return undefined;
  const shares = /^Pss:\s+(\d+) kB/m.exec(smaps)?.[1];
  const memory = shares === undefined ? (pages ?? 0) * pageSize : Number(shares) * 1024;
  return { pid, cpu: (user + system) / ticksPerSecond, memory };
}

/** USER_HZ, which Linux shows to programs on every platform. */
const ticksPerSecond = 100;
const pageSize = 4096;

async function read(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => '');
}
