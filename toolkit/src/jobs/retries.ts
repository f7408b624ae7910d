/**
 * Jobs that are started anew when they fail. Each that may be has a file of its name in `<home>/retries` until that has been
 * decided, so that whoever looks next does it, once.
 */
import { existsSync, readdirSync } from 'node:fs';
import { appendFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isFinal, type JobRecord, type JobRequest, type SondeError } from '@sonde/schema';
import { jobFolder } from './job-folder.js';

export interface RetriesContext {
  home: string;
  get(id: string): Promise<JobRecord | undefined>;
  retry(id: string, changes: Partial<JobRequest>): Promise<unknown>;
}

/** The idempotency key of the job that is started because this one failed. */
export const retryKey = (id: string): string => `retry ${id}`;

export class Retries {
  readonly #context: RetriesContext;
  readonly #folder: string;

  constructor(context: RetriesContext) {
    this.#context = context;
    this.#folder = join(context.home, 'retries');
  }

  /** Has the job started anew when it fails, as often as it may. */
  async watch(id: string): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    await writeFile(join(this.#folder, id), '');
  }

  /** Whether it is still to be decided if the job is started anew. */
  isDue(id: string): boolean {
    return existsSync(join(this.#folder, id));
  }

  /** Whether that is to be decided of any job. */
  isAnyDue(): boolean {
    return existsSync(this.#folder) && readdirSync(this.#folder).length > 0;
  }

  /** Starts anew what has failed. One that cannot be keeps none of the others from it; its log says why. */
  async startDue(): Promise<void> {
    for (const id of await readdir(this.#folder).catch(() => [])) {
      const record = await this.#context.get(id);
      if (record && !isFinal(record.state)) continue;
      if (record && mayTryAgain(record)) {
        try {
          await this.#context.retry(id, { idempotencyKey: retryKey(id) });
        } catch (error) {
          const { code, message } = error as SondeError;
          if (code === 'disk-full' || code === 'cannot-write') continue; // another time
          await appendFile(
            jobFolder(this.#context.home, id).log,
            `It was not started again: ${message}\n`
          ).catch(() => undefined);
        }
      }
      await rm(join(this.#folder, id), { force: true });
    }
  }
}

function mayTryAgain({ state, attempt, retries = 0 }: JobRecord): boolean {
  return (state === 'failed' || state === 'lost') && attempt <= retries;
}
