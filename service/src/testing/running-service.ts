/** For tests: the service as it runs, with the module `count`, a source that is gone, and what speaks to it. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from '@jest/globals';
import { paths, serviceHeader, type JobRecord } from '@sonde/schema';
import { Jobs, type Source } from '@sonde/toolkit';
import { serve, type Served } from '../serve.js';

export const ours: Record<string, string> = { [serviceHeader.name]: serviceHeader.value };
export const sources: Source[] = [
  {
    name: 'fixtures',
    kind: 'folder',
    location: join(import.meta.dirname, '../../../toolkit/src/jobs/fixtures')
  },
  { name: 'gone', kind: 'folder', location: '/no/such/folder' }
];
export const processor = {
  engine: 'loop',
  kind: 'cpu' as const,
  device: 'a test',
  threads: 1,
  why: 'It is a test'
};

type Asked = Omit<RequestInit, 'headers'> & { headers?: Record<string, string> };

export class RunningService {
  home = '';
  /** A table of one line. */
  data = '';
  jobs!: Jobs;
  #served: Served | undefined;

  ask(path: string, init: Asked = {}): Promise<Response> {
    return fetch(`${this.#served?.address}${path}`, { ...init, headers: { ...ours, ...init.headers } });
  }

  async json<T>(path: string, init?: Asked): Promise<T> {
    return (await (await this.ask(path, init)).json()) as T;
  }

  post(path: string, body: unknown): Promise<Response> {
    return this.ask(path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json' }
    });
  }

  /** Starts a training of `count`. */
  async submit(args: Record<string, unknown>): Promise<JobRecord> {
    const response = await this.post(paths.jobs, { kind: 'train', module: 'count', data: this.data, args });
    expect(response.status).toBe(201);
    return (await response.json()) as JobRecord;
  }

  async open(): Promise<void> {
    this.home = await mkdtemp(join(tmpdir(), 'sonde-service-'));
    this.data = join(this.home, 'data.csv');
    await writeFile(this.data, 'a\n1\n');
    const jobs = (this.jobs = new Jobs({ home: this.home, sources }));
    const device = () => Promise.resolve(processor);
    this.#served = await serve({ port: 0, jobs, sources, heartbeat: 50, device });
  }

  async close(): Promise<void> {
    await this.#served?.close();
    this.jobs.close();
    await rm(this.home, { recursive: true, maxRetries: 20, retryDelay: 100 });
  }
}

/** One for all tests of a file. */
export function runningService(): RunningService {
  const service = new RunningService();
  beforeAll(() => service.open());
  afterAll(() => service.close());
  return service;
}
