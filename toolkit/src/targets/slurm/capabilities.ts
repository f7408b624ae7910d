/** What jobs find on a cluster: all nodes that are up, together. */
import type { TargetCapabilities } from '@sonde/schema';
import type { SlurmClient } from './client.js';

export async function capabilitiesOf(client: SlurmClient): Promise<TargetCapabilities> {
  const [nodes, about] = await Promise.all([client.nodes(), client.about()]);
  const up = nodes.filter(({ state }) => !/DOWN|DRAIN|FAIL|UNKNOWN|NOT_RESPONDING|\*/i.test(state));
  const sum = (of: (node: (typeof up)[number]) => number): number =>
    up.reduce((total, one) => total + of(one), 0);
  const mebibyte = 2 ** 20;
  return {
    cpus: sum(one => one.cpus),
    memoryBytes: sum(one => one.memoryMiB) * mebibyte,
    gpus: sum(one => one.gpus),
    free: {
      cpus: sum(one => one.cpus - one.cpusTaken),
      memoryBytes: sum(one => one.memoryMiB - one.memoryTakenMiB) * mebibyte,
      gpus: sum(one => one.gpus - one.gpusTaken)
    },
    survivesLogout: true,
    about
  };
}
