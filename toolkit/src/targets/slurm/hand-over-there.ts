/** Copies what a job needs to the cluster, and hands it over there. Each step may have been done before. */
import { basename, join, relative } from 'node:path';
import { pack } from 'tar-fs';
import { EventWriter } from '../../jobs/event-writer.js';
import type { HandedJob } from '../target.js';
import { withLock } from '../../weights/lock.js';
import { ownFiles } from './bring.js';
import { bringSonde } from './bring-sonde.js';
import { Cluster } from './cluster.js';
import { copyThere, unpackThere } from './copy-there.js';
import type { Shell } from './shell.js';
import { copiesFor, folderThere, pathsThere, type Copy, type StagedSettings } from './stage.js';

export async function handOverThere(
  job: HandedJob,
  { shell, settings, signal }: { shell: Shell; settings: StagedSettings; signal: AbortSignal }
): Promise<void> {
  const { stored, folder } = job;
  const home = join(folder.path, '../..');
  const copies = await copiesFor(stored, settings);
  const told = teller(job, shell.where);
  try {
    // Jobs that read the same do not send it twice.
    const alone = <T>(what: string, work: () => Promise<T>): Promise<T> =>
      withLock(join(home, 'staging', what), { signal }, work);
    const { runner, root } = await alone('sonde', () =>
      bringSonde(shell, settings, {
        title: stored.title,
        signal,
        report: bytes => told.progress('Sonde', bytes)
      })
    );
    for (const copy of copies) {
      const report = (bytes: number): void => told.progress(basename(copy.from), bytes, copy);
      await alone(relative(settings.stage, copy.to).replaceAll('/', '-'), () =>
        copyThere(shell, copy, { signal, report })
      );
    }
    const there = folderThere(folder, settings);
    const packed = pack(folder.path, {
      ignore: path => ownFiles.includes(relative(folder.path, path)) && basename(path) !== 'job.json'
    });
    await unpackThere(shell, packed, there, { signal });
    await shell.run(['sh', '-c', 'cd "$1" && : >> events.ndjson && : >> log.txt', 'sonde', there]);
    signal.throwIfAborted();
    const paths = pathsThere(folder, copies, { settings, root });
    await new Cluster({ ...settings, paths, runner }, shell).submit(job);
  } finally {
    told.close();
  }
}

/** Tells in the job's events what is being copied. */
function teller({ folder }: HandedJob, where: string) {
  const writer = new EventWriter(folder);
  let at = 0;
  let what = '';
  return {
    progress(name: string, done: number, copy?: Copy): void {
      if (name !== what)
        writer.write({ kind: 'state', state: 'queued', reason: `${name} is copied to ${where}` });
      what = name;
      if (Date.now() - at < 500) return;
      at = Date.now();
      const total = copy && Math.max(copy.bytes, done);
      writer.write({
        kind: 'progress',
        done,
        ...(total !== undefined && { total }),
        unit: 'bytes',
        text: `Copying ${name} to ${where}`
      });
    },
    close: () => writer.close()
  };
}
