/**
 * Jobs that are started at set times: each schedule is a file in `<home>/schedules`. They fire while a service runs
 * ({@link keepSchedules}); what came due in between is counted, not made up for. Several services fire each time once.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Cron } from 'croner';
import { SondeError, toErrorRecord, type JobRequest, type Schedule } from '@sonde/schema';
import { cannotWrite } from './job-folder.js';
import { isJobId, newJobId } from './job-id.js';
import type { Jobs } from './jobs.js';

export class Schedules {
  readonly #jobs: Jobs;
  readonly #now: () => number;

  constructor(jobs: Jobs, now: () => number = Date.now) {
    this.#jobs = jobs;
    this.#now = now;
  }

  /**
   * @param cron five fields, minute first, as crontab(5); or six, seconds first
   * @param zone IANA time zone of the times; default is this machine's
   */
  async add(
    cron: string,
    request: JobRequest,
    { zone = Intl.DateTimeFormat().resolvedOptions().timeZone }: { zone?: string } = {}
  ): Promise<Schedule> {
    const created = this.#now();
    const next = nextTime(cron, zone, created);
    if (next === undefined) {
      throw new SondeError('schedule-never', `Cannot make the schedule "${cron}": it never comes due`, {
        fields: { cron: ['give a time that is still to come'] }
      });
    }
    // What is wrong with the request is said now, not at night.
    await this.#jobs.check(request);
    const schedule = {
      id: newJobId(created),
      cron,
      zone,
      request,
      created: new Date(created).toISOString(),
      looked: new Date(created).toISOString(),
      missed: 0
    };
    await this.#write(schedule);
    return { ...schedule, next };
  }

  /** Oldest first. */
  async list(): Promise<Schedule[]> {
    const names = await readdir(this.#folder).catch(() => []);
    const ids = names.filter(name => name.endsWith('.json')).map(name => name.slice(0, -'.json'.length));
    const schedules = await Promise.all(ids.sort().map(id => this.#read(id)));
    return schedules.filter(schedule => schedule !== undefined);
  }

  /** Lets it rest: what would have come due until it is resumed is neither started nor counted. */
  async pause(id: string): Promise<Schedule> {
    await this.#write({ ...(await this.#known(id)), paused: true });
    return this.#known(id);
  }

  /** From now on it comes due again. */
  async resume(id: string): Promise<Schedule> {
    const schedule = await this.#known(id);
    if (!schedule.paused) return schedule;
    delete schedule.paused;
    await this.#write({ ...schedule, looked: new Date(this.#now()).toISOString() });
    return this.#known(id);
  }

  async remove(id: string): Promise<void> {
    await this.#known(id);
    await rm(this.#file(id), { force: true });
  }

  /**
   * Starts what has come due since it was looked last. Of several times that came due the last one counts when it is not
   * older than `late` milliseconds; all others are missed.
   */
  async fire({ late = 60_000 }: { late?: number } = {}): Promise<void> {
    for (const schedule of await this.list()) await this.#fireOne(schedule, late);
  }

  async #fireOne(schedule: Schedule, late: number): Promise<void> {
    if (schedule.paused) return;
    const now = this.#now();
    const due = dueTimes(schedule, now);
    const last = due.at(-1);
    if (last === undefined) return;
    const { id } = schedule;
    const looked = new Date(now).toISOString();
    if (now - last.getTime() > late) {
      return this.#note(id, { looked, missed: schedule.missed + due.length });
    }
    const fired = { looked, missed: schedule.missed + due.length - 1, fired: last.toISOString() };
    const labels = { ...schedule.request.labels, schedule: id };
    const idempotencyKey = `schedule ${id} ${last.toISOString()}`;
    try {
      const job = await this.#jobs.submit({ ...schedule.request, labels, idempotencyKey });
      await this.#note(id, { ...fired, job: job.id, error: undefined });
    } catch (error) {
      await this.#note(id, { ...fired, error: toErrorRecord(error) });
    }
  }

  /** Somebody may have paused or removed it while its job was being started: that stays so. */
  async #note(id: string, change: Partial<Schedule>): Promise<void> {
    const schedule = await this.#read(id);
    if (schedule) await this.#write({ ...schedule, ...change });
  }

  get #folder(): string {
    return join(this.#jobs.home, 'schedules');
  }

  #file(id: string): string {
    return join(this.#folder, `${id}.json`);
  }

  async #known(id: string): Promise<Schedule> {
    const schedule = isJobId(id) ? await this.#read(id) : undefined;
    if (schedule) return schedule;
    throw new SondeError('schedule-unknown', `There is no schedule "${id}" in ${this.#jobs.home}`);
  }

  /** Undefined for one that was removed or cannot be read. */
  async #read(id: string): Promise<Schedule | undefined> {
    try {
      const schedule = JSON.parse(await readFile(this.#file(id), 'utf8')) as Schedule;
      const next = schedule.paused ? undefined : nextTime(schedule.cron, schedule.zone, this.#now());
      return { ...schedule, next };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      console.error(`The schedule ${this.#file(id)} cannot be read: ${(error as Error).message}`);
      return undefined;
    }
  }

  async #write({ next: _, ...schedule }: Schedule): Promise<void> {
    const path = this.#file(schedule.id);
    const draft = `${path}.${randomUUID()}`;
    try {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      await writeFile(draft, `${JSON.stringify(schedule, undefined, 2)}\n`, { mode: 0o600 });
      await rename(draft, path);
    } catch (cause) {
      await rm(draft, { force: true });
      throw cannotWrite(path, cause);
    }
  }
}

/** Looks every second until `signal` is aborted. */
export function keepSchedules(
  jobs: Jobs,
  { signal, every = 1000 }: { signal: AbortSignal; every?: number }
): void {
  const schedules = new Schedules(jobs);
  let told: string | undefined;
  const look = async (): Promise<void> => {
    try {
      await schedules.fire();
    } catch (error) {
      const { message } = toErrorRecord(error);
      if (message !== told) console.error(`Schedules: ${message}`);
      told = message;
    }
    if (!signal.aborted) setTimeout(() => void look(), every).unref();
  };
  void look();
}

function nextTime(cron: string, zone: string, after: number): string | undefined {
  return pattern(cron, zone).nextRun(new Date(after))?.toISOString();
}

/** More times than these between two looks are only counted up to here. */
const mostDue = 1000;

function dueTimes({ cron, zone, looked }: Schedule, now: number): Date[] {
  const times = pattern(cron, zone);
  const due: Date[] = [];
  for (let at = times.nextRun(new Date(looked)); at && at.getTime() <= now; at = times.nextRun(at)) {
    due.push(at);
    if (due.length === mostDue) break;
  }
  return due;
}

function pattern(cron: string, zone: string): Cron {
  try {
    return new Cron(cron, { timezone: zone, paused: true });
  } catch (cause) {
    throw new SondeError(
      'schedule-wrong',
      `Cannot read the times "${cron}" (${zone}): ${(cause as Error).message}`,
      {
        cause,
        hint: 'Write minute, hour, day, month and weekday, as in "30 2 * * 1-5": half past two on workdays.',
        fields: { cron: [(cause as Error).message] }
      }
    );
  }
}
