/** Jobs as services of a Swarm that run once. The service's name is made from the job's id, so that everybody finds it. */
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ContainerInspectInfo } from 'dockerode';
import { presentRunner } from '../built-runner.js';
import { installRoot } from '../install-root.js';
import type { Observation } from '../target.js';
import { containerName, jobLabel } from './container-spec.js';
import { imageName } from './default-image.js';
import { usualGpuKind, usualSilence, type DockerOptions } from './docker-settings.js';
import { ask, promptly, statusOf } from './engine.js';
import { handedOn } from './handed-on.js';
import { notePlace, sinceSent } from './place.js';
import { serviceImage } from './service-image.js';
import { serviceSpec } from './service-spec.js';
import { askNodes, askTasks, type SwarmTask } from './swarm.js';
import { currentTask, hasEnded, isUnwanted, observed } from './task-words.js';
import { isWanted, wantNone } from './want-none.js';
import type { HandOver, Way } from './way.js';

export const asService: Way = {
  async submit(job) {
    const { engine, stored, folder, settings } = job;
    const { constraints } = (stored.targetOptions ?? {}) as DockerOptions;
    const wanted = imageName(stored, settings, true);
    const { image, auth } = await serviceImage(engine, wanted);
    const spec = serviceSpec(stored, folder, {
      image,
      root: installRoot(),
      runner: presentRunner(stored.title),
      env: handedOn(stored),
      gpuKind: settings.gpuKind ?? usualGpuKind,
      ...(constraints && { constraints }),
      ...(settings.network !== undefined && { network: settings.network }),
      ...(settings.volumes && { volumes: settings.volumes })
    });
    notePlace(folder, { id: containerName(stored.id), node: engine.address, image: wanted, service: true });
    try {
      await ask(engine, `hand job "${stored.title}" to the Swarm`, () =>
        auth ? engine.docker.createService(auth, spec) : engine.docker.createService(spec)
      );
    } catch (error) {
      if (statusOf(error) !== 409) throw error; // made before
    }
  },

  async observe(job) {
    const { engine, stored, folder, settings } = job;
    const task = currentTask(await tasksOf(job));
    if (!task) return untasked(job);
    const nodes = await askNodes(engine, looking(job));
    return observed(task, {
      node: nodes.find(({ ID }) => ID === task.NodeID),
      resources: stored.resources ?? {},
      image: imageName(stored, settings, true),
      title: stored.title,
      silence: (settings.silence ?? usualSilence) * 60_000,
      unwanted: existsSync(folder.cancel),
      outOfMemory: hasEnded(task) && (await ranOutOfMemory(job, task)),
      now: Date.now()
    });
  },

  async cancel(job, grace) {
    await writeFile(job.folder.cancel, '');
    await freeService(job, hasEnded, grace + promptly);
  },

  remove: job => freeService(job, isUnwanted, promptly)
};

const looking = ({ stored }: HandOver): string => `look for job "${stored.title}"`;

/** Found by label: that works, too, when the service is removed and its tasks are about to end. */
function tasksOf(job: HandOver): Promise<SwarmTask[]> {
  return askTasks(job.engine, looking(job), `${jobLabel}=${job.stored.id}`);
}

/**
 * Has the Swarm stop what runs of the service, gently, and removes it once its tasks are `done`. Not at once: engines before 23.0
 * let the tasks of a removed job run on.
 */
async function freeService(
  job: HandOver,
  done: (task: SwarmTask) => boolean,
  patience: number
): Promise<void> {
  const doing = `stop job "${job.stored.title}"`;
  const service = job.engine.docker.getService(containerName(job.stored.id));
  try {
    await ask(job.engine, doing, () => wantNone(service));
    const end = Date.now() + patience;
    while (!(await tasksOf(job)).every(done) && Date.now() < end) await sleep(between);
    await ask(job.engine, doing, () => service.remove());
  } catch (error) {
    if (statusOf(error) !== 404) throw error; // never made, or removed
  }
}

/** Milliseconds between two looks. */
const between = 250;

/** A service has no task for a moment, and none any more when it was removed. */
async function untasked(job: HandOver): Promise<Observation> {
  const { engine, stored, folder } = job;
  try {
    const service = engine.docker.getService(containerName(stored.id));
    const wanted = await ask(engine, looking(job), () => isWanted(service), { within: promptly });
    return wanted ? { alive: true } : { alive: false, reason: 'It was stopped' };
  } catch (error) {
    if (statusOf(error) !== 404) throw error;
    if (!existsSync(folder.process) && !existsSync(folder.cancel) && sinceSent(folder) < appearsWithin)
      return { alive: true };
    return {
      alive: false,
      reason: `The Swarm at ${engine.address} has no service of this job: it was removed, or never made`
    };
  }
}

/** Milliseconds that a service may take to appear once the job was handed over. */
const appearsWithin = 30_000;

/** The Swarm does not tell; an engine tells of its own containers. */
async function ranOutOfMemory(job: HandOver, { Status }: SwarmTask): Promise<boolean> {
  const id = Status.ContainerStatus?.ContainerID;
  if (id === undefined || id === '') return false;
  try {
    const { State }: ContainerInspectInfo = await ask(
      job.engine,
      looking(job),
      abortSignal => job.engine.docker.getContainer(id).inspect({ abortSignal }),
      { within: promptly }
    );
    return State.OOMKilled;
  } catch (error) {
    if (statusOf(error) !== 404) throw error;
    return false;
  }
}
