/** The room on one target: how many more jobs it takes now, and which of its GPUs are free. */
import type { JobRecord } from '@sonde/schema';
import type { TargetCapabilities } from '../targets/target.js';

export interface Taken {
  job: JobRecord;
  /** Names of the GPUs that it was given. */
  gpus?: string[] | undefined;
}

/** Either it starts, with these GPUs where they have names, or it waits for this. */
export type Admission = { admitted: true; gpus?: string[] } | { admitted: false; why: string };

export class Room {
  readonly #target: string;
  readonly #has: Partial<TargetCapabilities>;
  readonly #slots: number;
  #taken: number;
  #gpus: number;
  readonly #names: string[] | undefined;
  /** Why nothing more is let in: what comes later must not overtake. */
  #closed: string | undefined;

  /** @param has undefined for a target that queues by itself */
  constructor(target: string, taken: readonly Taken[], has: Partial<TargetCapabilities> = {}) {
    this.#target = target;
    this.#has = has;
    this.#slots = has.slots ?? Infinity;
    this.#taken = taken.length;
    const given = new Set(taken.flatMap(({ gpus = [] }) => gpus));
    this.#names = has.gpuNames?.filter(name => !given.has(name));
    const sharesOut = has.slots !== undefined && has.gpus !== undefined;
    this.#gpus = sharesOut ? (has.gpus ?? 0) - sum(taken.map(({ job }) => gpusOf(job))) : Infinity;
  }

  /** Takes the job's share, or keeps the place for it: what comes later then waits too. */
  admit(job: JobRecord): Admission {
    const gpus = gpusOf(job);
    this.#closed ??= this.#full(gpus);
    if (this.#closed !== undefined) return { admitted: false, why: this.#closed };
    this.#taken += 1;
    this.#gpus -= gpus;
    const names = gpus > 0 ? this.#names?.splice(0, gpus) : undefined;
    return { admitted: true, ...(names && { gpus: names }) };
  }

  #full(gpus: number): string | undefined {
    if (this.#taken >= this.#slots) {
      return `Waits for a free place on ${this.#target}: ${this.#slots} ${this.#slots === 1 ? 'job runs' : 'jobs run'} there at once`;
    }
    if (gpus <= Math.min(this.#gpus, this.#names?.length ?? Infinity)) return undefined;
    return `Waits for ${gpus === 1 ? 'a free GPU' : `${gpus} free GPUs`} on ${this.#target}, which has ${this.#has.gpus ?? 0}`;
  }
}

const gpusOf = (job: JobRecord): number => job.resources?.gpus ?? 0;
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
