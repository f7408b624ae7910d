/**
 * Runs jobs in containers of a Docker Engine. Where the engine is on this machine a job writes into its own folder; where it is
 * not, an attendant process brings what it writes back. The container's name is made from the job's id, so that everybody finds it.
 */
import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { ContainerInspectInfo } from 'dockerode';
import type { JobPlace } from '@sonde/schema';
import type { JobFolder, StoredJob } from '../jobs/job-folder.js';
import { containerEnd } from './docker/container-end.js';
import { containerName } from './docker/container-spec.js';
import { imageName, startContainer } from './docker/container.js';
import { DockerOptions, DockerSettings, ownImage } from './docker/docker-settings.js';
import { ask, openEngine, promptly, statusOf, type Engine } from './docker/engine.js';
import { findImage } from './docker/image.js';
import { isMounted } from './docker/is-mounted.js';
import { identityOf, isSameProcess, type ProcessIdentity } from './process-identity.js';
import type { Observation, Target, TargetKind } from './target.js';

export const dockerKind: TargetKind = {
  settings: DockerSettings,
  open: (name, settings) => dockerTarget(name, settings as DockerSettings)
};

/** How long a container may take to appear once the job was handed over, in milliseconds. */
const appearsWithin = 30_000;

export function dockerTarget(name: string, settings: DockerSettings): Target {
  let opened: Promise<Engine> | undefined;
  const engine = (): Promise<Engine> => (opened ??= openEngine(settings));

  return {
    name,
    options: DockerOptions,

    async capabilities() {
      const found = await engine();
      const { NCPU, MemTotal, ServerVersion, ContainersRunning } = await ask(
        found,
        `reach target "${name}"`,
        abortSignal => (found.docker as Asked).info({ abortSignal }),
        { within: promptly }
      );
      return {
        cpus: NCPU,
        memoryBytes: MemTotal,
        ...(settings.gpus !== undefined && { gpus: settings.gpus }),
        slots: settings.slots ?? NCPU,
        survivesLogout: !found.here,
        about: `Docker Engine ${ServerVersion} at ${found.address}, ${ContainersRunning} containers running`
      };
    },

    async submit(stored, folder) {
      const found = await engine();
      const mounted = isMounted(settings, found);
      const wanted = imageName(stored, settings, mounted);
      const image = await findImage(found, wanted);
      notePlace(folder, { id: containerName(stored.id), node: found.address, image: wanted });
      if (mounted && image) await startContainer({ engine: found, stored, folder, settings, mounted }, image);
      else attend(folder, settings);
    },

    async observe(stored, folder) {
      const found = await engine();
      const container = await inspect(found, stored);
      const attended = isMounted(settings, found) || isAttended(folder);
      if (!container) return observeMissing(folder, found, attended);
      const { State } = container;
      if (State.Running || State.Status === 'created' || State.Paused || State.Restarting) {
        if (!attended) attend(folder, settings);
        return { alive: true };
      }
      // What it said last may still be on its way here.
      if (!isMounted(settings, found) && !existsSync(folder.final)) {
        if (isAttended(folder)) return { alive: true };
        if (!existsSync(drained(folder))) {
          writeFileSync(drained(folder), '');
          attend(folder, settings);
          return { alive: true };
        }
      }
      return {
        alive: false,
        state: State.OOMKilled ? 'failed' : 'lost',
        reason: containerEnd(State, stored.resources)
      };
    },

    async cancel(stored, folder, { grace = 10_000 } = {}) {
      await writeFile(folder.cancel, '');
      const found = await engine();
      const container = found.docker.getContainer(containerName(stored.id));
      try {
        await ask(found, `stop job "${stored.title}"`, () => container.stop({ t: Math.ceil(grace / 1000) }));
      } catch (error) {
        if (statusOf(error) !== 304 && statusOf(error) !== 404) throw error; // stopped, or never made
      }
    },

    async buildImage({ tag = settings.image ?? ownImage, ...options }) {
      const { buildImage } = await import('./docker/build-image.js');
      await buildImage(await engine(), { tag, ...options });
      return tag;
    },

    async remove(stored) {
      const found = await engine();
      try {
        await ask(found, `remove the container of job "${stored.title}"`, () =>
          found.docker.getContainer(containerName(stored.id)).remove({ force: true, v: true })
        );
      } catch (error) {
        if (statusOf(error) !== 404) throw error;
      }
    }
  };
}

/** What the types of the engine's library leave open. */
interface Asked {
  info(options: { abortSignal: AbortSignal | undefined }): Promise<{
    NCPU: number;
    MemTotal: number;
    ServerVersion: string;
    ContainersRunning: number;
  }>;
}

async function inspect(engine: Engine, stored: StoredJob): Promise<ContainerInspectInfo | undefined> {
  try {
    return await ask(
      engine,
      `look for job "${stored.title}"`,
      abortSignal => engine.docker.getContainer(containerName(stored.id)).inspect({ abortSignal }),
      { within: promptly }
    );
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw error;
  }
}

/** Before there is a container, an attendant may be fetching its image. */
function observeMissing(folder: JobFolder, { address }: Engine, attended: boolean): Observation {
  if (isAttended(folder)) return { alive: true };
  const handed = statSync(folder.place, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
  const began = existsSync(folder.process); // its runner has been there
  if (Date.now() - handed < appearsWithin && attended && !began) return { alive: true };
  return {
    alive: false,
    reason: `The Docker Engine at ${address} has no container of this job: it was removed, or never made`
  };
}

function notePlace(folder: JobFolder, place: JobPlace): void {
  writeFileSync(`${folder.place}.new`, JSON.stringify(place));
  renameSync(`${folder.place}.new`, folder.place);
}

const drained = (folder: JobFolder): string => `${folder.path}/drained`;
const attendant = (folder: JobFolder): string => `${folder.path}/attendant.json`;

/** Starts a process that stays with the job. Two of them do no harm: the second waits for the first. */
function attend(folder: JobFolder, settings: DockerSettings): void {
  const log = openSync(`${folder.path}/attendant.log`, 'a');
  const here = fileURLToPath(new URL('docker/attend.js', import.meta.url));
  const program = here.replace(/([\\/])src([\\/]targets)/, '$1lib$2'); // as built, also when this runs from source
  const child = spawn(process.execPath, [program, folder.path, JSON.stringify(settings)], {
    detached: true,
    stdio: ['ignore', log, log]
  });
  child.unref();
  closeSync(log);
  if (child.pid !== undefined) writeFileSync(attendant(folder), JSON.stringify(identityOf(child.pid)));
}

function isAttended(folder: JobFolder): boolean {
  try {
    return isSameProcess(JSON.parse(readFileSync(attendant(folder), 'utf8')) as ProcessIdentity);
  } catch {
    return false; // never attended, or being written
  }
}
