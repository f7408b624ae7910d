/**
 * Opens what a job made in Lab: a file below Lab's own folder where it lies, a notebook from elsewhere as a copy in the
 * folder that is open. Other files from elsewhere Lab cannot open; they can be looked into and downloaded.
 */
import type { INotebookContent } from '@jupyterlab/nbformat';
import type { Contents } from '@jupyterlab/services';
import { SondeError } from '@sonde/schema';
import { saveModuleNotebook } from '../catalogue/open-notebook.js';
import { contentsPath } from './contents-path.js';
import { previewKind } from './preview-kind.js';

export interface MadeFile {
  name: string;
  /** Absolute. */
  path: string;
  bytes: number;
}

const isNotebook = (name: string) => name.toLowerCase().endsWith('.ipynb');

/** @param root the folder that Lab was started in */
export function mayOpen({ name, path, bytes }: MadeFile, root: string): boolean {
  const isKnown = previewKind(name, bytes) !== undefined || /\.(html?|pdf)$/i.test(name);
  return isNotebook(name) || (isKnown && placeInLab(path, root) !== undefined);
}

export interface OpenOutputOptions {
  root: string;
  contents: Pick<Contents.IManager, 'get' | 'save'>;
  /** Where a copy goes, as Lab names it. */
  folder: string;
  /** The bytes of the file. */
  fetch: () => Promise<Blob>;
}

/** The path to open, as Lab names it. */
export async function openable(file: MadeFile, options: OpenOutputOptions): Promise<string> {
  const { root, fetch, ...where } = options;
  const place = placeInLab(file.path, root);
  if (place !== undefined) return place;
  const base = file.name.replace(/^.*\//, '').replace(/\.ipynb$/i, '');
  const notebook = async (): Promise<INotebookContent> =>
    readNotebook(file.name, await (await fetch()).text());
  return saveModuleNotebook(base, { client: { notebook }, ...where });
}

/** Undefined for what lies elsewhere, and for what is hidden: Jupyter opens nothing whose path has a name with a dot in front. */
function placeInLab(path: string, root: string): string | undefined {
  try {
    const below = contentsPath(path, root);
    return below.split('/').some(part => part.startsWith('.')) ? undefined : below;
  } catch {
    return undefined;
  }
}

function readNotebook(name: string, text: string): INotebookContent {
  try {
    return JSON.parse(text) as INotebookContent;
  } catch (cause) {
    throw new SondeError('notebook-broken', `Cannot open "${name}": it is no notebook that can be read`, {
      hint: 'The job may have ended while it wrote it.',
      cause
    });
  }
}
