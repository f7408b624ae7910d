/** What is told of a target: what jobs find there, or why that cannot be told now. */
import type { ErrorRecord } from './error.js';

export interface TargetCapabilities {
  cpus: number;
  memoryBytes: number;
  /** GPUs it can give to jobs. */
  gpus?: number;
  /** Names of these GPUs, where its jobs are given some of them by name. */
  gpuNames?: string[];
  /** How many jobs it is given at once; those above wait in the queue. Undefined where the target queues by itself. */
  slots?: number;
  /** What of it is free now. */
  free?: { cpus?: number; memoryBytes?: number; gpus?: number };
  /** True when its jobs go on after the user has logged out of JupyterHub and their server was stopped. */
  survivesLogout?: boolean;
  /** Its version and address, for people, e.g. "Docker Engine 26.1 on unix:///var/run/docker.sock". */
  about?: string;
}

/** A target as lists have it. One that cannot be reached says why. */
export type ListedTarget = {
  name: string;
  /** JSON Schema of the `targetOptions` it understands, where it has any. */
  options?: object;
  /** Jobs of it that have not ended. */
  jobs: number;
} & ({ ok: true; capabilities: TargetCapabilities } | { ok: false; error: ErrorRecord });
