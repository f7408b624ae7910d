/**
 * The command that runs a job in a container at a site without Docker, for a person or a batch script to start. Pure: text from what it
 * is given. Limits of cores and memory are the site's own business, its batch system sets them.
 */
import { SondeError } from '@sonde/schema';
import type { JobFolder, StoredJob } from '../jobs/job-folder.js';
import { apptainerMounts } from './apptainer-mounts.js';
import { bareImage } from './docker/default-image.js';
import { inputs } from './job-inputs.js';

export const containerPrograms = ['apptainer', 'udocker'] as const;
export type ContainerProgram = (typeof containerPrograms)[number];

export interface CommandContext {
  /** Where Sonde is installed. */
  root: string;
  /** Absolute path of the runner, below `root`. */
  runner: string;
  /** Image of a registry that brings Node. */
  image?: string;
}

/** One line of a POSIX shell. */
export function containerCommand(
  program: ContainerProgram,
  stored: StoredJob,
  folder: JobFolder,
  { root, runner, image = bareImage }: CommandContext
): string {
  const gpus = (stored.resources?.gpus ?? 0) > 0;
  const readable = inputs(stored, { more: [root], present: [] });
  const words = { apptainer, udocker }[program]({ stored, folder, readable, gpus, image });
  return [...words, 'node', '--enable-source-maps', runner, folder.path]
    .map(word => (word === and ? word : quote(word)))
    .join(' ');
}

interface Parts {
  stored: StoredJob;
  folder: JobFolder;
  readable: readonly string[];
  gpus: boolean;
  image: string;
}

/** Stands between two commands of which the second runs when the first succeeded. */
const and = '&&';

function apptainer({ folder, readable, gpus, image }: Parts): string[] {
  return [
    ...['apptainer', 'exec', '--cleanenv', '--no-home'],
    ...(gpus ? ['--nv'] : []),
    ...apptainerMounts({ writable: [folder.path], readable }),
    `docker://${image}`
  ];
}

/** What it mounts can be written to; it knows no other way. GPUs are given to a container that was made before. */
function udocker({ stored, folder, readable, gpus, image }: Parts): string[] {
  const paths = [folder.path, ...readable];
  const odd = paths.find(path => path.includes(':'));
  if (odd !== undefined) {
    throw new SondeError(
      'path-odd',
      `Cannot run job "${stored.title}" by udocker: it mounts no path with a colon, as in ${odd}`,
      { hint: 'Move it, or use Apptainer.' }
    );
  }
  const volumes = paths.map(path => `--volume=${path}:${path}`);
  if (!gpus) return ['udocker', 'run', '--rm', ...volumes, image];
  const name = `sonde-${stored.id}`;
  return [
    ...['udocker', 'pull', image, and],
    ...['udocker', 'create', `--name=${name}`, image, and],
    ...['udocker', 'setup', '--nvidia', name, and],
    ...['udocker', 'run', '--rm', ...volumes, name]
  ];
}

/** As one word of a POSIX shell. */
function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
