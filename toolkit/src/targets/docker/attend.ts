/**
 * The program that stays with a job on an engine which takes long to begin or cannot see our folders: pulls the image, copies the
 * data, starts the container, and brings its events, log and outputs back. `node attend.js <job folder> <settings>`. It may be
 * killed and started again at any moment.
 */
import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { SondeError, toErrorRecord } from '@sonde/schema';
import { endJob } from '../../jobs/end-job.js';
import { folderAt, readStoredJob } from '../../jobs/job-folder.js';
import { withLock } from '../../weights/lock.js';
import { bringImage, download, startContainer } from './container.js';
import type { DockerSettings } from './docker-settings.js';
import { ask, openEngine } from './engine.js';
import { unframed } from './frames.js';
import { isMounted } from './is-mounted.js';
import { Relay } from './relay.js';

/** What the types of the engine's library leave out. */
type Answer = NodeJS.ReadableStream & { socket: { setKeepAlive(on: boolean, delay: number): void } };

async function main(path: string, settings: DockerSettings): Promise<void> {
  const folder = folderAt(resolve(path), basename(path));
  const stored = await readStoredJob(folder);
  const engine = await openEngine(settings);
  const mounted = isMounted(settings, engine);
  const job = { engine, stored, folder, settings, mounted };
  try {
    const container = await startContainer(job, await bringImage(job));
    if (mounted) return;
    const relay = await Relay.begin(folder, { beforeEnd: () => download(engine, container, folder) });
    await ask(engine, 'follow the container', async () => {
      const output = await container.logs({ follow: true, stdout: true, stderr: true });
      // A job may be silent for hours; a network that is gone says nothing either.
      (output as Answer).socket.setKeepAlive(true, 10_000);
      await pipeline(output, unframed, relay.sink);
    });
    relay.close();
  } catch (error) {
    // The engine may be back in a moment; a job that it refused is over.
    if (error instanceof SondeError && error.code === 'engine-down') throw error;
    if (!existsSync(folder.final))
      endJob(folder, 'failed', { reason: toErrorRecord(error).message, error: toErrorRecord(error) });
  }
}

const [, , path, settings] = process.argv;
if (!path || !settings)
  throw new SondeError('usage', 'Cannot attend a job: write node attend.js <job folder> <settings>');
// One at a time; the next finds that there is nothing left to do.
await withLock(`${path}/attend.lock`, {}, () => main(path, JSON.parse(settings) as DockerSettings)).catch(
  (error: unknown) => {
    console.error(toErrorRecord(error).message);
    process.exitCode = 1;
  }
);
process.exit();
