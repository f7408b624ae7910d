/**
 * Runs jobs on a Docker Engine: in containers of its own, or, where it manages a Swarm whose nodes share our disk, as services of
 * that. Where the engine cannot see our files, an attendant process brings what a job writes back.
 */
import type { JobFolder, StoredJob } from '../jobs/job-folder.js';
import { asContainer } from './docker/as-container.js';
import { asService } from './docker/as-service.js';
import { imageToMake } from './docker/default-image.js';
import { DockerOptions, DockerSettings } from './docker/docker-settings.js';
import { openEngine, type Engine } from './docker/engine.js';
import { askInfo } from './docker/engine-info.js';
import { isMounted } from './docker/is-mounted.js';
import { readPlace } from './docker/place.js';
import { swarmCapabilities, usesSwarm } from './docker/swarm.js';
import type { HandOver, Way } from './docker/way.js';
import type { Target, TargetKind } from './target.js';

export const dockerKind: TargetKind = {
  settings: DockerSettings,
  open: (name, settings) => dockerTarget(name, settings as DockerSettings)
};

export function dockerTarget(name: string, settings: DockerSettings): Target {
  let opened: Promise<Engine> | undefined;
  const openOnce = (): Promise<Engine> => (opened ??= openEngine(settings));

  async function handOver(stored: StoredJob, folder: JobFolder): Promise<HandOver> {
    const engine = await openOnce();
    return { engine, stored, folder, settings, mounted: isMounted(settings, engine) };
  }

  return {
    name,
    options: DockerOptions,

    async capabilities() {
      const engine = await openOnce();
      const info = await askInfo(engine, `reach target "${name}"`);
      if (usesSwarm(settings, engine, info)) return swarmCapabilities(engine, settings);
      return {
        cpus: info.NCPU,
        memoryBytes: info.MemTotal,
        ...(settings.gpus !== undefined && {
          gpus: settings.gpus,
          gpuNames: Array.from({ length: settings.gpus }, (_, number) => String(number))
        }),
        slots: settings.slots ?? info.NCPU,
        survivesLogout: !engine.here,
        about: `Docker Engine ${info.ServerVersion} at ${engine.address}, ${info.ContainersRunning} containers running`
      };
    },

    async submit(stored, folder) {
      const job = await handOver(stored, folder);
      // A job goes on the way on which it was sent before.
      const before = readPlace(folder);
      const way = before ? wayOf(before) : await chooseWay(job);
      await way.submit(job);
    },

    async observe(stored, folder) {
      return wayOf(readPlace(folder)).observe(await handOver(stored, folder));
    },

    async cancel(stored, folder, { grace = 10_000 } = {}) {
      await wayOf(readPlace(folder)).cancel(await handOver(stored, folder), grace);
    },

    async remove(stored, folder) {
      await wayOf(readPlace(folder)).remove(await handOver(stored, folder));
    },

    async buildImage({ gpu = false, tag = imageToMake(settings, { gpu }), ...options }) {
      const { buildImage } = await import('./docker/build-image.js');
      await buildImage(await openOnce(), { tag, gpu, ...options });
      return tag;
    }
  };
}

function wayOf(place: ReturnType<typeof readPlace>): Way {
  return place?.service ? asService : asContainer;
}

async function chooseWay({ engine, settings, stored }: HandOver): Promise<Way> {
  const info = await askInfo(engine, `start job "${stored.title}"`);
  return usesSwarm(settings, engine, info) ? asService : asContainer;
}
