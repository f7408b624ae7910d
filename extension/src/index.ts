/** The JupyterLab extension: a list of small plugins. Each lives in plugins/ and only wires; the rooms do the work. */
import { cataloguePlugin } from './plugins/catalogue.js';
import { diagnosticsPlugin } from './plugins/diagnostics.js';
import { jobsFeedPlugin, jobsPlugin } from './plugins/jobs.js';
import { launcherPlugin } from './plugins/launcher.js';
import { modulePlugin } from './plugins/module.js';
import { renderersPlugin } from './plugins/renderers.js';
import { servicePlugin } from './plugins/service.js';

export { CommandIDs, IJobsFeed, IServiceClient } from './tokens.js';

export default [
  servicePlugin,
  jobsFeedPlugin,
  cataloguePlugin,
  modulePlugin,
  jobsPlugin,
  renderersPlugin,
  diagnosticsPlugin,
  launcherPlugin
];
