/** Which module a command is about: the one that is named, or the one on whose row the context menu was opened. */
import type { JupyterFrontEnd } from '@jupyterlab/application';
import { SondeError } from '@sonde/schema';

/** The arguments that every command on a module takes. */
export const moduleArgs = {
  type: 'object',
  properties: {
    module: {
      type: 'string',
      description: 'Name of a module in the catalogue, or "source/name"; default: the row that was clicked'
    }
  }
};

export interface ModuleArgs {
  module?: unknown;
}

export function moduleOf(args: ModuleArgs, app: Pick<JupyterFrontEnd, 'contextMenuHitTest'>): string {
  const name = args.module ?? clicked(app)?.['module'];
  if (typeof name === 'string') return name;
  throw new SondeError('no-module', 'The command was not told which module it is about', {
    hint: 'Give it {"module": "image-classification"}.'
  });
}

/** False only where the row that was clicked is that of a container. */
export function mayBeModule(args: ModuleArgs, app: Pick<JupyterFrontEnd, 'contextMenuHitTest'>): boolean {
  return args.module !== undefined || clicked(app)?.['kind'] !== 'container';
}

function clicked(app: Pick<JupyterFrontEnd, 'contextMenuHitTest'>): DOMStringMap | undefined {
  return app.contextMenuHitTest(node => node.classList.contains('sonde-Card'))?.dataset;
}
