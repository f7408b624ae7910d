/** What a run's chart shows: its record and its curves, thinned so that they can be sent several times a second. */
import type { JobEvent, JobRecord, RunView, UsageCurves, UsageEvent, UsageMeasure } from '@sonde/schema';
import { advance } from './fold.js';
import { thin } from './thin.js';

type Point = [step: number, value: number];

/** A run as its events tell it. Feed it events; ask it for views. */
export class RunPicture {
  readonly record: JobRecord;
  readonly #series = new Map<string, Point[]>();
  readonly #usage: UsageCurves = {};

  /** @param record the run before its first event */
  constructor(record: JobRecord) {
    this.record = record;
  }

  add(event: JobEvent): void {
    advance(this.record, event);
    if (event.kind === 'usage') this.#note(event);
    if (event.kind !== 'metric') return;
    const points = this.#series.get(event.series) ?? [];
    // A training that was started again goes over steps that it had been through.
    while ((points.at(-1)?.[0] ?? -Infinity) >= event.step) points.pop();
    points.push([event.step, event.value]);
    this.#series.set(event.series, points);
  }

  /** The picture now, each curve with at most `most` points. */
  view(most = 500): RunView {
    const {
      id,
      title,
      kind,
      module = kind,
      state,
      reason,
      progress,
      started,
      finished,
      device,
      result,
      error
    } = this.record;
    const series = [...this.#series].map(([name, points]) => [name, { points: thin(points, most) }] as const);
    return {
      job: id,
      title,
      module,
      state,
      ...(reason !== undefined && { reason }),
      ...(progress && { progress }),
      ...(started && { started }),
      ...(finished && { finished }),
      ...(device && { device: `${device.engine}, ${device.device}` }),
      series: Object.fromEntries(series),
      ...(result !== undefined && { result }),
      ...(error && { error: { message: error.message, ...(error.hint && { hint: error.hint }) } })
    };
  }

  /** What it used, each measure with at most `most` points. */
  usage(most = 120): UsageCurves {
    return Object.fromEntries(
      Object.entries(this.#usage).map(([measure, points]) => [measure, thin(points, most)])
    );
  }

  #note(event: UsageEvent): void {
    for (const measure of measures) {
      const value = event[measure];
      if (value !== undefined) (this.#usage[measure] ??= []).push([event.t, value]);
    }
  }
}

const measures: readonly UsageMeasure[] = ['cpus', 'memoryBytes', 'gpus', 'gpuMemoryBytes'];
