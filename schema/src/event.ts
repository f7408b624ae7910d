/**
 * The event protocol: one JSON object per line, the same from the job to the disk, the event stream and the cell.
 * Producers drop nothing; consumers decimate.
 */
import { Type, type Static } from '@sinclair/typebox';

const states = [
  'queued',
  'preparing',
  'running',
  'stopping',
  'succeeded',
  'failed',
  'cancelled',
  'lost'
] as const;

/** Milliseconds since the epoch, UTC. */
const t = Type.Number({ description: 'Milliseconds since the Unix epoch, UTC' });

export const MetricEvent = Type.Object({
  t,
  kind: Type.Literal('metric'),
  series: Type.String({ description: 'Name of the curve, e.g. "loss" or "val_accuracy"' }),
  step: Type.Number({
    description: 'Position on the x axis: optimiser steps since the start, or epochs when `unit` says so'
  }),
  value: Type.Number(),
  epoch: Type.Optional(Type.Number())
});

export const ProgressEvent = Type.Object({
  t,
  kind: Type.Literal('progress'),
  done: Type.Number(),
  total: Type.Optional(Type.Number({ description: 'Absent when the end is not known' })),
  unit: Type.Optional(Type.String({ description: 'What is counted, e.g. "epochs", "images"' })),
  text: Type.Optional(Type.String())
});

export const LogEvent = Type.Object({
  t,
  kind: Type.Literal('log'),
  level: Type.Union([Type.Literal('info'), Type.Literal('warn'), Type.Literal('error')]),
  text: Type.String()
});

export const ArtefactEvent = Type.Object({
  t,
  kind: Type.Literal('artefact'),
  name: Type.String(),
  path: Type.String({ description: 'Relative to the job folder' }),
  bytes: Type.Number(),
  sha256: Type.Optional(Type.String()),
  mime: Type.Optional(Type.String())
});

export const StateEvent = Type.Object({
  t,
  kind: Type.Literal('state'),
  state: Type.Union(states.map(state => Type.Literal(state))),
  reason: Type.Optional(Type.String({ description: 'A sentence: why the job is in this state' })),
  error: Type.Optional(Type.Unsafe<import('./error.js').ErrorRecord>(Type.Any())),
  result: Type.Optional(
    Type.Unknown({ description: 'JSON summary a succeeded job returns, e.g. its held-out accuracy' })
  ),
  pid: Type.Optional(Type.Number()),
  again: Type.Optional(
    Type.Boolean({ description: 'It was further and is back in this state: a cluster took its place away' })
  ),
  place: Type.Optional(Type.Unsafe<import('./job.js').JobPlace>(Type.Any({ description: 'Where it runs' }))),
  versions: Type.Optional(
    Type.Unsafe<import('./job.js').JobVersions>(Type.Any({ description: 'What runs it' }))
  ),
  device: Type.Optional(Type.Unsafe<import('./module.js').DeviceInfo>(Type.Any()))
});

/** The job has kept what it needs to go on from here, should it be cut off. Each replaces the one before. */
export const CheckpointEvent = Type.Object({
  t,
  kind: Type.Literal('checkpoint'),
  step: Type.Number({ description: 'The last step that is in it, as in metrics' }),
  epoch: Type.Optional(Type.Number()),
  bytes: Type.Number({ description: 'What it takes on disk' })
});

/** What the job's processes use together. A measure that nobody can take is absent. */
export const UsageEvent = Type.Object({
  t,
  kind: Type.Literal('usage'),
  cpus: Type.Number({ description: 'Busy processor cores on average since the last event: 1 is one core' }),
  memoryBytes: Type.Number({ description: 'Memory in RAM' }),
  gpus: Type.Optional(Type.Number({ description: 'Busy GPUs: 1 is one GPU that computes all the time' })),
  gpuMemoryBytes: Type.Optional(Type.Number()),
  of: Type.Optional(
    Type.Object(
      {
        cpus: Type.Number(),
        memoryBytes: Type.Number(),
        gpus: Type.Optional(Type.Number()),
        gpuMemoryBytes: Type.Optional(Type.Number())
      },
      { description: 'What there is for it; told once, and again when it changes' }
    )
  )
});

export const JobEvent = Type.Union([
  MetricEvent,
  ProgressEvent,
  LogEvent,
  ArtefactEvent,
  StateEvent,
  CheckpointEvent,
  UsageEvent
]);

export type MetricEvent = Static<typeof MetricEvent>;
export type ProgressEvent = Static<typeof ProgressEvent>;
export type LogEvent = Static<typeof LogEvent>;
export type ArtefactEvent = Static<typeof ArtefactEvent>;
export type StateEvent = Static<typeof StateEvent>;
export type CheckpointEvent = Static<typeof CheckpointEvent>;
export type UsageEvent = Static<typeof UsageEvent>;
export type JobEvent =
  MetricEvent | ProgressEvent | LogEvent | ArtefactEvent | StateEvent | CheckpointEvent | UsageEvent;
