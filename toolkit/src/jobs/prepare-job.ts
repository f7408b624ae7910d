/**
 * Turns a request into a job that can start: module found, arguments checked, data read over, every default filled
 * in. All that a person can get wrong is said here, before there is a job.
 */
import { stat } from 'node:fs/promises';
import { basename, isAbsolute } from 'node:path';
import { SondeError, type JobRequest } from '@sonde/schema';
import { findModule } from '../catalogue/find-module.js';
import type { Opened } from '../catalogue/read-entry.js';
import type { Source } from '../catalogue/source.js';
import { sources } from '../catalogue/sources.js';
import { didYouMean } from '../modules/nearest.js';
import { validate } from '../modules/validate.js';
import { dataRef, existing } from './data-ref.js';
import { jobFolder, type StoredJob } from './job-folder.js';
import { isJobId, newJobId } from './job-id.js';

export interface PrepareContext {
  home: string;
  /** Names of the targets there are. */
  targets: readonly string[];
  from?: readonly Source[];
  now?: () => number;
}

/** The job that `request` asks for, or a sentence that says why there cannot be one. */
export async function prepareJob(request: JobRequest, context: PrepareContext): Promise<StoredJob> {
  const { home, targets, from = sources(), now = Date.now } = context;
  const opened = await findModule(request.module, from);
  const { name, version, folder } = opened.info;
  const target = request.target ?? 'local';
  if (!targets.includes(target)) {
    throw new SondeError('target-unknown', `Cannot start "${name}": there is no target "${target}"`, {
      hint: didYouMean(target, targets) ?? `There are: ${targets.join(', ')}.`,
      fields: { target: [`there is no target "${target}"`] }
    });
  }
  if (request.kind !== 'train') {
    throw new SondeError(
      'kind-unsupported',
      `Cannot start "${name}": jobs of kind "${request.kind}" do not exist yet`,
      {
        hint: 'Use kind "train".'
      }
    );
  }
  const { args, data } = await checkTraining(opened, request.data, request.args);
  const created = now();
  return {
    id: newJobId(created),
    kind: request.kind,
    title: request.title?.trim() || `${name} on ${basename(data)}`,
    module: `${name}@${version}`,
    folder,
    code: opened.code,
    args,
    data: await dataRef(data),
    ...(request.device && { device: request.device }),
    ...(request.weights && { trained: await trainedFolder(home, request.weights) }),
    target,
    labels: request.labels ?? {},
    ...(parentOf(request) && { parent: parentOf(request) }),
    ...(request.idempotencyKey && { idempotencyKey: request.idempotencyKey }),
    created: new Date(created).toISOString()
  };
}

/** Checks a training's arguments, then its data with the module's own check; `summary` is the line that gives. */
export async function checkTraining(
  { info, definition }: Opened,
  data: string | undefined,
  given: unknown
): Promise<{ args: Record<string, unknown>; data: string; summary: string }> {
  const { train } = definition;
  if (!train) {
    throw new SondeError('not-trainable', `Cannot train "${info.name}": it can only predict`, {
      hint: 'catalogue.search({ trainable: true }) lists what can be trained.'
    });
  }
  const args = validate<Record<string, unknown>>(train.args as object, given, `train "${info.name}"`);
  if (!data || typeof data !== 'string') {
    throw new SondeError('data-missing', `Cannot train "${info.name}": no data was given`, {
      hint: `Give the path first, as in train('my-data', { … }). The data: ${train.dataset.description}`,
      fields: { data: ['give the path of a folder or file'] }
    });
  }
  const path = await existing(data);
  return { args, data: path, summary: await train.check(path, args) };
}

/** Absolute folder of trained weights, from a job id or a path. */
export async function trainedFolder(home: string, weights: string): Promise<string> {
  if (isJobId(weights)) {
    const { model } = jobFolder(home, weights);
    if (await isFolder(model)) return model;
    throw new SondeError('weights-missing', `There is no job "${weights}" with trained weights in ${home}`, {
      hint: 'jobs() lists what there is.'
    });
  }
  if (isAbsolute(weights) && (await isFolder(weights))) return weights;
  throw new SondeError('weights-missing', `Cannot use the weights "${weights}": there is no such folder`, {
    hint: 'Give a run, a job id, or the absolute path of the folder of a trained model.'
  });
}

function parentOf(request: JobRequest): string | undefined {
  return request.parent ?? (request.weights && isJobId(request.weights) ? request.weights : undefined);
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    found => found.isDirectory(),
    () => false
  );
}
