/** Asks a cluster by slurmrestd, in the newest version of its interface that both sides know. */
import { arrayOf } from './array-task.js';
import { SlurmRefusal, type SlurmClient, type SlurmJob } from './client.js';
import { openRest } from './rest-connection.js';
import { readAccounted, readJobs, readNode, readPartition, submission, takesArrays } from './rest-format.js';
import type { SlurmSettings } from './settings.js';

export function restClient(settings: SlurmSettings): SlurmClient {
  const { url, offered, slurm, slurmdb } = openRest(settings);

  /** Where there is no accounting, nothing can be had of a job that slurmctld has forgotten. */
  const accounted = async (id: string): Promise<SlurmJob | undefined> =>
    ((await slurmdb(`/job/${arrayOf(id)}`)).jobs ?? []).map(readAccounted).findLast(one => one.id === id);

  /** The job, or the tasks of the array. */
  const known = async (id: string): Promise<SlurmJob[]> =>
    ((await slurm('GET', `/job/${id}`)).jobs ?? []).flatMap(readJobs);

  return {
    async about() {
      const { meta } = await slurm('GET', '/ping');
      const release = (meta?.slurm ?? meta?.Slurm)?.release;
      return `Slurm ${release ?? ''} by slurmrestd v${(await offered()).version} at ${url}`;
    },
    async submit(asked) {
      // Slurm insists on an environment; it is made of nothing of ours.
      await slurm('GET', '/ping');
      const environment = { PATH: '/usr/local/bin:/usr/bin:/bin' };
      const { version } = await offered();
      if (asked.array !== undefined && !takesArrays(version)) {
        throw new SlurmRefusal(`slurmrestd v${version} cannot stop one task of an array`);
      }
      const body = submission(asked, version, environment);
      const { job_id: id } = await slurm('POST', '/job/submit', body);
      if (!id) throw new SlurmRefusal('slurmrestd answered without a job id');
      return String(id);
    },
    async find(names) {
      const all = ((await slurm('GET', '/jobs')).jobs ?? []).flatMap(readJobs);
      return all.filter(one => names.includes(one.name));
    },
    async look(ids) {
      return (await Promise.all([...new Set(ids.map(arrayOf))].map(known))).flat();
    },
    ended: async id => (await known(arrayOf(id))).find(one => one.id === id) ?? accounted(id),
    async cancel(id, signal) {
      await slurm('DELETE', `/job/${id}${signal ? `?signal=SIG${signal}` : ''}`);
    },
    nodes: async () => ((await slurm('GET', '/nodes')).nodes ?? []).map(readNode),
    partitions: async () => ((await slurm('GET', '/partitions')).partitions ?? []).map(readPartition)
  };
}
