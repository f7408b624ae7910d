/** Labels that say which cell of which notebook started a job, so that its page leads back there. */
import type { DisplayPort } from '@sonde/schema';

export function originLabels(port: DisplayPort | undefined): { notebook?: string; cell?: string } {
  const { notebook, cell } = port?.origin ?? {};
  // A cell alone leads nowhere.
  return notebook === undefined ? {} : { notebook, ...(cell !== undefined && { cell }) };
}
