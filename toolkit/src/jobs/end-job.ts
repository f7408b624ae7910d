/** Writes the end of a job for a process that cannot; does nothing when somebody has. */
import type { JobRecord } from '@sonde/schema';
import { EventWriter } from './event-writer.js';
import type { JobFolder } from './job-folder.js';

export function endJob(
  folder: JobFolder,
  state: 'failed' | 'cancelled' | 'lost',
  { reason, error }: Pick<Partial<JobRecord>, 'reason' | 'error'>
): void {
  const writer = new EventWriter(folder);
  try {
    writer.end({ state, ...(reason !== undefined && { reason }), ...(error && { error }) });
  } finally {
    writer.close();
  }
}
