/** The reason of a state may change while the state does not: what a job in a cluster's queue waits for. */
import type { JobState } from '@sonde/schema';
import { EventWriter } from './event-writer.js';
import type { JobFolder } from './job-folder.js';

/** @param options.again the job was further than in this state, and is back in it */
export function noteReason(
  folder: JobFolder,
  state: JobState,
  reason: string | undefined,
  { again = false }: { again?: boolean } = {}
): void {
  const writer = new EventWriter(folder);
  try {
    writer.write({ kind: 'state', state, ...(again && { again }), ...(reason !== undefined && { reason }) });
  } finally {
    writer.close();
  }
}
