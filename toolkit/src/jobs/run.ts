/**
 * A training as a cell holds it: its state, its events, its result and the module with the new weights. It holds no
 * more than an id: the job is on disk, so any process may make a `Run` of it, now or in a week.
 */
import {
  SondeError,
  currentDisplay,
  jupyterDisplay,
  type ConfusionView,
  type Displayable,
  type JobEvent,
  type JobRecord,
  type MimeBundle
} from '@sonde/schema';
import { load } from '../modules/load.js';
import type { LoadOptions, Loaded, TrainResultOf } from '../modules/module-types.js';
import { runBundle } from '../plots/run-bundle.js';
import { confusionView } from './confusion-view.js';
import type { EventsOptions, Jobs } from './jobs.js';
import { RunPicture } from './run-view.js';

export class Run<Name extends string = string> implements Displayable {
  readonly id: string;
  readonly #jobs: Jobs;
  #record: JobRecord;
  #drawnIn: AbortSignal | undefined;

  constructor(jobs: Jobs, record: JobRecord) {
    this.id = record.id;
    this.#jobs = jobs;
    this.#record = record;
  }

  /** The state when it was last looked at; `record()` looks again. */
  get state(): JobRecord['state'] {
    return this.#record.state;
  }

  get title(): string {
    return this.#record.title;
  }

  /** Everything known of the job now. */
  async record(): Promise<JobRecord> {
    return (this.#record = await this.#jobs.get(this.id));
  }

  /** Every event from the first on, those to come included, to the end of the job. */
  events(options?: EventsOptions): AsyncGenerator<JobEvent> {
    return this.#jobs.events(this.id, options);
  }

  /**
   * Waits for the end of the training. Throws the job's own sentence when it failed, was cancelled or got lost.
   * Interrupting the cell that waits cancels the training; an aborted `signal` only stops waiting.
   */
  async result({ signal }: { signal?: AbortSignal } = {}): Promise<TrainResultOf<Name>> {
    const interrupt = currentDisplay()?.signal;
    const cancel = (): void => {
      console.error(
        `The cell that waited for the training "${this.title}" was interrupted, so the training is stopped. ` +
          `To look on without this, use watch('${this.id}').`
      );
      void this.cancel().catch(() => undefined); // its end is told by the events below
    };
    interrupt?.addEventListener('abort', cancel, { once: true });
    try {
      if (interrupt?.aborted) cancel();
      this.#record = await this.#jobs.ended(this.id, { signal });
    } finally {
      interrupt?.removeEventListener('abort', cancel);
    }
    signal?.throwIfAborted();
    return resultOf<Name>(this.#record);
  }

  /** Stops the training and answers with the job's final record. An ended one stays as it is. */
  async cancel(): Promise<JobRecord> {
    return (this.#record = await this.#jobs.cancel(this.id));
  }

  /** Waits for the end, then gives the module with the weights this training made. */
  async module(options: Omit<LoadOptions, 'weights'> = {}): Promise<Loaded<Name>> {
    await this.result();
    const name = this.#record.module.slice(0, this.#record.module.lastIndexOf('@'));
    return load(name as Name, { ...options, weights: this.id });
  }

  /** Held-out examples by true and predicted class; undefined until the training has succeeded, or when it predicts numbers. */
  get confusion(): (ConfusionView & Displayable) | undefined {
    return this.#record.state === 'succeeded' ? confusionView(this.#record) : undefined;
  }

  /** The cell with this signal shows the run live already: as its result, one line is enough. */
  drawnIn(cell: AbortSignal): void {
    this.#drawnIn = cell;
  }

  async [jupyterDisplay](): Promise<MimeBundle> {
    if (this.#drawnIn && this.#drawnIn === currentDisplay()?.signal) {
      return { 'text/plain': `Run ${this.id}, drawn above` };
    }
    return runBundle((await this.picture()).view());
  }

  /** The run as it was before its first event, to be drawn from its events. */
  blank(): RunPicture {
    const { id, kind, title, module, args, target, labels, created } = this.#record;
    const asked = { id, kind, title, module, args, target, labels, created };
    return new RunPicture({ ...asked, state: 'queued', metrics: {}, artefacts: [] });
  }

  /** The run with all events up to now. */
  async picture(): Promise<RunPicture> {
    await this.record();
    const picture = this.blank();
    for await (const event of this.#jobs.eventsSoFar(this.id)) picture.add(event);
    return picture;
  }
}

function resultOf<Name extends string>(record: JobRecord): TrainResultOf<Name> {
  if (record.state === 'succeeded') return record.result as TrainResultOf<Name>;
  const { error } = record;
  const why = error?.message ?? record.reason ?? 'no reason was recorded';
  throw new SondeError(
    `job-${record.state}`,
    `The training "${record.title}" was not finished (${record.state}): ${why}`,
    {
      hint: error?.hint ?? `Its log: await job('${record.id}') and its events tell more.`
    }
  );
}
