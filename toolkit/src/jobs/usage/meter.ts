/**
 * Says every few seconds what a job uses: of the processor, of memory, of GPUs. First each second, then ever more seldom
 * up to four times a minute, so that a day of it is half a megabyte.
 */
import { availableParallelism, totalmem } from 'node:os';
import type { Resources, UsageEvent } from '@sonde/schema';
import { gpuUse, type GpuUse } from './gpus.js';
import { treeUse } from './process-tree.js';

export interface MeterOptions {
  /** What the job asked for: the whole that its use is a part of. */
  resources?: Resources | undefined;
  /** The process to measure, with all that descend from it. */
  pid?: number;
  now?: () => number;
}

/** Measures until the process ends, without keeping it alive. */
export function meter(
  tell: (usage: Omit<UsageEvent, 't'>) => void,
  { resources = {}, pid = process.pid, now = Date.now }: MeterOptions = {}
): void {
  const begun = now();
  const whole = { cpus: resources.cpus ?? availableParallelism(), memoryBytes: memoryOf(resources) };
  let before: { at: number; cpuSeconds: number } | undefined;
  let told = '';
  let hasSmi = true;

  const gpus = async (pids: readonly number[]): Promise<GpuUse | undefined> => {
    if (!hasSmi) return undefined;
    const visible = process.env['CUDA_VISIBLE_DEVICES'];
    return gpuUse({ pids, wanted: resources.gpus ?? 0, visible }).catch(() => {
      hasSmi = false; // none here, or one without a driver: asking again would say the same
      return undefined;
    });
  };
  /** False where nothing can be measured. */
  const measure = async (): Promise<boolean> => {
    const at = now();
    const tree = await treeUse(pid);
    if (!tree) return false;
    const { of, ...gpu } = (await gpus(tree.pids)) ?? {};
    const all = { ...whole, ...of };
    // The first share has the start-up in it, which began before us: left out.
    if (before) {
      const seconds = Math.max(0.001, (at - before.at) / 1000);
      const cpus = Math.max(0, tree.cpuSeconds - before.cpuSeconds) / seconds;
      const news = JSON.stringify(all) === told ? {} : { of: all };
      told = JSON.stringify(all);
      tell({ kind: 'usage', cpus: round(cpus), memoryBytes: tree.memoryBytes, ...gpu, ...news });
    }
    before = { at, cpuSeconds: tree.cpuSeconds };
    return true;
  };
  const next = (more: boolean): void => {
    if (!more) return;
    const gap = Math.min(seldom, Math.max(often, (now() - begun) / 50));
    setTimeout(() => void measure().then(next, endedOrFull), gap).unref();
  };
  void measure().then(next, endedOrFull);
}

const often = 1000;
const seldom = 15_000;

/** Whoever writes the next event of substance says what is wrong; measuring just stops. */
const endedOrFull = (): void => undefined;

const round = (value: number): number => Math.round(value * 100) / 100;

/** What was asked for, or what the container or the machine has. */
function memoryOf({ memoryBytes }: Resources): number {
  if (memoryBytes !== undefined) return memoryBytes;
  const limit = process.constrainedMemory();
  return limit > 0 && limit < totalmem() ? limit : totalmem();
}
