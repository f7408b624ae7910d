/** For tests of targets: small requests, and waiting until a job is where it shall be. */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isFinal, type JobRecord, type JobRequest } from '@sonde/schema';
import type { Jobs } from '../jobs/jobs.js';

/** Where the module `count` is found. */
export const fixtures = [
  { name: 'fixtures', kind: 'folder' as const, location: join(import.meta.dirname, '../jobs/fixtures') }
];

export function command(...words: string[]): Pick<JobRequest, 'kind' | 'command'> {
  return { kind: 'command', command: words };
}

export function script(text: string): Pick<JobRequest, 'kind' | 'command'> {
  return command('bash', '-c', text);
}

export const running = ({ state }: JobRecord): boolean => state === 'running';

/** The job's record as soon as it is as wanted. Throws when the job ends otherwise, or after a minute. */
export async function until(
  jobs: Jobs,
  id: string,
  wanted: (record: JobRecord) => boolean
): Promise<JobRecord> {
  for (const patience = Date.now() + 60_000; ; await sleep(100)) {
    const record = await jobs.get(id);
    if (wanted(record)) return record;
    if (isFinal(record.state) || Date.now() > patience) {
      throw new Error(`It came to: ${JSON.stringify(record)}\n${await jobs.log(id)}`);
    }
  }
}
