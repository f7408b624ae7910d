/** The processes that a process has started. */
import { readdir, readFile } from 'node:fs/promises';

export async function childrenOf(parent: number): Promise<number[]> {
  const processes = (await readdir('/proc')).filter(name => /^\d+$/.test(name));
  const stats = await Promise.all(
    processes.map(pid => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ''))
  );
  return processes
    .map(Number)
    .filter((_, index) => / [A-Z] (\d+) /.exec(stats[index] ?? '')?.[1] === String(parent));
}
