/**
 * Where things lie on a cluster that cannot see this machine's folders: below the folder `stage`, which its nodes see. What jobs read
 * lies there under what is in it, so that it is copied once for all that read it.
 */
import { basename } from 'node:path';
import { dataRef } from '../../jobs/data-ref.js';
import type { JobFolder, StoredJob } from '../../jobs/job-folder.js';
import { mapPath, type PathMap } from '../../jobs/path-map.js';
import { installRoot } from '../install-root.js';
import { inputs } from '../job-inputs.js';
import type { SlurmSettings } from './settings.js';

export type StagedSettings = SlurmSettings & { stage: string };

/** The job's folder as the nodes know it. */
export function folderThere({ id, path }: Pick<JobFolder, 'id' | 'path'>, settings: SlurmSettings): string {
  const { stage, paths = {} } = settings;
  return stage === undefined ? mapPath(path, paths) : `${stage}/jobs/${id}`;
}

export interface Copy {
  from: string;
  to: string;
  bytes: number;
}

/** What must be copied for the job beside its folder and Sonde itself; the nodes see already what lies in `paths`. */
export async function copiesFor(stored: StoredJob, { stage, paths = {} }: StagedSettings): Promise<Copy[]> {
  const present = [installRoot(), ...Object.keys(paths)];
  return Promise.all(
    inputs(stored, { present }).map(async from => {
      const known = stored.data?.path === from ? stored.data : await dataRef(from);
      const name = basename(from);
      const to = `${stage}/inputs/${name}.${known.fingerprint.slice(0, 16)}/${name}`;
      return { from, to, bytes: known.bytes };
    })
  );
}

/** Where everything that the job reads lies there. @param root the folder that holds Sonde there */
export function pathsThere(
  folder: JobFolder,
  copies: readonly Copy[],
  { settings, root }: { settings: StagedSettings; root: string }
): PathMap {
  return {
    ...settings.paths,
    [installRoot()]: root,
    [folder.path]: folderThere(folder, settings),
    ...Object.fromEntries(copies.map(({ from, to }) => [from, to]))
  };
}
