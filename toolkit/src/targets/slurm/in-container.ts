/** The words before a command that make it run in a container, with what it needs of the node at the same paths. */
import { SondeError } from '@sonde/schema';
import { apptainerMounts } from '../apptainer-mounts.js';
import type { SlurmSettings } from './settings.js';

export interface Needs {
  writable: readonly string[];
  readable: readonly string[];
  gpus: boolean;
  /** Names of variables that the container would not see by itself. */
  variables: readonly string[];
}

export function inContainer(container: SlurmSettings['container'], needs: Needs): string[] {
  if (!container) return [];
  return { apptainer, enroot }[container.engine](container.image, needs);
}

/** It hands its environment on by itself. */
function apptainer(image: string, { writable, readable, gpus }: Needs): string[] {
  return ['apptainer', 'exec', ...(gpus ? ['--nv'] : []), ...apptainerMounts({ writable, readable }), image];
}

/** It decides by the image's own variables whether there are GPUs; here by what was asked for. */
function enroot(image: string, { writable, readable, gpus, variables }: Needs): string[] {
  const mount = (path: string, mode: 'ro' | 'rw'): string[] => [
    '--mount',
    `${plain(path)}:${path}:none:x-create=auto,rbind,${mode}`
  ];
  const handed = [...variables, ...(gpus ? ['CUDA_VISIBLE_DEVICES'] : [])];
  return [
    ...['enroot', 'start', '--rw'],
    ...handed.flatMap(name => ['--env', name]),
    ...['--env', `NVIDIA_VISIBLE_DEVICES=${gpus ? 'all' : 'void'}`],
    ...readable.flatMap(path => mount(path, 'ro')),
    ...writable.flatMap(path => mount(path, 'rw')),
    image
  ];
}

/** Enroot reads a mount as a line of fstab(5) with colons between its fields. */
function plain(path: string): string {
  if (!/[\s:]/.test(path)) return path;
  throw new SondeError(
    'path-odd',
    `Cannot run the job by Enroot: it mounts no path with a colon or a blank, as in ${path}`,
    { hint: 'Move it, or use Apptainer.' }
  );
}
