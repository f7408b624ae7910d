/** Jobs that run a notebook without a browser, by our own kernel, with parameters. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { SondeError } from '@sonde/schema';
import { didYouMean } from '../../modules/nearest.js';
import type { Kind } from './kind.js';
import { parameterNames, readNotebook } from './notebook-parameters.js';

export const notebookKind: Kind = {
  async prepare({ notebook, args = {} }) {
    if (!notebook) {
      throw new SondeError('notebook-missing', 'Cannot run a notebook: none was named', {
        hint: 'Give the absolute path of an .ipynb file as `notebook`.',
        fields: { notebook: ['give the path of a notebook'] }
      });
    }
    const text = await readFile(notebook, 'utf8').catch((cause: unknown) => {
      const { code, message } = cause as NodeJS.ErrnoException;
      const why = code === 'ENOENT' ? 'there is no such file' : message;
      throw new SondeError('notebook-missing', `Cannot run the notebook "${notebook}": ${why}`, {
        cause,
        fields: { notebook: [why] }
      });
    });
    const known = await parameterNames(readNotebook(text, notebook), notebook);
    for (const name of Object.keys(args)) {
      if (known?.includes(name) ?? /^[A-Za-z_$][\w$]*$/.test(name)) continue;
      const hint = known
        ? (didYouMean(name, known) ?? `It has ${known.join(', ') || 'none'}.`)
        : "A parameter is a variable's name.";
      throw new SondeError(
        'arguments-wrong',
        `The notebook "${basename(notebook)}" has no parameter "${name}"`,
        {
          hint,
          fields: { [name]: ['there is no such parameter'] }
        }
      );
    }
    return { title: basename(notebook), notebook, args };
  },
  async run(job) {
    const { runNotebook } = await import('./notebook-run.js');
    return runNotebook(job);
  }
};
