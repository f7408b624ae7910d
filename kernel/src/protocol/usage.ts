/** What the kernel and its children use of the machine, in the form of ipykernel's usage_reply. */
import { cpus, hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { processorTime, virtualMemory, type ProcessorTime } from './host-use.js';
import { processTree, type ProcessUse } from './process-tree.js';

export interface UsageSample {
  /** Milliseconds of a clock that does not jump. */
  at: number;
  host: ProcessorTime;
  processes: readonly ProcessUse[];
}

/** Below this, two samples say little: CPU time is counted in hundredths of a second. */
const shortest = 200;

export class Usage {
  private last: UsageSample | undefined;
  private measuring: Promise<Record<string, unknown>> | undefined;

  /** Since the last question; the first one takes a moment, and several at once get one answer. */
  measure(): Promise<Record<string, unknown>> {
    return (this.measuring ??= this.compare().finally(() => (this.measuring = undefined)));
  }

  private async compare(): Promise<Record<string, unknown>> {
    const before = (this.last ??= await sample());
    const age = performance.now() - before.at;
    if (age < shortest) await sleep(shortest - age);
    const now = (this.last = await sample());
    return {
      hostname: hostname(),
      pid: process.pid,
      ...usageBetween(before, now),
      cpu_count: cpus().length,
      host_virtual_memory: await virtualMemory()
    };
  }
}

/** Percentages as psutil has them: a process's of one processor, the host's of all. */
export function usageBetween(before: UsageSample, now: UsageSample): Record<string, number> {
  const cpuBefore = new Map(before.processes.map(({ pid, cpu }) => [pid, cpu]));
  // One that was not there before has used all of its time since.
  const used = now.processes.map(({ pid, cpu }) => Math.max(0, cpu - (cpuBefore.get(pid) ?? 0)));
  const total = now.host.total - before.host.total;
  const busy = now.host.busy - before.host.busy;
  return {
    kernel_cpu: round((sum(used) / ((now.at - before.at) / 1000)) * 100),
    kernel_memory: sum(now.processes.map(one => one.memory)),
    host_cpu_percent: total > 0 ? round(Math.min(100, Math.max(0, (busy / total) * 100))) : 0
  };
}

async function sample(): Promise<UsageSample> {
  const [host, processes] = await Promise.all([processorTime(), processTree(process.pid)]);
  return { at: performance.now(), host, processes };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

function round(percent: number): number {
  return Math.round(percent * 10) / 10;
}
