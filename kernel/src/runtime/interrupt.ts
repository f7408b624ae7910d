/** What a stopped cell throws, and how awaits are stopped. */

/** Named as in the other kernels, so that front ends and tools know it. */
export class KeyboardInterrupt extends Error {
  override readonly name = 'KeyboardInterrupt';

  constructor() {
    super('Interrupted');
    this.stack = `KeyboardInterrupt: ${this.message}`;
  }
}

/**
 * The awaits of one cell that are pending: the newest thousand, in a ring, so that a loop of a million awaits costs
 * little and keeps nothing alive. The resolving functions go to `then` unwrapped, so that V8 still finds the callers of
 * an asynchronous error.
 */
export class PendingAwaits {
  private readonly pending: ((reason: unknown) => void)[] = [];
  private next = 0;
  private stopped: { reason: unknown } | undefined;

  /** Rejects once the cell has been stopped; not at once, or a loop that swallows errors would hold the thread. */
  wait<T>(value: T): T | Promise<Awaited<T>> {
    const { stopped } = this;
    if (stopped) return new Promise((_, reject) => setImmediate(reject, stopped.reason));
    if (!isThenable(value)) return value;
    return new Promise((resolve, reject) => {
      this.pending[this.next] = reject;
      this.next = (this.next + 1) % ringSize;
      value.then(resolve as (value: unknown) => void, reject);
    });
  }

  rejectAll(reason: unknown): void {
    this.stopped = { reason };
    for (const reject of this.pending.splice(0)) reject(reason);
  }

  /** Lets go of everything. */
  clear(): void {
    this.pending.length = 0;
    this.next = 0;
  }
}

const ringSize = 1024;

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    ((typeof value === 'object' && value !== null) || typeof value === 'function') &&
    typeof (value as { then?: unknown }).then === 'function'
  );
}
