/** What targets have, asked of all at once and remembered for a moment: the queue looks often, and an answer may cost. */
import { toErrorRecord, type ErrorRecord } from '@sonde/schema';
import type { Target, TargetCapabilities } from '../targets/target.js';

/** What a target has, or why that cannot be told now. Empty for a target that queues by itself. */
export type Look = Partial<TargetCapabilities> | { error: ErrorRecord };

/** Milliseconds for which an answer is good. */
const fresh = 2000;

export class TargetLooks {
  readonly #targets: readonly Target[];
  readonly #now: () => number;
  readonly #seen = new Map<string, { at: number; look: Promise<Look> }>();
  readonly #queueThemselves = new Set<string>();

  constructor(targets: readonly Target[], now: () => number = Date.now) {
    this.#targets = targets;
    this.#now = now;
  }

  /** By target's name; names of unknown targets are left out. */
  async at(names: readonly string[]): Promise<Map<string, Look>> {
    const wanted = this.#targets.filter(target => names.includes(target.name));
    return new Map(
      await Promise.all(wanted.map(async target => [target.name, await this.#look(target)] as const))
    );
  }

  #look(target: Target): Promise<Look> {
    if (this.#queueThemselves.has(target.name)) return Promise.resolve({});
    const seen = this.#seen.get(target.name);
    if (seen && this.#now() - seen.at < fresh) return seen.look;
    const look = target.capabilities().then(
      (has): Look => {
        if (has.slots === undefined) this.#queueThemselves.add(target.name);
        return has;
      },
      (thrown: unknown): Look => ({ error: toErrorRecord(thrown) })
    );
    this.#seen.set(target.name, { at: this.#now(), look });
    return look;
  }
}
