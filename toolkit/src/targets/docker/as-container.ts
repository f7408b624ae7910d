/** Jobs as containers of one engine. The container's name is made from the job's id, so that everybody finds it. */
import { writeFile } from 'node:fs/promises';
import type { ContainerInspectInfo } from 'dockerode';
import { SondeError } from '@sonde/schema';
import { endJob } from '../../jobs/end-job.js';
import type { Observation } from '../target.js';
import { attend, isAttended } from './attendant.js';
import { containerEnd } from './container-end.js';
import { containerName } from './container-spec.js';
import { askToStop, startContainer } from './container.js';
import { imageName } from './default-image.js';
import type { DockerOptions } from './docker-settings.js';
import { ask, promptly, statusOf } from './engine.js';
import { handedOn } from './handed-on.js';
import { findImage } from './image.js';
import { isDrained, noteDrained, notePlace, sinceSent, wasMade } from './place.js';
import type { HandOver, Way } from './way.js';

export const asContainer: Way = {
  async submit(job) {
    const { engine, stored, folder, settings, mounted } = job;
    checkOptions(job);
    handedOn(stored); // said now, and not by a process that nobody hears
    const wanted = imageName(stored, settings, mounted);
    const image = await findImage(engine, wanted);
    notePlace(folder, { id: containerName(stored.id), node: engine.address, image: wanted });
    if (mounted && image) await startContainer(job, image);
    else attend(job);
  },

  async observe(job) {
    const { stored, folder, mounted } = job;
    const container = await inspect(job);
    const attended = isAttended(folder);
    if (!container) return missing(job, attended);
    const { State } = container;
    if (State.Status === 'created') {
      // Whoever made it may have died before it started it.
      if (!attended && (!mounted || sinceSent(folder) > startsWithin)) attend(job);
      return { alive: true };
    }
    if (State.Running || State.Paused || State.Restarting) {
      if (!attended && !mounted) attend(job);
      return { alive: true };
    }
    // What it said last may still be on its way here.
    if (!mounted && !isDrained(folder)) {
      if (!attended) attend(job);
      return { alive: true };
    }
    return {
      alive: false,
      state: State.OOMKilled ? 'failed' : 'lost',
      reason: containerEnd(State, stored.resources)
    };
  },

  async cancel({ engine, stored, folder, mounted }, grace) {
    await writeFile(folder.cancel, '');
    const container = engine.docker.getContainer(containerName(stored.id));
    try {
      if (!mounted) await askToStop(engine, container, folder);
      await ask(
        engine,
        `stop job "${stored.title}"`,
        abortSignal => container.stop({ t: Math.ceil(grace / 1000), abortSignal }),
        { within: grace + promptly }
      );
    } catch (error) {
      if (statusOf(error) === 404 && !wasMade(folder)) {
        noteDrained(folder);
        endJob(folder, 'cancelled', { reason: 'It was asked to stop before it had begun' });
      } else if (statusOf(error) !== 304 && statusOf(error) !== 404) throw error; // stopped, or removed
    }
  },

  async remove({ engine, stored }) {
    try {
      await ask(engine, `remove the container of job "${stored.title}"`, () =>
        engine.docker.getContainer(containerName(stored.id)).remove({ force: true, v: true })
      );
    } catch (error) {
      if (statusOf(error) !== 404) throw error;
    }
  }
};

/** Milliseconds that whoever hands a job over may need to make and start its container. */
const startsWithin = 5_000;

function checkOptions({ engine, stored }: HandOver): void {
  const { constraints = [] } = (stored.targetOptions ?? {}) as DockerOptions;
  if (constraints.length === 0) return;
  throw new SondeError(
    'no-swarm',
    `Cannot choose a node for job "${stored.title}": it would run as a container of the engine at ${engine.address}, not in a Swarm`,
    { hint: 'Leave "constraints" out, or name a target whose engine manages a Swarm and shares our disk.' }
  );
}

async function inspect({ engine, stored }: HandOver): Promise<ContainerInspectInfo | undefined> {
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

/** Before there is a container, an attendant may be fetching its image; it, or whoever was to make the container, may have died. */
function missing(job: HandOver, attended: boolean): Observation {
  if (attended) return { alive: true };
  if (!isDrained(job.folder) && !wasMade(job.folder)) {
    if (!job.mounted || sinceSent(job.folder) > startsWithin) attend(job);
    return { alive: true };
  }
  const { address } = job.engine;
  return {
    alive: false,
    reason: `The Docker Engine at ${address} has no container of this job: it was removed`
  };
}
