/** Puts a module's notebook into a folder under a name that is still free, and says where. */
import type { Contents } from '@jupyterlab/services';
import type { ServiceClient } from '../service/client.js';

export interface SaveNotebookOptions {
  client: Pick<ServiceClient, 'notebook'>;
  contents: Pick<Contents.IManager, 'get' | 'save'>;
  /** Folder, as the contents manager names it; '' is the root. */
  folder: string;
}

/** Returns the path of the new notebook, which is called like the module without its source. */
export async function saveModuleNotebook(module: string, options: SaveNotebookOptions): Promise<string> {
  const { client, contents, folder } = options;
  const [content, listing] = await Promise.all([client.notebook(module), contents.get(folder)]);
  const taken = (listing.content as Contents.IModel[]).map(file => file.name);
  const path = joinPath(folder, freeName(module.replace(/^.*\//, ''), taken));
  const saved = await contents.save(path, { type: 'notebook', format: 'json', content });
  return saved.path === '' ? path : withDrive(folder, saved.path);
}

/** `base.ipynb`, or `base-2.ipynb`, `base-3.ipynb`, … whichever is the first that nobody has. */
export function freeName(base: string, taken: readonly string[]): string {
  const names = new Set(taken.map(name => name.toLowerCase()));
  let name = `${base}.ipynb`;
  for (let n = 2; names.has(name.toLowerCase()); n += 1) name = `${base}-${n}.ipynb`;
  return name;
}

function joinPath(folder: string, name: string): string {
  return folder === '' || folder.endsWith(':') || folder.endsWith('/')
    ? `${folder}${name}`
    : `${folder}/${name}`;
}

/** The contents manager keeps the drive ("RTC:notebooks") in a path it is given; a model it returns may lack it. */
function withDrive(folder: string, path: string): string {
  const drive = /^[^/]*:/.exec(folder)?.[0] ?? '';
  return path.startsWith(drive) ? path : `${drive}${path}`;
}
