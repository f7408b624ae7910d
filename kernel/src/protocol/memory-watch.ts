/** Warns before memory ends: V8 ends the process without a word to the user, and so does the operating system. */
import type { Limits } from './life.js';
import { memoryText, moreHeap } from './memory-text.js';

export interface MemoryWatchOptions {
  limits: Limits;
  /** Resident memory now, in bytes. */
  used(): number;
  /** The cells' heap now, in bytes; also while a cell spins. */
  heapUsed(): Promise<number>;
  warn(sentence: string): void;
  /** Told at each look. */
  note?(used: number): void;
}

/**
 * Between two looks, in milliseconds. A loop fills half a gigabyte a second: once half of the heap is full, a small one is
 * nearly so a quarter of a second later.
 */
const lookTime = { far: 250, near: 50 };
/** Below, the heap is not asked for; above, it is worth a warning; when it falls below again, so is the next time. */
const share = { ask: 0.5, warn: 0.85, calm: 0.6 };

export class MemoryWatch {
  private timer: NodeJS.Timeout | undefined;
  private closed = false;
  private readonly warned = { heap: false, memory: false };

  constructor(private readonly options: MemoryWatchOptions) {}

  start(): void {
    this.lookIn(lookTime.far);
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
  }

  /** Answers when to look again, in milliseconds. */
  async look(): Promise<number> {
    const { limits, used, heapUsed, note } = this.options;
    const memory = used();
    note?.(memory);
    this.judge(
      'memory',
      memory,
      limits.memory,
      () =>
        `The kernel uses ${memoryText(memory)} of the ${memoryText(limits.memory)} that this machine has; when there is no more, the system ends it, and all it holds is lost.\n`
    );
    // The heap is a part of it.
    const heap = memory < share.ask * limits.heap ? 0 : await heapUsed();
    this.judge(
      'heap',
      heap,
      limits.heap,
      () =>
        `The kernel's JavaScript objects have filled ${memoryText(heap)} of ${memoryText(limits.heap)}; beyond that it ends, and all it holds is lost.\n${moreHeap(limits.heap)}\n`
    );
    return heap < share.ask * limits.heap ? lookTime.far : lookTime.near;
  }

  private lookIn(time: number): void {
    this.timer = setTimeout(() => {
      void this.look().then(next => {
        if (!this.closed) this.lookIn(next);
      });
    }, time).unref();
  }

  private judge(kind: 'heap' | 'memory', used: number, limit: number, sentence: () => string): void {
    if (used < share.calm * limit) this.warned[kind] = false;
    if (used < share.warn * limit || this.warned[kind]) return;
    this.warned[kind] = true;
    this.options.warn(sentence());
  }
}
