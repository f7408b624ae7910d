/** The process behind the JupyterLab panels: catalogue and jobs over HTTP and server-sent events. */
export { createApp, type AppOptions } from './app.js';
export { serve, type Served, type ServeOptions } from './serve.js';
export { runService } from './run-service.js';
