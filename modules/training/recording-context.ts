/** A training's context that keeps what is reported to it: what the modules' tests train with. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { validate, type AnyModule, type TrainContext } from '@sonde/toolkit';
import type { DeviceInfo } from '@sonde/schema';

export interface Recording {
  context: TrainContext<never>;
  metrics: { series: string; step: number; value: number }[];
  logs: string[];
  devices: DeviceInfo[];
  progress: { done: number; total?: number; unit?: string }[];
  /** Folders of the checkpoints, one for each that was offered. */
  checkpoints: string[];
}

/** `args` are checked and completed as a job would do it; `onMetric` sees each metric as it comes. */
export async function recording(
  module: AnyModule,
  folder: string,
  data: string,
  args: Record<string, unknown> = {},
  options: { signal?: AbortSignal; onMetric?: () => void; resumes?: string } = {}
): Promise<Recording> {
  const metrics: Recording['metrics'] = [];
  const logs: string[] = [];
  const devices: DeviceInfo[] = [];
  const progress: Recording['progress'] = [];
  const checkpoints: string[] = [];
  const context: TrainContext<unknown> = {
    folder,
    weights: path => Promise.resolve(join(folder, path)),
    data,
    args: validate(argsOf(module), args, `train ${module.name}`),
    signal: options.signal ?? new AbortController().signal,
    model: await mkdtemp(join(tmpdir(), 'sonde-model-')),
    ...(options.resumes !== undefined && { resumes: options.resumes }),
    async checkpoint(_at, write) {
      const checkpoint = await mkdtemp(join(tmpdir(), 'sonde-checkpoint-'));
      await write(checkpoint);
      checkpoints.push(checkpoint);
    },
    metric(series, step, value) {
      metrics.push({ series, step, value });
      options.onMetric?.();
    },
    progress: (done, total, { unit } = {}) => void progress.push({ done, total, unit }),
    log: text => void logs.push(text),
    uses: device => void devices.push(device)
  };
  return { context: context as TrainContext<never>, metrics, logs, devices, progress, checkpoints };
}

function argsOf(module: AnyModule): object {
  if (!module.train) throw new Error(`${module.name} cannot be trained.`);
  return module.train.args as object;
}
