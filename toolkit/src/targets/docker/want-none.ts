/** Has a Swarm stop and forget what runs of a service, by asking that it be run to its end no times from now on. */
import type { Service, ServiceSpec } from 'dockerode';

/** The types know of no services that end. */
interface JobSpec {
  Mode: { ReplicatedJob: { TotalCompletions: number } };
  TaskTemplate: { ForceUpdate?: number };
}

interface Inspected {
  Version: { Index: number };
  Spec: JobSpec;
}

export async function wantNone(service: Service): Promise<void> {
  for (let tries = 1; ; tries++) {
    const { Version, Spec } = (await service.inspect()) as Inspected;
    if (Spec.Mode.ReplicatedJob.TotalCompletions === 0) return;
    Spec.Mode.ReplicatedJob.TotalCompletions = 0;
    // A job is looked at anew only when this grows.
    Spec.TaskTemplate.ForceUpdate = (Spec.TaskTemplate.ForceUpdate ?? 0) + 1;
    try {
      await service.update({ version: Version.Index, ...(Spec as unknown as ServiceSpec) });
      return;
    } catch (error) {
      // It was changed between question and answer.
      if (tries === mostTries || !/out of sequence/.test((error as Error).message)) throw error;
    }
  }
}

export async function isWanted(service: Service): Promise<boolean> {
  const { Spec } = (await service.inspect()) as Inspected;
  return Spec.Mode.ReplicatedJob.TotalCompletions !== 0;
}

const mostTries = 5;
