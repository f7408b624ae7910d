/** Every route, as the document tells of it. The test beside compares them with those that the service has. */
import { paths } from '@sonde/schema';

export interface Operation {
  method: 'get' | 'post' | 'delete';
  /** With {name} where a value goes. */
  path: string;
  id: string;
  summary: string;
  query?: Record<string, { description: string; required?: boolean; schema?: object }>;
  /** Of what is sent and what comes back: the name of a schema (JSON), or a media type. */
  body?: string;
  answer?: string;
  /** Of an event stream: the names of the schemas that the data of its events have, as JSON. */
  events?: readonly string[];
  status?: number;
  /** True where the header is not asked for. */
  open?: boolean;
}

type More = Omit<Operation, 'method' | 'path' | 'id' | 'summary'>;

const whole = { type: 'integer', minimum: 0 };
const source = { source: { description: 'The source of the module, where several have one of this name' } };
const stream = 'text/event-stream';
const [id, name] = ['{id}', '{name}'];

const get = route('get');
const post = route('post');
const remove = route('delete');

export const operations: readonly Operation[] = [
  get(paths.openapi, 'describe', 'This document', { answer: 'Json', open: true }),
  get(paths.health, 'health', 'Version, home and engine', { answer: 'Health' }),

  get(paths.modules, 'listModules', 'Modules, and how each source is doing', {
    query: {
      text: { description: 'Words to find' },
      task: { description: 'Only modules for this task' },
      library: { description: 'Only modules of this library' },
      dataType: { description: 'Only modules for data of this type' },
      licence: { description: 'Only modules under this licence' },
      source: { description: 'Only modules of this source' },
      trainable: { description: '"true" or "false"' },
      runsHere: { description: '"true" or "false"' },
      first: { description: 'At most this many', schema: whole }
    },
    answer: 'ModuleList'
  }),
  post(paths.modulesRefresh, 'refreshModules', 'Fetches all sources again', { answer: 'ModuleList' }),
  post(paths.catalogueSources, 'addSource', 'Adds a folder, a git repository or a list of modules', {
    body: 'SourceRequest',
    answer: 'SourceState',
    status: 201
  }),
  get(paths.catalogueRevision, 'getRevision', 'Another text whenever the catalogue has changed', {
    answer: 'CatalogueRevision'
  }),
  get(paths.module(name), 'getModule', 'All about a module or container', { query: source, answer: 'Json' }),
  get(paths.moduleNotebook(name), 'getNotebook', 'A notebook that works for it', {
    query: source,
    answer: 'Json'
  }),
  post(paths.modulePredict(name), 'predict', 'Runs the module on an input', {
    query: source,
    body: 'PredictRequest',
    answer: 'PredictAnswer'
  }),
  post(paths.moduleWhy(name), 'why', 'Shows which parts of an input speak for the answer', {
    query: source,
    body: 'PredictRequest',
    answer: 'PredictAnswer'
  }),
  remove(paths.prediction(id), 'cancelPrediction', 'Cancels a prediction', { status: 204 }),
  post(paths.moduleCheck(name), 'checkData', 'Checks the data and the arguments of a training', {
    query: source,
    body: 'CheckRequest',
    answer: 'CheckAnswer'
  }),
  get(paths.moduleExample(name, 0).replace(/0$/, '{n}'), 'getExample', 'An example input', {
    query: source,
    answer: '*/*'
  }),
  get(paths.modulePicture(name, ''), 'getPicture', 'A picture that the README shows', {
    query: { ...source, path: { description: 'As the README names it', required: true } },
    answer: 'image/*'
  }),
  post(paths.uploads, 'upload', 'Keeps a file for a week', {
    query: { name: { description: 'Its name' } },
    body: 'application/octet-stream',
    answer: 'UploadAnswer',
    status: 201
  }),

  get(paths.jobs, 'listJobs', 'Jobs, newest first', {
    query: {
      limit: { description: 'At most this many', schema: whole },
      before: { description: 'Only those that are older than the job with this id' },
      open: { description: '"1": only those that have not ended' }
    },
    answer: 'JobList'
  }),
  post(paths.jobs, 'submitJob', 'Starts a job', { body: 'JobRequest', answer: 'JobRecord', status: 201 }),
  post(paths.sweeps, 'startSweep', 'Starts a job for each combination of the arguments that are lists', {
    body: 'JobRequest',
    answer: 'SweepAnswer',
    status: 201
  }),
  get(paths.jobsStream, 'followJobs', 'Events "job" (a JobRecord) and "gone" (an id), as they happen', {
    answer: stream,
    events: ['JobRecord', 'Gone']
  }),
  post(paths.jobsClear, 'clearJobs', 'Deletes ended jobs', { body: 'ClearRequest', answer: 'ClearAnswer' }),
  get(paths.job(id), 'getJob', 'The record of a job', { answer: 'JobRecord' }),
  remove(paths.job(id), 'deleteJob', 'Deletes an ended job', { answer: 'ClearAnswer' }),
  get(paths.jobRequest(id), 'getJobRequest', 'What was asked for', { answer: 'JobRequest' }),
  get(paths.jobView(id), 'getJobView', 'The curves of a job as they are now', { answer: 'RunView' }),
  post(paths.jobCancel(id), 'stopJob', 'Stops a job; one that has ended stays as it is', {
    answer: 'JobRecord'
  }),
  post(paths.jobRetry(id), 'retryJob', 'Starts the same job again, with changes', {
    body: 'JobChanges',
    answer: 'JobRecord',
    status: 201
  }),
  post(paths.jobResume(id), 'resumeJob', 'Goes on with a training from its last checkpoint, as a new job', {
    body: 'JobChanges',
    answer: 'JobRecord',
    status: 201
  }),
  get(paths.jobEvents(id), 'followJob', 'Each JobEvent of a job, those to come included', {
    query: { from: { description: 'Leaves out this many lines', schema: whole } },
    answer: stream,
    events: ['JobEvent']
  }),
  get(paths.jobLog(id), 'getLog', 'The end of what a job printed', {
    query: { whole: { description: '"1": all of it, as a file' } },
    answer: 'text/plain'
  }),
  get(paths.jobLogPart(id), 'getLogPart', 'A part of what a job printed, in whole lines', {
    query: {
      from: { description: 'Begins at this byte', schema: whole },
      before: { description: 'Ends before this byte', schema: whole },
      most: { description: 'Bytes', schema: whole },
      seen: {
        description: 'With "wait": answers also when the log has grown beyond this size',
        schema: whole
      },
      wait: { description: 'Milliseconds to wait for more where there is nothing yet', schema: whole }
    },
    answer: 'LogPart'
  }),
  get(paths.jobArtefact(id, ''), 'getArtefact', 'A file that a job made', {
    query: {
      path: { description: 'As the record has it', required: true },
      first: { description: 'Only this many bytes of its beginning', schema: whole }
    },
    answer: '*/*'
  }),

  get(paths.schedules, 'listSchedules', 'Schedules, oldest first', { answer: 'ScheduleList' }),
  post(paths.schedules, 'addSchedule', 'Has a job started at set times, while the service runs', {
    body: 'ScheduleRequest',
    answer: 'Schedule',
    status: 201
  }),
  post(paths.schedulePause(id), 'pauseSchedule', 'Lets a schedule rest until it is resumed', {
    answer: 'Schedule'
  }),
  post(paths.scheduleResume(id), 'resumeSchedule', 'Has a schedule come due again from now on', {
    answer: 'Schedule'
  }),
  remove(paths.schedule(id), 'deleteSchedule', 'Deletes a schedule', { status: 204 }),

  get(paths.targets, 'listTargets', 'Targets, and what each has free', { answer: 'TargetList' })
];

function route(method: Operation['method']) {
  return (path: string, operationId: string, summary: string, more: More): Operation => ({
    method,
    path: decodeURIComponent(path).replace(/\?.*$/, ''),
    id: operationId,
    summary,
    ...more
  });
}
