/** What cells, modules, jobs and the service use: everything a user writes `import { … } from 'sonde'` for. */
export { catalogue, type CatalogueQuery } from './catalogue/catalogue.js';
export { catalogueRevision } from './catalogue/catalogue-revision.js';
export { CatalogueResult, kindOf, sourceNote } from './catalogue/catalogue-result.js';
export type { AddOptions } from './catalogue/change-sources.js';
export { isOffline, type CatalogueContext } from './catalogue/context.js';
export { findEntry, findModule } from './catalogue/find-module.js';
export { insideFolder } from './catalogue/inside-folder.js';
export type { Opened, OpenedContainer } from './catalogue/read-entry.js';
export type { Source, SourceKind } from './catalogue/source.js';
export { sources } from './catalogue/sources.js';
export { hereOf } from './catalogue/here-of.js';
export { findVersions } from './catalogue/find-versions.js';
export { keepFresh } from './catalogue/keep-fresh.js';
export { parseCard } from './catalogue/read-card.js';
export { readListedPicture } from './catalogue/read-picture.js';
export { readReadme } from './catalogue/read-readme.js';
export * from './data/index.js';
export * from './engines/index.js';
export { followLog } from './jobs/follow-log.js';
export { sondeHome } from './jobs/home.js';
export type { JobFilter } from './jobs/job-index.js';
export { Jobs, type EventsOptions, type JobsOptions } from './jobs/jobs.js';
export type { JobChange } from './jobs/job-changes.js';
export { job, jobs, JobTable, openJobs } from './jobs/open-jobs.js';
export { printJob, type PrintedJob } from './jobs/print-job.js';
export { ResourcesSchema } from './jobs/resources.js';
export { Run } from './jobs/run.js';
export { keepSchedules, Schedules } from './jobs/schedules.js';
export { Sweep, type CompareOptions } from './jobs/sweep.js';
export { watch } from './jobs/watch.js';
export { ContainerModule } from './modules/container-module.js';
export * from './modules/define-module.js';
export { Explanation, type ExplanationDetails } from './modules/explanation.js';
export * from './modules/known-modules.js'; // a star, because only then can it be merged into
export { knownArguments } from './modules/known-arguments.js';
export { load } from './modules/load.js';
export type {
  Explaining,
  InfoOf,
  InputOf,
  Loaded,
  LoadOptions,
  Module,
  ModuleName,
  OptionsOf,
  OutputOf,
  SweepArgsOf,
  TrainArgsOf,
  TrainOptions
} from './modules/module-types.js';
export { didYouMean, nearest } from './modules/nearest.js';
export { Results, type Result } from './modules/results.js';
export { train } from './modules/train.js';
export { validate } from './modules/validate.js';
export * from './plots/index.js';
export { remote, startRemote } from './remote/remote.js';
export type { RemoteContext } from './remote/remote-context.js';
export { containerPrograms, type ContainerProgram } from './targets/container-command.js';
export { localTarget, type LocalTargetOptions } from './targets/local.js';
export type { Observation, Target, TargetCapabilities } from './targets/target.js';
export { SondeError, currentDisplay, jupyterDisplay, type Displayable, type MimeBundle } from '@sonde/schema';
export { Type, type Static } from '@sinclair/typebox';
