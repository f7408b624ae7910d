/**
 * Trainings that differ in some arguments, as a cell holds them: draws them beside each other, waits for them all, and
 * says which was best. Like a run it holds no more than ids.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  SondeError,
  currentDisplay,
  isFinal,
  jupyterDisplay,
  type DisplayPort,
  type Displayable,
  type JobRecord,
  type MimeBundle
} from '@sonde/schema';
import { ranked, sweepBundle, type SweepView } from '../plots/sweep-bundle.js';
import type { TrainResultOf } from '../modules/module-types.js';
import type { Jobs } from './jobs.js';
import { onInterrupt } from './on-interrupt.js';
import { Run } from './run.js';
import { labelOf } from './sweep-label.js';

export interface CompareOptions {
  /** The series to compare; default is a "val_" one, a loss before others. */
  by?: string;
  /** Default: lower for losses and errors, higher for all else. */
  better?: 'lower' | 'higher';
}

export class Sweep<Name extends string = string> implements Displayable {
  /** The id its jobs share. */
  readonly id: string;
  readonly runs: readonly Run<Name>[];
  readonly #jobs: Jobs;
  readonly #records: readonly JobRecord[];
  #drawnIn: AbortSignal | undefined;
  #drawing: Promise<void> | undefined;

  constructor(jobs: Jobs, records: readonly JobRecord[]) {
    this.#jobs = jobs;
    this.#records = records;
    this.id = records[0]?.group ?? '';
    this.runs = records.map(record => new Run<Name>(jobs, record));
  }

  /** Waits for all and answers with what each gave, in order; those that failed are left undefined. */
  async results(): Promise<(TrainResultOf<Name> | undefined)[]> {
    const results = await Promise.all(
      this.runs.map(async ({ id }) => {
        const { state, result } = await this.#jobs.ended(id);
        return state === 'succeeded' ? (result as TrainResultOf<Name>) : undefined;
      })
    );
    await this.#drawing; // the picture above has their ends before the cell goes on
    return results;
  }

  /** Waits for all and gives the run whose last value was best. Throws a sentence when none has succeeded. */
  async best(options: CompareOptions = {}): Promise<Run<Name>> {
    await this.results();
    const view = await this.view(options);
    const [first] = ranked({ ...view, runs: view.runs.filter(run => run.state === 'succeeded') });
    const best = this.runs.find(run => run.id === first?.job);
    if (best) return best;
    throw new SondeError(
      'sweep-failed',
      `No training of this sweep has succeeded (${this.runs.length} were started)`,
      {
        hint: `Show the sweep, or its first run: await job('${this.runs[0]?.id ?? ''}').`
      }
    );
  }

  /** Stops all that have not ended. */
  async cancel(): Promise<void> {
    await Promise.all(this.runs.map(run => run.cancel()));
  }

  /** What sets the runs apart and how far they are. */
  async view({ by, better }: CompareOptions = {}): Promise<SweepView> {
    const pictures = await Promise.all(this.runs.map(run => run.picture()));
    const views = pictures.map(picture => picture.view());
    const series = by ?? comparedSeries(views.flatMap(view => Object.keys(view.series)));
    const names = varying(this.#records);
    return {
      title: this.#title,
      ...(series !== undefined && { series }),
      better: better ?? (series === undefined || /loss|error|mae|mse/i.test(series) ? 'lower' : 'higher'),
      runs: views.map((view, index) => ({
        job: view.job,
        state: view.state,
        label: labelOf(this.#records[index]?.args ?? {}, names),
        points: (series === undefined ? undefined : view.series[series]?.points) ?? [],
        ...(view.reason !== undefined && { reason: view.reason })
      }))
    };
  }

  async [jupyterDisplay](): Promise<MimeBundle> {
    if (this.#drawnIn && this.#drawnIn === currentDisplay()?.signal) {
      return { 'text/plain': `Sweep ${this.id}, drawn above` };
    }
    return sweepBundle(await this.view());
  }

  /**
   * Draws the sweep in this cell, `every` so many milliseconds, until all runs have ended. Interrupting the cell asks
   * whether they shall stop.
   */
  async drawIn(port: DisplayPort, { every = 1000 }: { every?: number } = {}): Promise<void> {
    const cell = port.signal; // the port shows another cell's signal later
    this.#drawnIn = cell;
    const unwatch = onInterrupt(port, { id: this.id, title: this.#title, stop: () => this.cancel() });
    this.#drawing = this.#draw(port, every).catch(report).finally(unwatch);
    await this.#drawing;
  }

  async #draw(port: DisplayPort, every: number): Promise<void> {
    const id = `sonde-sweep-${this.id}`;
    port.show(sweepBundle(this.#first()), { id });
    for (;;) {
      const view = await this.view();
      port.update(id, sweepBundle(view));
      if (view.runs.every(run => isFinal(run.state))) return;
      await sleep(every);
    }
  }

  /** The sweep before anything has been read. */
  #first(): SweepView {
    const names = varying(this.#records);
    const runs = this.#records.map(({ id, args }) => ({
      job: id,
      state: 'queued' as const,
      label: labelOf(args, names),
      points: []
    }));
    return { title: this.#title, better: 'lower', runs };
  }

  get #title(): string {
    return this.#records[0]?.labels['sweep'] ?? 'Sweep';
  }
}

function report(error: unknown): void {
  console.error(error instanceof Error ? error.message : error);
}

/** What tells most: how a model does on what it has not seen, and of that the loss. */
function comparedSeries(names: readonly string[]): string | undefined {
  const value = (name: string): number => (name.startsWith('val_') ? 2 : 0) + (name.includes('loss') ? 1 : 0);
  return [...new Set(names)].sort((a, b) => value(b) - value(a))[0];
}

/** Names of the arguments that are not the same in all runs. */
function varying(records: readonly JobRecord[]): string[] {
  const [first] = records;
  return Object.keys(first?.args ?? {}).filter(name =>
    records.some(({ args }) => JSON.stringify(args[name]) !== JSON.stringify(first?.args[name]))
  );
}
