/** The two ways in which an engine runs a job: as a container of its own, or as a service of the Swarm that it manages. */
import type { JobFolder, StoredJob } from '../../jobs/job-folder.js';
import type { Observation } from '../target.js';
import type { DockerSettings } from './docker-settings.js';
import type { Engine } from './engine.js';

/** A job and the engine that is to run it. */
export interface HandOver {
  engine: Engine;
  stored: StoredJob;
  folder: JobFolder;
  settings: DockerSettings;
  /** Folders of this machine are mounted; else everything is copied. */
  mounted: boolean;
}

/** As of a `Target`, for jobs that go this way. */
export interface Way {
  submit(job: HandOver): Promise<void>;
  observe(job: HandOver): Promise<Observation>;
  /** @param grace milliseconds until it is made to stop */
  cancel(job: HandOver, grace: number): Promise<void>;
  remove(job: HandOver): Promise<void>;
}
