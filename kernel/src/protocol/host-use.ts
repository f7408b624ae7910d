/** The machine's processors and memory, with the names that psutil gives them. */
import { readFile } from 'node:fs/promises';
import { cpus, freemem, totalmem } from 'node:os';

/** Time of all processors since the machine began, in a unit that does not matter. */
export interface ProcessorTime {
  busy: number;
  total: number;
}

export async function processorTime(): Promise<ProcessorTime> {
  const stat = await readFile('/proc/stat', 'utf8').catch(() => '');
  return parseProcStat(stat) ?? sumOfCpus();
}

/** user nice system idle iowait irq softirq steal; what guests take is in user already. Waiting for a disk is not busy. */
export function parseProcStat(stat: string): ProcessorTime | undefined {
  const times = /^cpu +(.*)$/m.exec(stat)?.[1]?.split(' ').slice(0, 8).map(Number);
  if (!times || times.length < 4) return undefined;
  const total = times.reduce((sum, time) => sum + time, 0);
  return { busy: total - (times[3] ?? 0) - (times[4] ?? 0), total };
}

function sumOfCpus(): ProcessorTime {
  const all = cpus().flatMap(cpu => Object.values(cpu.times));
  const total = all.reduce((sum, time) => sum + time, 0);
  return { busy: total - cpus().reduce((sum, cpu) => sum + cpu.times.idle, 0), total };
}

export async function virtualMemory(): Promise<Record<string, number>> {
  const meminfo = await readFile('/proc/meminfo', 'utf8').catch(() => '');
  return parseMeminfo(meminfo) ?? memory(totalmem(), freemem(), freemem());
}

export function parseMeminfo(meminfo: string): Record<string, number> | undefined {
  const bytes = (name: string) => {
    const found = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(meminfo)?.[1];
    return found === undefined ? undefined : Number(found) * 1024;
  };
  const total = bytes('MemTotal');
  const available = bytes('MemAvailable');
  if (total === undefined || available === undefined) return undefined;
  return {
    ...memory(total, available, bytes('MemFree') ?? 0),
    active: bytes('Active') ?? 0,
    inactive: bytes('Inactive') ?? 0,
    buffers: bytes('Buffers') ?? 0,
    cached: (bytes('Cached') ?? 0) + (bytes('SReclaimable') ?? 0),
    shared: bytes('Shmem') ?? 0,
    slab: bytes('Slab') ?? 0
  };
}

function memory(total: number, available: number, free: number): Record<string, number> {
  const used = total - available;
  return { total, available, percent: Math.round((used / total) * 1000) / 10, used, free };
}
