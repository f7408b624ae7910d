/** Deletes many ended jobs part by part, so that it can be told how far that has come. */
import type { ClearAnswer } from '@sonde/schema';
import type { ServiceClient } from '../service/client.js';

/** As many are deleted in a second or so. */
const part = 500;

export interface ClearOptions {
  /** Only says what it would free. */
  dry?: boolean;
  /** Told after each part but the last, with its ids. */
  onPart?: (done: number, ids: readonly string[]) => void;
}

export async function clearJobs(
  client: Pick<ServiceClient, 'clear'>,
  ids: readonly string[],
  { dry = false, onPart }: ClearOptions = {}
): Promise<ClearAnswer> {
  const all: ClearAnswer = { jobs: 0, bytes: 0, failed: [] };
  for (let done = 0; done < ids.length; done += part) {
    const some = ids.slice(done, done + part);
    const { jobs, bytes, failed } = await client.clear({ ids: some, ...(dry && { dry }) });
    all.jobs += jobs;
    all.bytes += bytes;
    all.failed.push(...failed);
    if (done + part < ids.length) onPart?.(done + part, some);
  }
  return all;
}
