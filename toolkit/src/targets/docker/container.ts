/** From a job to its container that runs: image, container, files, start. Each step may have been done before. */
import { hostname } from 'node:os';
import { basename } from 'node:path';
import { pack, extract } from 'tar-fs';
import type { Container } from 'dockerode';
import { SondeError } from '@sonde/schema';
import { givenGpus } from '../../jobs/hand-over.js';
import type { JobFolder } from '../../jobs/job-folder.js';
import { EventWriter } from '../../jobs/event-writer.js';
import { presentRunner } from '../built-runner.js';
import { installRoot } from '../install-root.js';
import { inputs } from '../job-inputs.js';
import { bring } from './bring.js';
import { containerName, containerSpec, type ImageFacts } from './container-spec.js';
import { imageName } from './default-image.js';
import { ask, promptly, statusOf, type Engine } from './engine.js';
import { handedOn } from './handed-on.js';
import { findImage, pullImage } from './image.js';
import { isDrained, noteMade } from './place.js';
import type { HandOver } from './way.js';

/** Makes and starts the container; does what is left of that when it was begun before. */
export async function startContainer(job: HandOver, image: ImageFacts): Promise<Container> {
  const { engine, stored, folder, mounted } = job;
  const container = await createContainer(job, image);
  noteMade(folder);
  const doing = `start job "${stored.title}"`;
  const { State } = await ask(engine, doing, abortSignal => container.inspect({ abortSignal }), {
    within: promptly
  });
  if (State.Status !== 'created' || isDrained(folder)) return container;
  if (!mounted) await upload(job, container);
  try {
    await ask(engine, doing, () => container.start());
  } catch (error) {
    if (statusOf(error) === 304) return container; // another was faster
    await container.remove({ force: true }).catch(() => undefined); // what matters is why it did not start
    throw error;
  }
  return container;
}

/** The image's facts; pulls it when the engine does not have it, with the progress as events of the job. */
export async function bringImage({
  engine,
  stored,
  folder,
  settings,
  mounted
}: HandOver): Promise<ImageFacts> {
  const name = imageName(stored, settings, mounted);
  const found = await findImage(engine, name);
  if (found) return found;
  const writer = new EventWriter(folder);
  try {
    writer.write({ kind: 'state', state: 'queued', reason: `The Docker Engine fetches the image ${name}` });
    let told = 0;
    return await pullImage(engine, name, ({ done, total }) => {
      if (Date.now() - told < 500) return;
      told = Date.now();
      writer.write({ kind: 'progress', done, total, unit: 'bytes', text: `Fetching the image ${name}` });
    });
  } finally {
    writer.close();
  }
}

/** Makes it, or finds the one that was made before. */
export async function createContainer(job: HandOver, image: ImageFacts): Promise<Container> {
  const { engine, stored, folder, settings, mounted } = job;
  const root = installRoot();
  if (!mounted && image.root === undefined) {
    throw new SondeError(
      'image-bare',
      `Cannot run job "${stored.title}" in the image "${image.name}": there is no Sonde in it`,
      {
        hint: `The Docker Engine at ${engine.address} cannot mount ours. Make an image with: npx sonde image build --target ${stored.target}`
      }
    );
  }
  const spec = containerSpec(stored, folder, {
    image,
    root,
    runner: presentRunner(stored.title),
    mounted,
    node: engine.here ? hostname() : engine.address,
    gpus: givenGpus(folder),
    ...(settings.network !== undefined && { network: settings.network }),
    ...(settings.volumes && { volumes: settings.volumes }),
    env: handedOn(stored)
  });
  try {
    return await ask(engine, `make the container of job "${stored.title}"`, () =>
      engine.docker.createContainer(spec)
    );
  } catch (error) {
    if (statusOf(error) === 409) return engine.docker.getContainer(containerName(stored.id)); // made before
    throw error;
  }
}

/** Puts the job's folder and what it reads where they lie here. */
async function upload({ engine, stored, folder, settings }: HandOver, container: Container): Promise<void> {
  const paths = [folder.path, ...inputs(stored, { present: [installRoot(), ...(settings.volumes ?? [])] })];
  const archive = pack('/', {
    entries: paths.map(path => path.slice(1)),
    dereference: true,
    map: header => ({ ...header, uid: 0, gid: 0 })
  });
  await ask(engine, `copy the data of job "${stored.title}"`, () =>
    container.putArchive(archive, { path: '/' })
  );
}

/** Brings what the job made: its outputs, and what it kept to go on from. */
export async function download(engine: Engine, container: Container, folder: JobFolder): Promise<void> {
  for (const path of [folder.artefacts, folder.checkpoints]) {
    const doing = `fetch ${basename(path)}`;
    try {
      const archive = await ask(engine, doing, () => container.getArchive({ path }));
      await bring(engine, doing, { from: archive, to: extract(folder.path), at: folder.path });
    } catch (error) {
      if (statusOf(error) !== 404) throw error; // it made none
    }
  }
}

/** Asks a job that cannot see our folders as one is asked that can: by the file `cancel`. */
export async function askToStop(engine: Engine, container: Container, folder: JobFolder): Promise<void> {
  const archive = pack(folder.path, { entries: [basename(folder.cancel)] });
  await ask(
    engine,
    'ask the job to stop',
    abortSignal => container.putArchive(archive, { path: folder.path, abortSignal }),
    { within: promptly }
  );
}
