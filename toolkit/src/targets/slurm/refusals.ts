/** Says, when Slurm will not have a job, what was asked for and what there is. */
import { SondeError } from '@sonde/schema';
import type { StoredJob } from '../../jobs/job-folder.js';
import type { SlurmClient, SlurmRequest } from './client.js';

/** Throws when the partition allows less time than is asked for: Slurm itself might let such a job wait for ever. */
export async function checkTime(
  stored: StoredJob,
  request: SlurmRequest,
  client: SlurmClient
): Promise<void> {
  const { minutes, partition: name } = request;
  if (minutes === undefined) return;
  const partitions = await client.partitions();
  const partition = partitions.find(one => (name === undefined ? one.isDefault : one.name === name));
  if (!partition || minutes <= partition.maxMinutes) return;
  const most = `${partition.maxMinutes} minutes are allowed there`;
  throw refused(stored, `it asks for ${minutes} minutes in partition "${partition.name}", ${most}`, {
    hint: `Others: ${partitions
      .filter(one => one.maxMinutes >= minutes)
      .map(one => one.name)
      .join(', ')}`.replace(/^Others: $/, 'No partition allows as much.'),
    fields: { minutes: [`at most ${partition.maxMinutes}`] }
  });
}

/** What Slurm said, or better words where the cluster tells more; Slurm's own when it does not answer. */
export async function explainRefusal(
  stored: StoredJob,
  request: SlurmRequest,
  { client, said, cause }: { client: SlurmClient; said: string; cause: unknown }
): Promise<SondeError> {
  const { partition, account, qos, gres } = request;
  if (/partition/i.test(said) && /invalid/i.test(said) && !/account|qos|combination/i.test(said)) {
    const partitions = await client.partitions().catch(() => undefined);
    const names = partitions?.map(one => one.name).join(', ');
    const what = partition === undefined ? 'no default partition' : `no partition "${partition}"`;
    if (names !== undefined) {
      return refused(stored, `the cluster has ${what}`, {
        hint: `There are: ${names}.`,
        fields: { partition: [`there are ${names}`] },
        cause
      });
    }
  }
  if (/configuration is not available|generic resource|gres|memory spec|CPU count|Node count/i.test(said)) {
    const more = await moreThanThereIs(stored, request, client).catch(() => undefined);
    if (more !== undefined) {
      return refused(stored, more, { hint: 'Ask for less, or name another partition.', cause });
    }
  }
  if (/account|qos/i.test(said)) {
    const named = [account && `account "${account}"`, qos && `quality of service "${qos}"`].filter(Boolean);
    return refused(
      stored,
      `Slurm does not accept ${named.join(' with ') || 'it without an account'}: ${said}`,
      {
        hint: '`sacctmgr show associations user=$USER` lists yours.',
        cause
      }
    );
  }
  return refused(stored, `Slurm does not accept it${gres === undefined ? '' : ` (gres ${gres})`}: ${said}`, {
    cause
  });
}

async function moreThanThereIs(
  { resources = {} }: StoredJob,
  { gres, cpus = 0, memoryMiB = 0 }: SlurmRequest,
  client: SlurmClient
): Promise<string | undefined> {
  const nodes = await client.nodes();
  const most = (of: (node: (typeof nodes)[number]) => number): number => Math.max(0, ...nodes.map(of));
  const gpus = resources.gpus ?? 0;
  const has = {
    gpus: most(one => one.gpus),
    cpus: most(one => one.cpus),
    memory: most(one => one.memoryMiB)
  };
  if (gpus > has.gpus) {
    return `it asks for ${gpus} ${gpus === 1 ? 'GPU' : 'GPUs'}, the node with most has ${has.gpus || 'none'}`;
  }
  if (cpus > has.cpus) return `it asks for ${cpus} cores, the node with most has ${has.cpus}`;
  if (memoryMiB > has.memory)
    return `it asks for ${memoryMiB} MiB of memory, the node with most has ${has.memory}`;
  return gres === undefined ? undefined : `no node has "${gres}"`;
}

function refused(
  { title }: StoredJob,
  why: string,
  details: ConstructorParameters<typeof SondeError>[2]
): SondeError {
  return new SondeError('cannot-start', `Cannot start job "${title}": ${why}`, details);
}
