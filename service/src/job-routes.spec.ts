/** Jobs over HTTP: pages, retry, deletion, the stream of changes, logs in parts, outputs, targets. */
import { appendFile, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, jest } from '@jest/globals';
import {
  paths,
  type ClearAnswer,
  type JobList,
  type JobRecord,
  type LogPart,
  type Problem,
  type TargetList
} from '@sonde/schema';
import { runningService } from './testing/running-service.js';
import { listTarget } from './target-routes.js';

const service = runningService();

const finished = async (args: Record<string, unknown> = { epochs: 1 }): Promise<JobRecord> => {
  const { id } = await service.submit(args);
  return service.jobs.ended(id);
};

describe('jobs', () => {
  it('are listed in pages, newest first, with how many there are', async () => {
    const made = [await finished(), await finished(), await finished()].map(job => job.id);
    const first = await service.json<JobList>(`${paths.jobs}?limit=2`);
    expect(first.jobs.map(job => job.id)).toEqual([made[2], made[1]]);
    expect(first.total).toBeGreaterThanOrEqual(3);
    const next = await service.json<JobList>(`${paths.jobs}?limit=1&before=${made[1]}`);
    expect(next.jobs.map(job => job.id)).toEqual([made[0]]);
    expect((await service.json<JobList>(`${paths.jobs}?open=1`)).jobs).toEqual([]);
  });

  it('are retried with changes, and tell what they were asked for', async () => {
    const job = await finished();
    const response = await service.post(paths.jobRetry(job.id), { args: { epochs: 2 }, title: 'again' });
    expect(response.status).toBe(201);
    const again = (await response.json()) as JobRecord;
    expect(again).toMatchObject({ parent: job.id, attempt: 2, title: 'again', args: { epochs: 2 } });
    expect(await service.json(paths.jobRequest(again.id))).toMatchObject({ module: 'count', parent: job.id });
    await service.jobs.ended(again.id);
    const wrong = await service.post(paths.jobRetry(job.id), { agrs: {} });
    expect(await wrong.json()).toMatchObject({ fields: { agrs: [expect.stringContaining('"args"')] } });
  });

  it('are resumed from their last checkpoint, where they have one', async () => {
    const job = await finished({ epochs: 3, what: 'fail' });
    expect(job).toMatchObject({ state: 'failed', checkpoint: { epoch: expect.any(Number) } });
    const response = await service.post(paths.jobResume(job.id), { title: 'goes on' });
    expect(response.status).toBe(201);
    const next = (await response.json()) as JobRecord;
    expect(next).toMatchObject({ parent: job.id, resumes: job.id, title: 'goes on' });
    await service.jobs.ended(next.id);
    const refused = await service.post(paths.jobResume((await finished()).id), {});
    expect([refused.status, await refused.json()]).toEqual([
      422,
      expect.objectContaining({ detail: expect.stringContaining('has succeeded') })
    ]);
  });

  it('are deleted with what they made, which is said', async () => {
    const { id } = await finished();
    const dry = (await (await service.post(paths.jobsClear, { ids: [id], dry: true })).json()) as ClearAnswer;
    expect(dry.bytes).toBeGreaterThan(0);
    const response = await service.ask(paths.job(id), { method: 'DELETE' });
    expect(await response.json()).toEqual({ jobs: 1, bytes: dry.bytes, failed: [] });
    expect((await service.ask(paths.job(id))).status).toBe(404);
  });

  it('are deleted in bulk, the ones that still run left alone', async () => {
    const { id } = await finished();
    const running = await service.submit({ epochs: 1000, pause: 20 });
    const refused = await service.ask(paths.job(running.id), { method: 'DELETE' });
    expect(refused.status).toBe(409);
    const answer = (await (
      await service.post(paths.jobsClear, { ids: [id, running.id, 'nope'] })
    ).json()) as ClearAnswer;
    expect(answer).toMatchObject({ jobs: 1, failed: [{ id: running.id }, { id: 'nope' }] });
    await service.jobs.cancel(running.id);
  });

  it('are deleted in bulk, as many as may be named at once', async () => {
    const ids = Array.from({ length: 100_000 }, (_, n) => `1m85x7mvq-${String(n).padStart(5, '0')}`);
    const response = await service.post(paths.jobsClear, { ids, dry: true });
    expect([response.status, ((await response.json()) as ClearAnswer).failed.length]).toEqual([200, 100_000]);
  }, 60_000);

  it('tell the stream when they change and when they are deleted', async () => {
    const response = await service.ask(paths.jobsStream);
    const reader = response.body!.getReader();
    const { id } = await finished();
    await service.ask(paths.job(id), { method: 'DELETE' });
    let told = '';
    while (!told.includes(`event: gone\ndata: ${JSON.stringify({ id })}`)) {
      const { value } = (await reader.read()) as { value?: Uint8Array };
      told += new TextDecoder().decode(value);
    }
    expect(told).toContain('event: job');
    await reader.cancel();
  });
});

/** Its module has printed its line, so that nothing but the spec writes to its log. */
async function begun(id: string): Promise<void> {
  while (!(await service.jobs.log(id)).includes('printed')) await new Promise(done => setTimeout(done, 20));
}

describe('the log of a job', () => {
  it('comes in parts, and waits for more', async () => {
    const { id } = await service.submit({ epochs: 1000, pause: 20 });
    const log = await service.jobs.logPath(id);
    const part = (query: string) => service.json<LogPart>(`${paths.jobLogPart(id)}?${query}`);
    await begun(id);
    await appendFile(log, 'first\n');
    const before = await part('');
    expect(before).toMatchObject({ ended: false, text: expect.stringContaining('first\n') });
    const more = part(`from=${before.to}&wait=20000`);
    const at = Date.now();
    await appendFile(log, 'second\n');
    expect(await more).toMatchObject({ from: before.to, text: expect.stringContaining('second\n') });
    expect(Date.now() - at).toBeLessThan(5000);
    expect(await part(`before=${before.to}&most=8`)).toMatchObject({ to: before.to });
    await service.jobs.cancel(id);
    expect((await part(`from=${before.to + 7}&wait=20000`)).ended).toBe(true);
  });

  it('has the line that is still being written, and says when that has changed', async () => {
    const { id } = await service.submit({ epochs: 1000, pause: 20 });
    const log = await service.jobs.logPath(id);
    const part = (query: string) => service.json<LogPart>(`${paths.jobLogPart(id)}?${query}`);
    await begun(id);
    await appendFile(log, 'whole\n 5%\r10%\r');
    const first = await part('');
    expect(first).toMatchObject({ text: expect.stringMatching(/whole\n$/), rest: '10%\r' });
    const next = part(`from=${first.to}&seen=${first.size}&wait=20000`);
    const at = Date.now();
    await appendFile(log, '20%\r');
    expect(await next).toMatchObject({ text: '', rest: '20%\r', to: first.to });
    expect(Date.now() - at).toBeLessThan(5000);
    await service.jobs.cancel(id);
  });

  it('asks after the job at most once a second', async () => {
    const { id } = await service.submit({ epochs: 1000, pause: 20 });
    const looks = jest.spyOn(service.jobs, 'get');
    const at = Date.now();
    const parts = [1, 2, 3].map(() => service.json(`${paths.jobLogPart(id)}?from=9999&wait=1500`));
    await Promise.all(parts);
    const seconds = Math.ceil((Date.now() - at) / 1000);
    expect(looks.mock.calls.filter(([asked]) => asked === id).length).toBeLessThanOrEqual(1 + seconds);
    looks.mockRestore();
    await service.jobs.cancel(id);
  });

  it('comes whole, as a file', async () => {
    const { id } = await finished();
    const whole = await service.ask(`${paths.jobLog(id)}?whole=1`);
    expect(whole.headers.get('content-length')).toBe('22');
    expect(await whole.text()).toBe('printed by the module\n');
  });
});

describe('the outputs of a job', () => {
  it('come whole or from their beginning, and nothing else of the machine does', async () => {
    const job = await finished();
    const folder = join(service.home, 'jobs', job.id, 'artefacts');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'table.csv'), 'a,b\n1,2\n');
    await symlink('/etc/passwd', join(folder, 'link'));
    const get = (path: string, more = '') => service.ask(`${paths.jobArtefact(job.id, path)}${more}`);
    const whole = await get('artefacts/table.csv');
    expect(whole.headers.get('content-type')).toContain('text/csv');
    expect(await whole.text()).toBe('a,b\n1,2\n');
    expect(await (await get('artefacts/table.csv', '&first=3')).text()).toBe('a,b');
    for (const path of [
      'artefacts/link',
      '../../../etc/passwd',
      '/etc/passwd',
      'job.json',
      'artefacts/../job.json'
    ]) {
      const response = await get(path);
      expect([path, response.status]).toEqual([path, 422]);
    }
    for (const path of ['artefacts/none', 'artefacts']) expect((await get(path)).status).toBe(404);
    expect(((await (await get('artefacts/none')).json()) as Problem).detail).toContain('artefacts/none');
  });
});

describe('targets', () => {
  it('tell what they have', async () => {
    const { targets } = await service.json<TargetList>(paths.targets);
    expect(targets.find(target => target.name === 'local')).toMatchObject({
      ok: true,
      jobs: 0,
      capabilities: { cpus: expect.any(Number), memoryBytes: expect.any(Number), slots: expect.any(Number) }
    });
  });

  it('that do not answer say so, and are not waited for', async () => {
    const dead = { name: 'far', capabilities: () => new Promise<never>(() => undefined) };
    expect(await listTarget(dead, 2, 20)).toMatchObject({
      name: 'far',
      ok: false,
      jobs: 2,
      error: { code: 'target-slow', message: expect.stringContaining('"far" has not answered') }
    });
  });
});
