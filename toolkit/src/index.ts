/** What cells, modules, jobs and the service use: everything a user writes `import { … } from 'sonde'` for. */
export { catalogue, type CatalogueQuery } from './catalogue/catalogue.js';
export { CatalogueResult } from './catalogue/catalogue-result.js';
export { findModule } from './catalogue/find-module.js';
export type { Opened } from './catalogue/read-entry.js';
export { sources, type Source } from './catalogue/sources.js';
export * from './data/index.js';
export * from './engines/index.js';
export { sondeHome } from './jobs/home.js';
export type { JobFilter } from './jobs/job-index.js';
export { Jobs, type EventsOptions, type JobsOptions } from './jobs/jobs.js';
export { job, jobs, JobTable, openJobs } from './jobs/open-jobs.js';
export { Run } from './jobs/run.js';
export { watch } from './jobs/watch.js';
export * from './modules/define-module.js';
export * from './modules/known-modules.js'; // a star, because only then can it be merged into
export { load } from './modules/load.js';
export type {
  InputOf,
  LoadOptions,
  Module,
  ModuleName,
  OptionsOf,
  OutputOf,
  TrainArgsOf,
  TrainOptions
} from './modules/module-types.js';
export { didYouMean, nearest } from './modules/nearest.js';
export { train } from './modules/train.js';
export { validate } from './modules/validate.js';
export * from './plots/index.js';
export { localTarget, type LocalTargetOptions } from './targets/local.js';
export type { Observation, Target, TargetCapabilities } from './targets/target.js';
export { SondeError, currentDisplay, jupyterDisplay, type Displayable, type MimeBundle } from '@sonde/schema';
export { Type, type Static } from '@sinclair/typebox';
