/**
 * A training as a cell holds it: its state, its events, its result and the module with the new weights. It holds no
 * more than an id: the job is on disk, so any process may make a `Run` of it, now or in a week.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  SondeError,
  currentDisplay,
  jupyterDisplay,
  type ConfusionView,
  type DisplayPort,
  type Displayable,
  type JobEvent,
  type JobRecord,
  type JobRequest,
  type MimeBundle
} from '@sonde/schema';
import { load } from '../modules/load.js';
import type { LoadOptions, Loaded, TrainResultOf } from '../modules/module-types.js';
import { runBundle } from '../plots/run-bundle.js';
import { drawLive } from './draw-live.js';
import { originLabels } from './origin-labels.js';
import { confusionView } from './confusion-view.js';
import { unpackValue } from '../remote/plain-data.js';
import { jobFolder } from './job-folder.js';
import type { EventsOptions, Jobs } from './jobs.js';
import { valueFile } from './kinds/cell.js';
import { onInterrupt, type WatchedJob } from './on-interrupt.js';
import { RunPicture } from './run-view.js';

export class Run<Name extends string = string> implements Displayable {
  readonly id: string;
  readonly #jobs: Jobs;
  #record: JobRecord;
  #drawnIn: AbortSignal | undefined;
  #drawing: Promise<void> | undefined;

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
   * Waits for the end: gives what a training or a command came to, or what a function that `remote` sent has returned. Throws the job's own sentence when it failed, was cancelled or got lost.
   * Interrupting the cell that waits asks whether the job shall stop too; an aborted `signal` only stops waiting.
   */
  async result({ signal }: { signal?: AbortSignal } = {}): Promise<TrainResultOf<Name>> {
    const port = currentDisplay();
    const unwatch = port && onInterrupt(port, this.watched());
    try {
      this.#record = await this.#jobs.ended(this.id, { signal });
      if (!signal?.aborted) await this.#drawing; // the picture above has the end before the cell goes on
    } finally {
      unwatch?.();
    }
    signal?.throwIfAborted();
    const result = resultOf<Name>(this.#record);
    return this.#record.kind === 'cell' ? ((await this.#returned()) as TrainResultOf<Name>) : result;
  }

  /** What the function that `remote` sent has returned. */
  async #returned(): Promise<unknown> {
    return unpackValue(await readFile(join(jobFolder(this.#jobs.home, this.id).artefacts, valueFile)));
  }

  /** Stops the training and answers with the job's final record. An ended one stays as it is. */
  async cancel(): Promise<JobRecord> {
    return (this.#record = await this.#jobs.cancel(this.id));
  }

  /**
   * Goes on with a training that was cut off, from its last checkpoint, as a new run that begins with the curves of this one.
   * Throws a sentence when it has none: it has succeeded, runs still, or was cut off too early.
   *
   * @example const again = await (await job('20261126-9k3f')).resume({ target: 'slurm' });
   */
  async resume(changes: Partial<JobRequest> = {}): Promise<Run<Name>> {
    const port = currentDisplay(); // of this cell, before it waits
    const labels = { ...this.#record.labels, ...originLabels(port), ...changes.labels };
    const run = new Run<Name>(this.#jobs, await this.#jobs.resume(this.id, { ...changes, labels }));
    if (port) run.drawIn(port);
    return run;
  }

  /** Waits for the end, then gives the module with the weights this training made. */
  async module(options: Omit<LoadOptions, 'weights'> = {}): Promise<Loaded<Name>> {
    await this.result();
    const { module } = this.#record;
    if (module === undefined) {
      throw new SondeError('not-trainable', `Job "${this.title}" (${this.#record.kind}) makes no module`);
    }
    const name = module.slice(0, module.lastIndexOf('@'));
    return load(name as Name, { ...options, weights: this.id });
  }

  /** Held-out examples by true and predicted class; undefined until the training has succeeded, or when it predicts numbers. */
  get confusion(): (ConfusionView & Displayable) | undefined {
    return this.#record.state === 'succeeded' ? confusionView(this.#record) : undefined;
  }

  /** What an interrupt asks about. */
  watched(): WatchedJob {
    return { id: this.id, title: this.title, stop: () => this.cancel() };
  }

  /** Draws it live in the cell of this port until it ends; interrupting the cell asks whether it shall stop. Does not wait. */
  drawIn(port: DisplayPort): void {
    const unwatch = onInterrupt(port, this.watched());
    this.#drawnIn = port.signal; // as the cell's result, one line is enough then
    this.#drawing = drawLive(this.blank(), this.events(), { port }).catch(report).finally(unwatch);
  }

  async [jupyterDisplay](): Promise<MimeBundle> {
    if (this.#drawnIn && this.#drawnIn === currentDisplay()?.signal) {
      return { 'text/plain': `Run ${this.id}, drawn above` };
    }
    return runBundle((await this.picture()).view());
  }

  /** The run as it was before its first event, to be drawn from its events. */
  blank(): RunPicture {
    const { id, kind, title, module, args, target, labels, attempt, created } = this.#record;
    const asked = { id, kind, title, ...(module && { module }), args, target, labels, attempt, created };
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

/** The cell has gone on; what goes wrong with the drawing is said on its error stream. */
function report(error: unknown): void {
  console.error(error instanceof Error ? error.message : error);
}

function resultOf<Name extends string>(record: JobRecord): TrainResultOf<Name> {
  if (record.state === 'succeeded') return record.result as TrainResultOf<Name>;
  const { error } = record;
  const why = error?.message ?? record.reason ?? 'no reason was recorded';
  throw new SondeError(
    `job-${record.state}`,
    `${record.kind === 'train' ? 'The training' : 'The job'} "${record.title}" was not finished (${record.state}): ${why}`,
    {
      hint: error?.hint ?? `Its log: await job('${record.id}') and its events tell more.`
    }
  );
}
