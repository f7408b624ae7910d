/**
 * Where the files of a job lie on the machine that runs it, when not where they lay on the one that asked for it: in an
 * image Sonde is installed elsewhere, and on a cluster the data are staged to a shared folder.
 */
import type { StoredJob } from './job-folder.js';

/** From absolute folders of the asking machine to those of the running one. */
export type PathMap = Record<string, string>;

/** The environment variable that hands a {@link PathMap}, as JSON, to the runner. */
export const pathMapVariable = 'SONDE_PATHS';

/** The job with each of its paths as the running machine knows it. */
export function mapPaths(stored: StoredJob, map: PathMap): StoredJob {
  const { folder, code, trained, notebook, data } = stored;
  return {
    ...stored,
    ...(folder !== undefined && { folder: mapPath(folder, map) }),
    ...(code !== undefined && { code: mapPath(code, map) }),
    ...(trained !== undefined && { trained: mapPath(trained, map) }),
    ...(notebook !== undefined && { notebook: mapPath(notebook, map) }),
    ...(data && { data: { ...data, path: mapPath(data.path, map) } })
  };
}

/** The longest folder of the map that holds `path` decides; a path in none stays as it is. */
export function mapPath(path: string, map: PathMap): string {
  const [holder] = Object.keys(map)
    .filter(folder => path === folder || path.startsWith(`${folder.replace(/\/$/, '')}/`))
    .sort((a, b) => b.length - a.length);
  return holder === undefined ? path : `${map[holder] ?? ''}${path.slice(holder.length)}`;
}
