/** The JupyterLab extension: a list of small plugins. Each lives in plugins/ and only wires; the rooms do the work. */
import { cataloguePlugin } from './plugins/catalogue.js';
import { diagnosticsPlugin } from './plugins/diagnostics.js';
import { jobPagePlugin } from './plugins/job-page.js';
import { jobStatusPlugin } from './plugins/job-status.js';
import { jobsFeedPlugin, jobsPlugin, schedulesPlugin } from './plugins/jobs.js';
import { launcherPlugin } from './plugins/launcher.js';
import { modulePlugin } from './plugins/module.js';
import { newJobPlugin } from './plugins/new-job.js';
import { renderersPlugin } from './plugins/renderers.js';
import { runningJobsPlugin } from './plugins/running-jobs.js';
import { servicePlugin } from './plugins/service.js';
import { sweepPagePlugin } from './plugins/sweep-page.js';
import { typesConnectionsPlugin, typingPlugin } from './plugins/typing.js';

export { CommandIDs, IJobsFeed, ISchedules, IServiceClient } from './tokens.js';

export default [
  servicePlugin,
  jobsFeedPlugin,
  schedulesPlugin,
  cataloguePlugin,
  modulePlugin,
  jobsPlugin,
  jobPagePlugin,
  sweepPagePlugin,
  jobStatusPlugin,
  runningJobsPlugin,
  newJobPlugin,
  renderersPlugin,
  typesConnectionsPlugin,
  diagnosticsPlugin,
  typingPlugin,
  launcherPlugin
];
