/** Asks for many jobs at once: whoever asks within a moment shares one question, and its answer for a second. */
import type { SlurmClient, SlurmJob } from './client.js';

export class Look {
  readonly #client: SlurmClient;
  readonly #seen = new Map<string, { at: number; job: Promise<SlurmJob | undefined> }>();
  #asking: { ids: Set<string>; answer: Promise<SlurmJob[]> } | undefined;

  constructor(client: SlurmClient) {
    this.#client = client;
  }

  /** The job as Slurm has it, or undefined when Slurm has forgotten it. */
  job(id: string): Promise<SlurmJob | undefined> {
    const seen = this.#seen.get(id);
    if (seen && Date.now() - seen.at < fresh) return seen.job;
    for (const [other, { at }] of this.#seen) if (Date.now() - at >= fresh) this.#seen.delete(other);
    const asking = (this.#asking ??= this.#ask());
    asking.ids.add(id);
    const job = asking.answer.then(jobs => jobs.find(one => one.id === id));
    this.#seen.set(id, { at: Date.now(), job });
    job.catch(() => this.#seen.delete(id));
    return job;
  }

  /** What was seen of the job is of before something was done to it. */
  forget(id: string): void {
    this.#seen.delete(id);
  }

  #ask(): { ids: Set<string>; answer: Promise<SlurmJob[]> } {
    const ids = new Set<string>();
    const answer = new Promise(done => setTimeout(done, gather)).then(() => {
      this.#asking = undefined;
      return this.#client.look([...ids]);
    });
    return { ids, answer };
  }
}

/** Milliseconds: who looks after fifty jobs reads fifty records first. */
const fresh = 900;
const gather = 40;
