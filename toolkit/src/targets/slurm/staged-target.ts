/**
 * Jobs on a cluster whose nodes do not see this machine's folders: an attendant copies what a job needs there, hands it over, and
 * brings what it writes. It is needed only while something is to be copied; whoever looks at the job starts another when it is gone.
 */
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import type { JobFolder } from '../../jobs/job-folder.js';
import { isAttended, startAttendant } from '../attendant.js';
import type { HandedJob, Observation, Target } from '../target.js';
import { capabilitiesOf } from './capabilities.js';
import { Cluster } from './cluster.js';
import { isDrained } from './drained.js';
import { SlurmOptions } from './settings.js';
import { openShell } from './shell.js';
import { folderThere, type StagedSettings } from './stage.js';

export function stagedSlurmTarget(name: string, settings: StagedSettings): Target {
  const shell = openShell(settings);
  const cluster = new Cluster(settings, shell);
  const attend = (folder: JobFolder): void =>
    startAttendant(folder, new URL('attend.js', import.meta.url), { settings, pause });

  return {
    name,
    options: SlurmOptions,
    capabilities: () => capabilitiesOf(cluster.client),

    async submit(stored, folder) {
      await cluster.check({ stored, folder });
      if (!isAttended(folder)) attend(folder);
    },

    async observe(stored, folder): Promise<Observation> {
      const job: HandedJob = { stored, folder };
      const attended = isAttended(folder);
      if (!existsSync(folder.place)) {
        // What is being copied is told by who copies it.
        if (attended) return { alive: true };
        if ((await cluster.idOf(job)) === undefined) {
          if (!existsSync(folder.final)) attend(folder);
          return { alive: true };
        }
      }
      const { observation, waits } = await cluster.see(job);
      if (attended) return observation.alive ? observation : { alive: true };
      const isAllHere = existsSync(folder.final) || (!observation.alive && isDrained(folder));
      if (!waits && !isAllHere) {
        attend(folder);
        return observation.alive ? observation : { alive: true };
      }
      return observation;
    },

    async cancel(stored, folder, { grace = 10_000 } = {}) {
      await writeFile(folder.cancel, '');
      const there = folderThere(folder, settings);
      await shell.run(['sh', '-c', 'if [ -d "$1" ]; then : > "$1/cancel"; fi', 'sonde', there]);
      await cluster.stop({ stored, folder }, grace);
    },

    async remove(_stored, folder) {
      await shell.run(['rm', '-rf', folderThere(folder, settings)]);
    }
  };
}

/** Milliseconds between two attendants of a job: one that fails may have tried to copy much. */
const pause = 5000;
