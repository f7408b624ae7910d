/**
 * Where jobs run. A target starts a job's process somewhere, says whether it lives, and stops it. To add one, write a
 * file beside this and name it in `target-kinds.ts`; nothing else knows which targets there are.
 */
import type { TargetCapabilities } from '@sonde/schema';
import type { JobFolder, StoredJob } from '../jobs/job-folder.js';

export type { TargetCapabilities };

export interface Target {
  readonly name: string;
  /** JSON Schema of the `targetOptions` it understands, where it has any. */
  readonly options?: object;
  /** What jobs find there. Throws a sentence when the target cannot be reached. */
  capabilities(): Promise<TargetCapabilities>;
  /**
   * Starts the job whose folder is written. Resolves when it is handed over, not when it ends. Called again when whoever
   * called it died on the way: a job that is there already must not be started twice. An error that {@link isUnreachable} means
   * that it was not started, and may be handed over again.
   */
  submit(stored: StoredJob, folder: JobFolder): Promise<void>;
  /**
   * Starts jobs that belong together, in one go where that can be. As {@link submit} for each of them; answers with how that
   * went, in the same order.
   */
  submitAll?(jobs: readonly HandedJob[]): Promise<PromiseSettledResult<void>[]>;
  /** Whether the job is there. Called about once a second and by several processes. Throws when that cannot be told now. */
  observe(stored: StoredJob, folder: JobFolder): Promise<Observation>;
  /** Asks the job to stop, and makes it stop when it has not within `grace` milliseconds. */
  cancel(stored: StoredJob, folder: JobFolder, options?: { grace?: number }): Promise<void>;
  /** Frees what the target keeps of an ended job (a container, a staged folder). The job's own folder is not its business. */
  remove?(stored: StoredJob, folder: JobFolder): Promise<void>;
  /** Makes the image that its jobs run in, where they run in one, and answers with its name. */
  buildImage?(options: ImageOptions): Promise<string>;
}

export interface HandedJob {
  stored: StoredJob;
  folder: JobFolder;
}

export interface ImageOptions {
  /** Name of the image; default is the one that the target's jobs use. */
  tag?: string | undefined;
  /** Image to begin with; it must bring Node. */
  base?: string | undefined;
  /** True for an image that brings CUDA, for jobs that ask for GPUs. */
  gpu?: boolean | undefined;
  /** Told what happens, line by line. */
  report?: (line: string) => void;
  signal?: AbortSignal | undefined;
}

/** Codes of errors that pass: the target cannot be reached now, and nothing was started there. */
const unreachable = ['engine-down', 'target-unreachable'];

export function isUnreachable(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' && unreachable.includes(code);
}

/** How targets of one sort are made from what `targets.json` says of them. */
export interface TargetKind {
  /** JSON Schema of its settings; all of them have defaults. */
  readonly settings: object;
  /** Opens nothing and connects to nothing yet: that is for `submit`, `observe` and `capabilities`. */
  open(name: string, settings: Record<string, unknown>, context: { home: string }): Target;
}

export type Observation =
  | {
      alive: true;
      /** It has begun and is back in the target's own queue, to be started again. */
      waits?: boolean;
      /** Why it waits or what it does, in words, e.g. "Slurm: waits for other jobs of higher priority". */
      reason?: string;
    }
  | {
      alive: false;
      reason: string;
      /** How a job ends that wrote no end itself. Default: it got lost. */
      state?: 'failed' | 'cancelled' | 'lost';
    };
