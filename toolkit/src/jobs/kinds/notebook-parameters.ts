/**
 * The parameters of a notebook, by the convention of papermill: the cell tagged `parameters` declares them with their defaults, and
 * a cell tagged `injected-parameters` after it sets those that were given.
 */
import { SondeError } from '@sonde/schema';

export interface NotebookCell {
  cell_type: string;
  id?: string;
  metadata: { tags?: string[] } & Record<string, unknown>;
  source: string | string[];
}

export interface Notebook {
  nbformat: number;
  nbformat_minor: number;
  cells: NotebookCell[];
  metadata: Record<string, unknown> & { kernelspec?: { name?: string; language?: string } };
}

/** Throws a sentence when this is no notebook that our kernel can run. */
export function readNotebook(text: string, path: string): Notebook {
  let notebook: Partial<Notebook> | null;
  try {
    notebook = JSON.parse(text) as Partial<Notebook> | null;
  } catch (cause) {
    throw new SondeError('notebook-wrong', `"${path}" is no notebook: ${(cause as Error).message}`, {
      cause
    });
  }
  if (notebook?.nbformat !== 4 || !Array.isArray(notebook.cells)) {
    throw new SondeError('notebook-wrong', `"${path}" is no notebook of format 4`, {
      hint: 'Open and save it in JupyterLab: that brings it up to date.'
    });
  }
  const { name, language } = notebook.metadata?.kernelspec ?? {};
  if (language !== undefined && !/^(typescript|javascript)$/i.test(language) && name !== 'sonde') {
    throw new SondeError('notebook-foreign', `Cannot run "${path}": it is written in ${language}`, {
      hint: 'Sonde runs notebooks in TypeScript and JavaScript. For others, a command can run them: jupyter execute.'
    });
  }
  return { nbformat_minor: 5, metadata: {}, ...notebook } as Notebook;
}

/** Names that the cell tagged `parameters` declares; undefined for a notebook without such a cell. */
export async function parameterNames({ cells }: Notebook, path: string): Promise<string[] | undefined> {
  const cell = cells.find(isTagged('parameters'));
  if (!cell) return undefined;
  const { parseSync } = await import('oxc-parser');
  const { program, errors } = parseSync('parameters.ts', sourceOf(cell), {
    lang: 'ts',
    sourceType: 'module'
  });
  const [error] = errors;
  if (error)
    throw new SondeError('notebook-wrong', `The parameters of "${path}" cannot be read: ${error.message}`);
  return program.body.flatMap(statement =>
    statement.type === 'VariableDeclaration'
      ? statement.declarations.flatMap(({ id }) => (id.type === 'Identifier' ? [id.name] : []))
      : []
  );
}

/** The notebook with a cell that sets `values`, after the parameters or else at the front. A cell from a run before goes. */
export function withParameters(notebook: Notebook, values: Readonly<Record<string, unknown>>): Notebook {
  const cells = notebook.cells.filter(cell => !isTagged('injected-parameters')(cell));
  const names = Object.keys(values);
  if (names.length === 0) return { ...notebook, cells };
  const source = names.map(name => `let ${name} = ${JSON.stringify(values[name])};`).join('\n');
  const injected = {
    cell_type: 'code',
    ...(notebook.nbformat_minor >= 5 && { id: 'injected-parameters' }),
    metadata: { tags: ['injected-parameters'] },
    source,
    outputs: [],
    execution_count: null
  };
  const at = cells.findIndex(isTagged('parameters')) + 1;
  return { ...notebook, cells: [...cells.slice(0, at), injected, ...cells.slice(at)] };
}

const isTagged =
  (tag: string) =>
  ({ metadata }: NotebookCell): boolean =>
    metadata.tags?.includes(tag) ?? false;

function sourceOf({ source }: NotebookCell): string {
  return [source].flat().join('');
}
