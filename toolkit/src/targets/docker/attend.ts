/**
 * The program that stays with a job on an engine which takes long to begin or cannot see our folders: pulls the image, copies the
 * data, starts the container, and brings its events, log and outputs back. `node attend.js <job folder> <settings>`. It may be
 * killed and started again at any moment.
 */
import { existsSync, rmSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { Readable } from 'node:stream';
import type { Container } from 'dockerode';
import { SondeError, toErrorRecord } from '@sonde/schema';
import { endJob } from '../../jobs/end-job.js';
import { EventWriter } from '../../jobs/event-writer.js';
import { folderAt, readStoredJob } from '../../jobs/job-folder.js';
import { withLock } from '../../weights/lock.js';
import { bring } from './bring.js';
import { bringImage, download, startContainer } from './container.js';
import type { DockerSettings } from './docker-settings.js';
import { ask, openEngine } from './engine.js';
import { unframed } from './frames.js';
import { isMounted } from './is-mounted.js';
import { isDrained, noteDrained } from './place.js';
import { Relay } from './relay.js';
import type { HandOver } from './way.js';

/** What the types of the engine's library leave out. */
type Answer = NodeJS.ReadableStream & { socket: { setKeepAlive(on: boolean, delay: number): void } };

async function main(path: string, settings: DockerSettings): Promise<void> {
  const folder = folderAt(resolve(path), basename(path));
  if (isDrained(folder)) return;
  const stored = await readStoredJob(folder);
  const engine = await openEngine(settings);
  const mounted = isMounted(settings, engine);
  const job = { engine, stored, folder, settings, mounted };
  let container: Container | undefined;
  try {
    container = await startContainer(job, await bringImage(job));
    if (!mounted && !isDrained(folder)) await bringBack(job, container);
  } catch (error) {
    // The engine may be back in a moment; a job that it refused is over, and one of which nothing can be kept here.
    if (isSilence(error)) throw error;
    endJob(folder, 'failed', { reason: toErrorRecord(error).message, error: toErrorRecord(error) });
    noteDrained(folder);
    await container?.stop().catch(() => undefined); // nobody would hear what it still has to say
  }
}

async function bringBack({ engine, folder }: HandOver, container: Container): Promise<void> {
  keepRoom(folder);
  const relay = await Relay.begin(folder, { beforeEnd: () => download(engine, container, folder) });
  const doing = 'follow the container';
  const output = await ask(engine, doing, () => container.logs({ follow: true, stdout: true, stderr: true }));
  // A job may be silent for hours; a network that is gone says nothing either.
  (output as Answer).socket.setKeepAlive(true, 10_000);
  const from = Readable.from(unframed(output as Answer), { objectMode: false });
  await bring(engine, doing, { from, to: relay.sink, at: folder.path });
  relay.close();
  rmSync(folder.reserve, { force: true });
  // A job that left no last word may have left something to go on from.
  if (!existsSync(folder.final)) await download(engine, container, folder).catch(giveUp);
  noteDrained(folder);
}

/** How the job ended is worth more than what it left; only a silent engine is asked again. */
function giveUp(error: unknown): void {
  if (isSilence(error)) throw error;
  console.error(toErrorRecord(error).message);
}

function isSilence(error: unknown): boolean {
  return error instanceof SondeError && error.code === 'engine-down';
}

/** Also when the disk is full at last, it shall take the sentence that says so. */
function keepRoom(folder: HandOver['folder']): void {
  const writer = new EventWriter(folder);
  try {
    writer.keepReserve();
  } finally {
    writer.close();
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
