/** A job by its id, or the sentence that there is none. */
import { SondeError } from '@sonde/schema';
import { existsJob, jobFolder, type JobFolder } from './job-folder.js';
import { isJobId } from './job-id.js';

export function presentJob(home: string, id: string): Promise<JobFolder> {
  if (isJobId(id) && existsJob(home, id)) return Promise.resolve(jobFolder(home, id));
  return Promise.reject(unknownJob(home, id));
}

export function unknownJob(home: string, id: string): SondeError {
  return new SondeError('job-unknown', `There is no job "${id}" in ${home}`, {
    hint: 'jobs() lists what there is.'
  });
}
