/** The processor this process may use: its name, and how many of its cores. */
import { availableParallelism, cpus } from 'node:os';

export interface Processor {
  readonly name: string;
  /** Cores this process may run on at once; respects affinity and container limits. */
  readonly cores: number;
}

let known: Processor | undefined;

export function processor(): Processor {
  known ??= {
    name: cpus()[0]?.model.trim() || `unknown ${process.arch} processor`,
    cores: availableParallelism()
  };
  return known;
}
