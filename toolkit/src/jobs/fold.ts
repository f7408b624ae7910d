/** The record of a job is its request folded with its events: a pure function, so that anyone reads the same. */
import {
  isFinal,
  jobStates,
  type JobEvent,
  type JobPlace,
  type JobRecord,
  type JobState,
  type ProgressEvent,
  type StateEvent,
  type UsageEvent
} from '@sonde/schema';
import type { StoredJob } from './job-folder.js';

/** The record after all of `events`. */
export function fold(stored: StoredJob, events: Iterable<JobEvent>): JobRecord {
  const record = begin(stored);
  for (const event of events) advance(record, event);
  return record;
}

/** The record before any event. */
export function begin(stored: StoredJob): JobRecord {
  const { id, kind, title, args, target, labels, attempt, created } = stored;
  return {
    id,
    kind,
    title,
    args,
    target,
    labels,
    attempt,
    ...Object.fromEntries(
      optional.filter(name => stored[name] !== undefined).map(name => [name, stored[name]])
    ),
    state: 'queued',
    created,
    metrics: {},
    artefacts: []
  };
}

/** What a record takes over from the stored job where it is there. */
const optional = [
  'module',
  'notebook',
  'command',
  'data',
  'resources',
  'targetOptions',
  'after',
  'retries',
  'priority',
  'group',
  'parent',
  'resumes',
  'idempotencyKey'
] as const;

/** Takes one more event into `record`, in place. Nothing changes the state after a final one. */
export function advance(record: JobRecord, event: JobEvent): void {
  switch (event.kind) {
    case 'metric':
      record.metrics[event.series] = event.value;
      break;
    case 'progress':
      record.pace = paceOf(record, event);
      record.progress = told(event);
      break;
    case 'artefact':
      record.artefacts = [...record.artefacts.filter(one => one.path !== event.path), told(event)];
      break;
    case 'state':
      enter(record, event);
      break;
    case 'checkpoint':
      record.checkpoint = { ...told(event), at: new Date(event.t).toISOString() };
      break;
    case 'usage':
      record.usage = usageOf(record, event);
      break;
    case 'log':
      break;
  }
}

/** Counting starts anew when something else is counted, or from the beginning again. */
function paceOf({ progress, pace }: JobRecord, event: ProgressEvent): NonNullable<JobRecord['pace']> {
  const goesOn =
    pace !== undefined &&
    progress?.unit === event.unit &&
    progress?.total === event.total &&
    progress !== undefined &&
    event.done >= progress.done;
  return goesOn ? { ...pace, at: event.t } : { since: event.t, from: event.done, at: event.t };
}

function usageOf({ usage }: JobRecord, event: UsageEvent): NonNullable<JobRecord['usage']> {
  const of = event.of ?? usage?.of;
  const peakMemoryBytes = Math.max(usage?.peakMemoryBytes ?? 0, event.memoryBytes);
  return { ...told(event), ...(of && { of }), peakMemoryBytes };
}

/** What an event tells, without when and of what kind. */
function told<Event extends JobEvent>(event: Event): Omit<Event, 't' | 'kind'> {
  const rest: Partial<Event> = { ...event };
  delete rest.t;
  delete rest.kind;
  return rest as Omit<Event, 't' | 'kind'>;
}

function enter(record: JobRecord, event: StateEvent): void {
  const { state } = event;
  const next: readonly string[] = jobStates[record.state].next;
  if (isFinal(record.state) || (state !== record.state && !next.includes(state))) return;
  // Steps back are told on purpose. Others are notes on a state that was over when they were written.
  if (isBefore(state, record.state) && event.again !== true && event.pid === undefined) return;
  const at = new Date(event.t).toISOString();
  if (state !== record.state) delete record.reason;
  record.state = state;
  if (state === 'queued') record.queued ??= at;
  if (state === 'preparing') record.prepared ??= at;
  if (state === 'running') record.started ??= at;
  if (isFinal(state)) record.finished = at;
  if (state === 'succeeded') delete record.checkpoint;
  if (event.again && record.place) record.place = placeWithoutNode(record.place);
  if (event.reason !== undefined) record.reason = event.reason;
  if (event.place !== undefined) record.place = event.place;
  if (event.device !== undefined) record.device = event.device;
  if (event.versions !== undefined) record.versions = event.versions;
  if (event.error !== undefined) record.error = event.error;
  if (event.result !== undefined) record.result = event.result;
}

function isBefore(state: JobState, other: JobState): boolean {
  const order: readonly JobState[] = ['queued', 'preparing', 'running', 'stopping'];
  return order.includes(state) && order.indexOf(state) < order.indexOf(other);
}

function placeWithoutNode(place: JobPlace): JobPlace {
  const rest = { ...place };
  delete rest.node;
  return rest;
}
