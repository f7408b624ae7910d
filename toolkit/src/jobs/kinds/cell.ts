/** Jobs that run a function of a cell, made a program by `remote`. */
import { SondeError } from '@sonde/schema';
import type { Kind } from './kind.js';

/** Name of the artefact that holds what the function returned, in V8's serialisation. */
export const valueFile = 'value.v8';

export const cellKind: Kind = {
  prepare({ code, title }) {
    if (!code) {
      throw new SondeError('code-missing', 'Cannot start a function: none was given', {
        hint: 'Such jobs are made by remote(async () => { … }) in a cell.'
      });
    }
    return Promise.resolve({ title: title ?? 'A function of a cell', args: {}, program: code });
  },
  async run(job) {
    const { runCell } = await import('./cell-run.js');
    return runCell(job);
  }
};
