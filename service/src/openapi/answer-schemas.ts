/** What the routes answer. The types are in schema/; the test beside holds real answers against these. */
import { JobEvent, UsageEvent, jobKinds, jobStates, type JobState } from '@sonde/schema';
import { ResourcesSchema, Type } from '@sonde/toolkit';

const text = Type.String();
const time = Type.String({ format: 'date-time', description: 'ISO 8601, UTC' });
const values = Type.Record(Type.String(), Type.Unknown());
const texts = Type.Record(Type.String(), Type.String());
const count = Type.Integer({ minimum: 0 });
const maybe = Type.Optional;
const named = (name: string) => Type.Unsafe<object>({ $ref: `#/components/schemas/${name}` });
const states = Object.keys(jobStates) as JobState[];
const fields = Type.Record(Type.String(), Type.Array(text));

const ErrorRecord = Type.Object({
  name: text,
  message: text,
  code: maybe(text),
  hint: maybe(text),
  stack: maybe(text),
  fields: maybe(fields)
});

const DeviceInfo = Type.Object({
  engine: text,
  kind: Type.Union([Type.Literal('cpu'), Type.Literal('gpu')]),
  device: text,
  threads: Type.Number(),
  why: text
});

const progress = maybe(
  Type.Object({ done: Type.Number(), total: maybe(Type.Number()), unit: maybe(text), text: maybe(text) })
);

const JobRecord = Type.Object({
  id: text,
  kind: Type.Union(jobKinds.map(kind => Type.Literal(kind))),
  title: text,
  module: maybe(Type.String({ description: 'name@version' })),
  notebook: maybe(text),
  command: maybe(Type.Array(text)),
  args: values,
  data: maybe(Type.Object({ path: text, fingerprint: text, files: count, bytes: count })),
  target: text,
  resources: maybe(ResourcesSchema),
  targetOptions: maybe(values),
  after: maybe(Type.Array(text)),
  retries: maybe(count),
  priority: maybe(Type.Integer()),
  group: maybe(text),
  attempt: Type.Integer({ minimum: 1 }),
  labels: texts,
  parent: maybe(text),
  resumes: maybe(text),
  idempotencyKey: maybe(text),
  state: Type.Union(states.map(state => Type.Literal(state))),
  reason: maybe(text),
  created: time,
  queued: maybe(time),
  prepared: maybe(time),
  started: maybe(time),
  finished: maybe(time),
  progress,
  pace: maybe(Type.Object({ since: Type.Number(), from: Type.Number(), at: Type.Number() })),
  metrics: Type.Record(Type.String(), Type.Unknown({ description: 'The last value of each series' })),
  checkpoint: maybe(
    Type.Object({ step: Type.Number(), epoch: maybe(Type.Number()), bytes: count, at: time })
  ),
  usage: maybe(
    Type.Composite([Type.Omit(UsageEvent, ['t', 'kind']), Type.Object({ peakMemoryBytes: Type.Number() })])
  ),
  device: maybe(named('DeviceInfo')),
  versions: maybe(Type.Object({ sonde: text, node: text, system: text })),
  place: maybe(Type.Object({ id: text, node: maybe(text), image: maybe(text), digest: maybe(text) })),
  error: maybe(named('ErrorRecord')),
  result: maybe(Type.Unknown()),
  artefacts: Type.Array(
    Type.Object({ name: text, path: text, bytes: count, sha256: maybe(text), mime: maybe(text) })
  )
});

/** Pairs of numbers: where, and how much. */
const points = Type.Array(Type.Array(Type.Number(), { minItems: 2, maxItems: 2 }));
const RunView = Type.Object({
  job: text,
  title: text,
  module: Type.String({ description: 'name@version, or the kind of the job' }),
  state: Type.Union(states.map(state => Type.Literal(state))),
  reason: maybe(text),
  progress,
  started: maybe(time),
  finished: maybe(time),
  device: maybe(text),
  series: Type.Record(Type.String(), Type.Object({ unit: maybe(text), points }), {
    description: 'Step and value of each curve, thinned'
  }),
  usage: maybe(
    Type.Partial(Type.Object({ cpus: points, memoryBytes: points, gpus: points, gpuMemoryBytes: points }), {
      description: 'Time (Unix milliseconds) and value of each measure, thinned'
    })
  ),
  result: maybe(Type.Unknown()),
  error: maybe(Type.Object({ message: text, hint: maybe(text) }))
});

const Gone = Type.Object({ id: text });

const Schedule = Type.Object({
  id: text,
  cron: text,
  zone: text,
  request: named('JobRequest'),
  created: time,
  looked: time,
  paused: maybe(Type.Literal(true)),
  missed: count,
  fired: maybe(time),
  job: maybe(text),
  error: maybe(named('ErrorRecord')),
  next: maybe(time)
});

export const answerSchemas: Record<string, object> = {
  Json: Type.Unknown({ description: 'A JSON value' }),
  Problem: Type.Object({
    type: text,
    title: text,
    status: Type.Integer(),
    detail: text,
    hint: maybe(text),
    fields: maybe(fields)
  }),
  ErrorRecord,
  DeviceInfo,
  Health: Type.Object({
    name: Type.Literal('sonde'),
    version: text,
    home: text,
    device: named('DeviceInfo')
  }),
  ModuleList: Type.Object({
    entries: Type.Array(Type.Object({ ok: Type.Boolean(), name: text, source: text })),
    total: count,
    sources: Type.Array(named('SourceState')),
    revision: text,
    offline: maybe(Type.Literal(true))
  }),
  SourceState: Type.Object({ name: text, kind: text, location: text, status: text, entries: count }),
  CatalogueRevision: Type.Object({ revision: text }),
  PredictAnswer: Type.Object({
    bundle: Type.Record(Type.String(), Type.Unknown(), {
      description: 'MIME type and value of what a cell shows'
    }),
    ms: Type.Number(),
    device: named('DeviceInfo'),
    code: text
  }),
  CheckAnswer: Type.Object({ summary: text }),
  UploadAnswer: Type.Object({ path: text }),
  JobEvent,
  JobRecord,
  RunView,
  Gone,
  JobList: Type.Object({ jobs: Type.Array(named('JobRecord')), total: count }),
  SweepAnswer: Type.Object({ group: text, jobs: Type.Array(named('JobRecord')) }),
  ClearAnswer: Type.Object({
    jobs: count,
    bytes: count,
    failed: Type.Array(Type.Object({ id: text, message: text }))
  }),
  LogPart: Type.Object({
    from: count,
    to: count,
    size: count,
    text,
    rest: maybe(Type.String({ description: 'The line that is not whole yet, as far as it has come' })),
    ended: Type.Boolean()
  }),
  Schedule,
  ScheduleList: Type.Object({ schedules: Type.Array(named('Schedule')) }),
  TargetList: Type.Object({
    targets: Type.Array(
      Type.Object({
        name: text,
        options: maybe(Type.Unknown({ description: 'JSON Schema of its `targetOptions`' })),
        jobs: count,
        ok: Type.Boolean(),
        capabilities: maybe(values),
        error: maybe(named('ErrorRecord'))
      })
    )
  })
};
