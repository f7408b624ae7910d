/**
 * Turns a request into a job that can start: all that a person can get wrong is said here, before there is a job, and
 * every default is filled in.
 */
import { SondeError, jobKinds, type JobRequest, type Resources } from '@sonde/schema';
import type { Source } from '../catalogue/source.js';
import { sources } from '../catalogue/sources.js';
import { didYouMean } from '../modules/nearest.js';
import { validate } from '../modules/validate.js';
import type { Target } from '../targets/target.js';
import { checkResumable } from './carry-over.js';
import { existsJob } from './job-folder.js';
import type { StoredJob } from './job-folder.js';
import { isJobId, newJobId } from './job-id.js';
import { kinds } from './kinds/kinds.js';
import { ResourcesSchema } from './resources.js';

export interface PrepareContext {
  home: string;
  targets: readonly Target[];
  from?: readonly Source[];
  /** 1, or more for a retry. */
  attempt?: number;
  now?: () => number;
}

/** The job that `request` asks for, or a sentence that says why there cannot be one. */
export async function prepareJob(request: JobRequest, context: PrepareContext): Promise<StoredJob> {
  const { home, from = sources(), attempt = 1, now = Date.now } = context;
  const target = findTarget(request, context.targets);
  const targetOptions = target.options
    ? validate<Record<string, unknown>>(target.options, request.targetOptions, `use target "${target.name}"`)
    : noOptions(request, target);
  const resources = validate<Resources>(ResourcesSchema, request.resources, 'start the job');
  checkAfter(home, request.after);
  await checkGpus(request, resources, target);
  const kind = await kindOf(request);
  const prepared = await kind.prepare(request, { home, from });
  await checkResumes(home, request, prepared.module);
  const parent =
    request.parent ?? (request.weights && isJobId(request.weights) ? request.weights : undefined);
  const created = now();
  return {
    id: newJobId(created),
    kind: request.kind,
    ...prepared,
    title: request.title?.trim() || prepared.title,
    ...(request.device && { device: request.device }),
    target: target.name,
    ...(Object.keys(resources).length > 0 && { resources }),
    ...(Object.keys(targetOptions).length > 0 && { targetOptions }),
    ...(request.after?.length && { after: request.after }),
    ...(request.retries && { retries: request.retries }),
    ...(request.priority && { priority: request.priority }),
    ...(request.group && { group: request.group }),
    attempt,
    labels: request.labels ?? {},
    ...(parent && { parent }),
    ...(request.resumes && { resumes: request.resumes }),
    ...(request.idempotencyKey && { idempotencyKey: request.idempotencyKey }),
    request: { ...request, target: target.name },
    created: new Date(created).toISOString()
  };
}

function findTarget(request: JobRequest, targets: readonly Target[]): Target {
  const name = request.target ?? 'local';
  const found = targets.find(target => target.name === name);
  if (found) return found;
  const names = targets.map(target => target.name);
  throw new SondeError('target-unknown', `Cannot start ${subject(request)}: there is no target "${name}"`, {
    hint: didYouMean(name, names) ?? `There are: ${names.join(', ')}.`,
    fields: { target: [`there is no target "${name}"`] }
  });
}

function noOptions({ targetOptions = {} }: JobRequest, { name }: Target): Record<string, unknown> {
  const [given] = Object.keys(targetOptions);
  if (given === undefined) return {};
  throw new SondeError('arguments-wrong', `Target "${name}" has no options, "${given}" was given`, {
    fields: { targetOptions: [`there is no "${given}"`] }
  });
}

async function kindOf(request: JobRequest) {
  if (Object.hasOwn(kinds, request.kind)) return kinds[request.kind]();
  throw new SondeError(
    'kind-unsupported',
    `Cannot start ${subject(request)}: there are no jobs of kind "${request.kind}"`,
    {
      hint: `There are: ${jobKinds.join(', ')}.`
    }
  );
}

function checkAfter(home: string, after: readonly string[] = []): void {
  for (const id of after) {
    if (isJobId(id) && existsJob(home, id)) continue;
    throw new SondeError('job-unknown', `Cannot wait for job "${id}": there is no such job in ${home}`, {
      hint: 'jobs() lists what there is.',
      fields: { after: [`there is no job "${id}"`] }
    });
  }
}

/** A job that no place will ever be enough for would block those behind it. */
async function checkGpus(request: JobRequest, { gpus = 0 }: Resources, target: Target): Promise<void> {
  if (gpus === 0) return;
  // A target that cannot be reached now says so when the job is handed over.
  const has = await target.capabilities().catch(() => undefined);
  if (has?.slots === undefined || has.gpus === undefined || has.gpus >= gpus) return;
  const there = has.gpus === 0 ? 'no GPU' : has.gpus === 1 ? 'one GPU' : `${has.gpus} GPUs`;
  const asked = gpus === 1 ? '1 was' : `${gpus} were`;
  throw new SondeError(
    'no-gpu',
    `Cannot start ${subject(request)}: target "${target.name}" has ${there}, ${asked} asked for`,
    {
      hint: has.gpus === 0 ? 'Ask for none to run on the CPU, or name another target.' : 'Ask for fewer.',
      fields: { resources: [`there ${has.gpus === 1 ? 'is' : 'are'} ${there}`] }
    }
  );
}

async function checkResumes(home: string, { kind, resumes }: JobRequest, module?: string): Promise<void> {
  if (resumes === undefined) return;
  if (!isJobId(resumes) || !existsJob(home, resumes)) {
    throw new SondeError('job-unknown', `Cannot resume job "${resumes}": there is no such job in ${home}`, {
      hint: 'jobs() lists what there is.',
      fields: { resumes: [`there is no job "${resumes}"`] }
    });
  }
  if (kind !== 'train' || module === undefined) {
    throw new SondeError('not-resumable', `Cannot resume job ${resumes}: only trainings keep checkpoints`, {
      fields: { resumes: ['only trainings keep checkpoints'] }
    });
  }
  await checkResumable(home, resumes, module);
}

function subject(request: JobRequest): string {
  const name = request.module ?? request.notebook ?? request.command?.[0];
  return name === undefined ? 'the job' : `"${name}"`;
}
