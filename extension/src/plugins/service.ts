/** Offers the client of the Sonde service, reached through this Jupyter server's own login. */
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';
import { serviceName } from '@sonde/schema';
import { ServiceClient } from '../service/client.js';
import { IServiceClient } from '../tokens.js';

export const servicePlugin: JupyterFrontEndPlugin<ServiceClient> = {
  id: '@sonde/lab:service',
  description: 'Speaks with the Sonde service behind this Jupyter server.',
  autoStart: true,
  provides: IServiceClient,
  activate: (app: JupyterFrontEnd) => {
    const settings = app.serviceManager.serverSettings;
    return new ServiceClient({
      send: (path, init) =>
        ServerConnection.makeRequest(URLExt.join(settings.baseUrl, serviceName, path), init, settings)
    });
  }
};
