/** What the target needs of a cluster, whichever way it is asked: by Slurm's commands or by slurmrestd. */

export interface SlurmClient {
  /** Version and address, for people. */
  about(): Promise<string>;
  /** Hands the job over; answers with Slurm's id of it. Throws {@link SlurmRefusal} when Slurm will not have it. */
  submit(request: SlurmRequest): Promise<string>;
  /** Jobs of these names that Slurm still knows, the newest last. */
  find(names: readonly string[]): Promise<SlurmJob[]>;
  /** Those of these jobs that Slurm still knows, and maybe others of their arrays. */
  look(ids: readonly string[]): Promise<SlurmJob[]>;
  /** All that can be had of an ended job, from the accounting too where there is one. */
  ended(id: string): Promise<SlurmJob | undefined>;
  /**
   * Sends a signal to all its processes; without one the job is taken out of Slurm for good. Throws code "target-busy" while
   * Slurm changes the job itself; the signal may have been sent all the same.
   */
  cancel(id: string, signal?: 'TERM' | 'KILL'): Promise<void>;
  nodes(): Promise<SlurmNode[]>;
  partitions(): Promise<SlurmPartition[]>;
}

/** A batch job as it is handed over. */
export interface SlurmRequest {
  name: string;
  script: string;
  /** Folder it starts in, as the nodes know it. */
  folder: string;
  /** The file that takes what it prints, as the nodes know it; a pattern in which "%a" is the number of an array's task. */
  output: string;
  /** Numbers of the tasks and how many may run at once, in Slurm's words: "0-7%2". */
  array?: string;
  cpus?: number;
  memoryMiB?: number;
  gres?: string;
  minutes?: number;
  partition?: string;
  account?: string;
  qos?: string;
  nodes?: number;
  constraint?: string;
  reservation?: string;
  /** Slurm shall begin by logging the user in on the node, which takes about a second: the script needs what that brings. */
  login?: boolean;
}

export interface SlurmJob {
  /** "123", and "123_4" of a task of an array. */
  id: string;
  name: string;
  /** In Slurm's words, e.g. PENDING or OUT_OF_MEMORY. */
  state: string;
  /** Why it is in that state, in Slurm's words, e.g. Priority; empty when there is no reason. */
  reason: string;
  node?: string;
  exitCode?: number;
  /** The signal that ended it. */
  signal?: number;
  /** Who cancelled it, where that is known. */
  by?: string;
}

export interface SlurmNode {
  name: string;
  /** In Slurm's words, with flags, e.g. IDLE+DRAIN. */
  state: string;
  cpus: number;
  cpusTaken: number;
  memoryMiB: number;
  memoryTakenMiB: number;
  gpus: number;
  gpusTaken: number;
}

export interface SlurmPartition {
  name: string;
  isDefault: boolean;
  /** Infinity where there is no limit. */
  maxMinutes: number;
}

/** Slurm will not have a job; the message is Slurm's own. */
export class SlurmRefusal extends Error {}

/** Number of GPUs in words such as "gpu:a100:2(S:0-1),gpu:1". */
export function gpusIn(gres: string): number {
  const counts = [...gres.matchAll(/(?:^|,)(?:gres\/)?gpu(?::[A-Za-z][^:,(=]*)?(?:[:=](\d+))?(?=[,(]|$)/g)];
  return counts.reduce((sum, [, count = '1']) => sum + Number(count), 0);
}
