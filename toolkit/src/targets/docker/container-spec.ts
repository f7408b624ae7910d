/** What a job's container is made of. Pure: from the job, the image and the settings to the engine's own words. */
import { userInfo } from 'node:os';
import type { ContainerCreateOptions, MountSettings } from 'dockerode';
import type { JobPlace } from '@sonde/schema';
import type { JobFolder, StoredJob } from '../../jobs/job-folder.js';
import { pathMapVariable } from '../../jobs/path-map.js';
import { echoVariable, endVariable, placeVariable } from '../../jobs/runner-environment.js';
import { inputs } from '../job-inputs.js';

export interface ImageFacts {
  /** As asked for, e.g. "sonde:0.1.0". */
  name: string;
  /** Its own id: what the name meant when the job was made. Undefined where only those who fetch it will know. */
  digest?: string;
  /** Its name in its registry, with the digest that it has there. */
  published?: string;
  /** Where Sonde lies in it; undefined for an image without. */
  root?: string;
}

export interface ContainerContext {
  image: ImageFacts;
  /** Where Sonde is installed here. */
  root: string;
  /** Absolute path of the runner, below `root`. */
  runner: string;
  /** Folders of this machine are mounted; else everything is copied. */
  mounted: boolean;
  /** Name of the engine's machine. */
  node: string;
  /** Absolute paths on the engine's machine that every container sees. */
  volumes?: readonly string[];
  /** The engine's GPUs that the job was given, by number. */
  gpus?: readonly string[] | undefined;
  /** Name of the network it joins; default is the engine's usual one. */
  network?: string;
  /** Variables by name and value. */
  env?: Readonly<Record<string, string>>;
}

export const jobLabel = 'sonde.job';
/** An image that brings Sonde says with this label where. */
export const rootLabel = 'sonde.root';

/** Also the host name in the container. */
export const containerName = (id: string): string => `sonde-${id}`;

export function containerSpec(
  stored: StoredJob,
  folder: JobFolder,
  context: ContainerContext
): ContainerCreateOptions {
  const { image, root, runner, mounted, network } = context;
  const inside = image.root === undefined ? runner : runner.replace(root, image.root);
  const { cpus, memoryBytes, gpus } = stored.resources ?? {};
  const program = ['node', '--enable-source-maps', inside, folder.path];
  return {
    name: containerName(stored.id),
    Image: image.digest ?? image.name,
    // The log of a mounted folder is written there, where everyone looks for it; the engine's log is for what is far away.
    Entrypoint: mounted
      ? ['/bin/sh', '-c', `exec "$@" >> '${folder.log.replaceAll("'", "'\\''")}' 2>&1`, 'sonde']
      : [],
    Cmd: program,
    ...(mounted && { User: user() }),
    Env: variables(stored, context),
    Labels: { [jobLabel]: stored.id, 'sonde.title': stored.title },
    StopTimeout: 10,
    HostConfig: {
      Mounts: mounts(stored, folder, context),
      ...(cpus !== undefined && { NanoCpus: Math.round(cpus * 1e9) }),
      // As much swap as memory is none at all: what needs more than it asked for shall say so and not crawl.
      ...(memoryBytes !== undefined && { Memory: memoryBytes, MemorySwap: memoryBytes }),
      ...(gpus !== undefined &&
        gpus > 0 && { DeviceRequests: [{ ...whichGpus(gpus, context), Capabilities: [['gpu']] }] }),
      ...(network !== undefined && { NetworkMode: network })
    }
  };
}

/** Without names an engine gives the first of its GPUs to each who asks. */
function whichGpus(count: number, { gpus }: ContainerContext): object {
  return gpus ? { DeviceIDs: [...gpus] } : { Count: count };
}

function variables(stored: StoredJob, { image, root, mounted, node, env = {} }: ContainerContext): string[] {
  const { name, digest } = image;
  const place: JobPlace = { id: containerName(stored.id), node, image: name, ...(digest && { digest }) };
  const all: Record<string, string> = {
    HOME: '/tmp',
    ...env,
    [placeVariable]: JSON.stringify(place),
    // The engine knows why a container ends that nobody asked to.
    [endVariable]: 'target',
    ...(image.root !== undefined && { [pathMapVariable]: JSON.stringify({ [root]: image.root }) }),
    ...(!mounted && { [echoVariable]: '1' })
  };
  return Object.entries(all).map(([name, value]) => `${name}=${value}`);
}

function mounts(stored: StoredJob, folder: JobFolder, context: ContainerContext): MountSettings[] {
  const { image, root, mounted, volumes = [] } = context;
  const mount = (path: string, ReadOnly: boolean): MountSettings => ({
    Type: 'bind',
    Source: path,
    Target: path,
    ReadOnly
  });
  const readable = volumes.map(path => mount(path, true));
  if (!mounted) return readable;
  const more = image.root === undefined ? [root] : [];
  const own = inputs(stored, { more, present: [root, ...volumes] }).map(path => mount(path, true));
  return [mount(folder.path, false), ...own, ...readable];
}

/** What the job writes shall belong to whoever asked for it. */
function user(): string {
  const { uid, gid } = userInfo();
  return `${uid}:${gid}`;
}
