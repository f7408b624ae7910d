/** The path by which Lab's contents know a file of the machine: the opposite of module/server-path.ts. */
import { SondeError } from '@sonde/schema';

/** @param root what the server was started in; it may begin with `~` */
export function contentsPath(path: string, root: string): string {
  if (!path.startsWith('/')) return path;
  const folder = root.replace(/\/+$/, '');
  // Of a root below "~" it is not known where that is; a path that ends like it lies there.
  const below = folder.startsWith('~')
    ? path
        .split(`${folder.slice(1)}/`)
        .slice(1)
        .join(`${folder.slice(1)}/`)
    : path.startsWith(`${folder}/`)
      ? path.slice(folder.length + 1)
      : '';
  if (below !== '') return below;
  throw new SondeError('path-elsewhere', `Cannot open "${path}": it lies outside the folder of JupyterLab`, {
    hint: 'Start JupyterLab in a folder above it.'
  });
}
