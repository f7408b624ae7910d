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
 * The awaits of one cell that are pending. Only weak references: an awaited promise that nobody can settle any more is
 * free to go, and what it held with it. The resolving functions go to `then` unwrapped, so that V8 still finds the
 * callers of an asynchronous error.
 */
export class PendingAwaits {
  private pending: WeakRef<(reason: unknown) => void>[] = [];
  private sweepAt = 1024;

  wait<T>(value: T): T | Promise<Awaited<T>> {
    if (!isThenable(value)) return value;
    return new Promise((resolve, reject) => {
      this.pending.push(new WeakRef(reject));
      if (this.pending.length > this.sweepAt) this.sweep();
      value.then(resolve as (value: unknown) => void, reject);
    });
  }

  rejectAll(reason: unknown): void {
    const pending = this.pending;
    this.pending = [];
    for (const reject of pending) reject.deref()?.(reason);
  }

  private sweep(): void {
    this.pending = this.pending.filter(reject => reject.deref());
    this.sweepAt = Math.max(1024, this.pending.length * 2);
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    ((typeof value === 'object' && value !== null) || typeof value === 'function') &&
    typeof (value as { then?: unknown }).then === 'function'
  );
}
