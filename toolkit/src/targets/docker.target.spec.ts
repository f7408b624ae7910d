/** Jobs on a real Docker Engine of their own. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { isFinal, type JobEvent, type JobRecord, type JobRequest } from '@sonde/schema';
import { jobFolder } from '../jobs/job-folder.js';
import { Jobs } from '../jobs/jobs.js';
import { DockerEngine, bareImage } from '../testing/docker-engine.js';
import { dockerTarget } from './docker.js';
import { installRoot } from './install-root.js';
import type { Target } from './target.js';

jest.setTimeout(120_000);

const engine = new DockerEngine();
const home = mkdtempSync(join(tmpdir(), 'sonde-docker-home-'));
const data = join(home, 'data.csv');
const sources = [
  { name: 'fixtures', kind: 'folder' as const, location: join(import.meta.dirname, '../jobs/fixtures') }
];
/** An image that says it brings Sonde: where this one is, which copying jobs mount for the test. */
const wholeImage = 'sonde-test/whole:1';
let jobs: Jobs;

beforeAll(async () => {
  writeFileSync(data, 'a,b\n1,2\n');
  await engine.start();
  await engine.importNode();
  jobs = open();
});
afterAll(async () => {
  jobs.close();
  await engine.close();
  await rm(home, { recursive: true, maxRetries: 20, retryDelay: 100 });
});

function target(name: string, more: object = {}): Target {
  return dockerTarget(name, { host: engine.host, image: bareImage, files: 'auto', slots: 8, ...more });
}

function open(...more: Target[]): Jobs {
  return new Jobs({ home, sources, targets: [target('docker'), ...more] });
}

const node = (script: string, more: Partial<JobRequest> = {}): JobRequest => ({
  kind: 'command',
  target: 'docker',
  command: ['node', '-e', script],
  ...more
});
const train = (args: object = {}, more: Partial<JobRequest> = {}): JobRequest => ({
  kind: 'train',
  target: 'docker',
  module: 'count',
  data,
  args: { pause: 0, ...args },
  ...more
});
const events = async (id: string): Promise<JobEvent[]> => {
  const all: JobEvent[] = [];
  for await (const event of jobs.eventsSoFar(id)) all.push(event);
  return all;
};
async function until(id: string, wanted: (event: JobEvent) => boolean): Promise<void> {
  for await (const event of jobs.events(id)) if (wanted(event)) return;
}

describe('the docker target', () => {
  it('says what the engine has', async () => {
    expect(await target('docker').capabilities()).toMatchObject({
      cpus: expect.any(Number),
      memoryBytes: expect.any(Number),
      slots: 8,
      about: expect.stringMatching(/^Docker Engine \d+\.\d+.* at unix:/)
    });
  });

  it('trains a module in a container, with the same events, log and model as here', async () => {
    const { id } = await jobs.submit(train({ epochs: 4 }));
    const record = await jobs.ended(id);
    expect(record).toMatchObject({
      state: 'succeeded',
      metrics: { loss: 0.25 },
      artefacts: [{ name: 'model/model.json' }],
      place: { id: `sonde-${id}`, image: bareImage, digest: expect.stringMatching(/^sha256:/) }
    });
    expect(await jobs.log(id)).toBe('printed by the module\n');
    const { Config, HostConfig } = await engine.docker.getContainer(`sonde-${id}`).inspect();
    expect(Config.Labels).toMatchObject({ 'sonde.job': id });
    const mounted = HostConfig.Mounts?.map(({ Source, ReadOnly }) => [Source, ReadOnly ?? false]);
    expect(mounted).toEqual([
      [jobFolder(home, id).path, false],
      [installRoot(), true],
      [data, true]
    ]);
  });

  it('gives a job the cores and the memory it asked for', async () => {
    const { id } = await jobs.submit(node('', { resources: { cpus: 0.5, memoryBytes: 2 ** 28 } }));
    expect((await jobs.ended(id)).state).toBe('succeeded');
    const { HostConfig } = await engine.docker.getContainer(`sonde-${id}`).inspect();
    expect(HostConfig).toMatchObject({ NanoCpus: 5e8, Memory: 2 ** 28, MemorySwap: 2 ** 28 });
  });

  it('says that a job was killed because it took too much memory', async () => {
    const script = 'const all = []; for (;;) all.push(Buffer.alloc(1 << 24, 1));';
    const { id } = await jobs.submit(node(script, { resources: { memoryBytes: 2 ** 27 } }));
    const record = await jobs.ended(id);
    expect(record.state).toBe('failed');
    // The job itself may outlive its command, or be killed with it.
    expect(record.reason).toMatch(
      /^(Its container was killed: it took more than its 128 MiB of memory|The command ".*" was ended by SIGKILL)$/
    );
  });

  it('stops a job that listens, and one that does not', async () => {
    const gentle = await jobs.submit(train({ epochs: 1000, pause: 20 }));
    await until(gentle.id, event => event.kind === 'progress');
    expect(await jobs.cancel(gentle.id)).toMatchObject({
      state: 'cancelled',
      reason: 'It was asked to stop'
    });
    const deaf = open(dockerTarget('impatient', { host: engine.host, image: bareImage, files: 'auto' }));
    const { id } = await deaf.submit(
      node(`process.on('SIGTERM', () => {}); console.log('up'); setInterval(() => {}, 1000)`)
    );
    while (!(await deaf.log(id)).includes('up')) await sleep(50);
    expect((await deaf.cancel(id)).state).toBe('cancelled');
    deaf.close();
  });

  it('starts a job once, however often it is handed over', async () => {
    const { id } = await jobs.submit(node('setTimeout(() => {}, 500)'));
    const stored = JSON.parse(await readFile(jobFolder(home, id).job, 'utf8')) as Parameters<
      Target['submit']
    >[0];
    await target('docker').submit(stored, jobFolder(home, id));
    expect((await jobs.ended(id)).state).toBe('succeeded');
    expect(
      (await events(id)).filter(event => event.kind === 'state' && event.state === 'preparing')
    ).toHaveLength(1);
  });

  it('hands variables on by name, and keeps their values out of every file', async () => {
    process.env['SONDE_TEST_TOKEN'] = 'planted-secret-7261';
    const { id } = await jobs.submit(
      node(`console.log(process.env.SONDE_TEST_TOKEN.length)`, {
        targetOptions: { env: ['SONDE_TEST_TOKEN'] }
      })
    );
    await jobs.ended(id);
    delete process.env['SONDE_TEST_TOKEN'];
    expect(await jobs.log(id)).toBe('19\n');
    const { job, events: eventFile, place, log } = jobFolder(home, id);
    for (const file of [job, eventFile, place, log])
      expect(readFileSync(file, 'utf8')).not.toContain('planted');
  });

  it('refuses to hand on what is not set', async () => {
    const options = { env: ['SONDE_TEST_NEVER_SET'] };
    await expect(jobs.submit(node('', { targetOptions: options }))).rejects.toThrow(
      'Cannot hand the variable SONDE_TEST_NEVER_SET on to job "node -e": it is not set here'
    );
  });

  it('frees the container of a job that is deleted', async () => {
    const { id } = await jobs.submit(node(''));
    await jobs.ended(id);
    await jobs.remove(id);
    await expect(engine.docker.getContainer(`sonde-${id}`).inspect()).rejects.toMatchObject({
      statusCode: 404
    });
  });

  it('says how a container ended that left no last word', async () => {
    const { id } = await jobs.submit(node('setInterval(() => {}, 1000)'));
    await until(id, event => event.kind === 'state' && event.state === 'running');
    await engine.docker.getContainer(`sonde-${id}`).kill({ signal: 'SIGKILL' });
    expect(await jobs.ended(id)).toMatchObject({
      state: 'lost',
      reason: expect.stringContaining('Its container was killed (exit code 137) and left no last word')
    });
    const gone = await jobs.submit(node('setInterval(() => {}, 1000)'));
    await until(gone.id, event => event.kind === 'state' && event.state === 'running');
    await engine.docker.getContainer(`sonde-${gone.id}`).remove({ force: true });
    expect((await jobs.ended(gone.id)).state).toBe('lost');
  });
});

describe('an engine that cannot see our folders', () => {
  let far: Jobs;
  beforeAll(async () => {
    // An engine elsewhere needs an image with Sonde in it. This one brings none: it is given what is installed here.
    await engine.importNode(wholeImage, { 'sonde.root': installRoot() });
    far = open(
      dockerTarget('far', {
        host: engine.host,
        image: wholeImage,
        files: 'copy',
        slots: 8,
        volumes: [installRoot()]
      })
    );
  });
  afterAll(() => far.close());
  const farTrain = (args: object, more: Partial<JobRequest> = {}): JobRequest =>
    train(args, { target: 'far', ...more });

  it('gets copies, and what the job writes comes back: events, log and model', async () => {
    const { id } = await far.submit(farTrain({ epochs: 4 }));
    const record = await far.ended(id);
    expect(record).toMatchObject({
      state: 'succeeded',
      metrics: { loss: 0.25 },
      artefacts: [{ name: 'model/model.json' }]
    });
    expect(await far.log(id)).toBe('printed by the module\n');
    expect(JSON.parse(readFileSync(join(jobFolder(home, id).model, 'model.json'), 'utf8'))).toBeTruthy();
    const { HostConfig } = await engine.docker.getContainer(`sonde-${id}`).inspect();
    expect(HostConfig.Mounts?.map(({ Source }) => Source)).not.toContain(jobFolder(home, id).path);
  });

  it('loses and doubles nothing when the process that brings it back is killed', async () => {
    const { id } = await far.submit(farTrain({ epochs: 600, pause: 20 }));
    for (let kills = 0; kills < 3; kills++) {
      const seen = (await events(id)).length;
      while ((await events(id)).length < seen + 10) {
        await far.settle(id);
        await sleep(50);
      }
      const { pid } = JSON.parse(readFileSync(join(jobFolder(home, id).path, 'attendant.json'), 'utf8')) as {
        pid: number;
      };
      process.kill(pid, 'SIGKILL');
    }
    expect((await far.ended(id)).state).toBe('succeeded');
    const steps = (await events(id)).filter(event => event.kind === 'metric' && event.series === 'loss');
    expect(steps.map(event => (event.kind === 'metric' ? event.step : 0))).toEqual(
      Array.from({ length: 600 }, (_, i) => i + 1)
    );
    expect((await events(id)).filter(event => event.kind === 'state' && isFinal(event.state))).toHaveLength(
      1
    );
    expect(await far.log(id)).toBe('printed by the module\n');
  });

  it('brings a long log back whole', async () => {
    const script = `for (let i = 0; i < 20000; i++) console.log('line ' + i + ' ' + 'x'.repeat(60))`;
    const { id } = await far.submit(node(script, { target: 'far' }));
    expect((await far.ended(id)).state).toBe('succeeded');
    const lines = (await far.log(id, { most: 1e8 })).trimEnd().split('\n');
    expect(lines).toHaveLength(20000);
    expect(lines[19999]).toMatch(/^line 19999 x+$/);
  });

  it('refuses an image without Sonde, with what to do', async () => {
    const { id } = await far.submit(node('', { target: 'far', targetOptions: { image: bareImage } }));
    expect(await far.ended(id)).toMatchObject({
      state: 'failed',
      reason: `Cannot run job "node -e" in the image "${bareImage}": there is no Sonde in it`
    });
  });
});

describe('the image that is made of this installation', () => {
  it('runs jobs on an engine that cannot see our folders', async () => {
    const lines: string[] = [];
    const made = target('made', { files: 'copy', image: 'sonde-test/made:1' });
    expect(await made.buildImage?.({ base: bareImage, report: line => lines.push(line) })).toBe(
      'sonde-test/made:1'
    );
    expect(lines).toContain('Successfully tagged sonde-test/made:1');
    const far = open(made);
    const { id } = await far.submit(train({ epochs: 4 }, { target: 'made' }));
    expect(await far.ended(id)).toMatchObject({
      state: 'succeeded',
      artefacts: [{ name: 'model/model.json' }]
    });
    far.close();
  });

  it('brings the Node of this machine with it for GPUs, onto a base that has none', async () => {
    await engine.importNode('sonde-test/libraries:1', {}, ['sh']);
    const usual = dockerTarget('gpu', { host: engine.host, files: 'copy' });
    const image = await usual.buildImage?.({ gpu: true, base: 'sonde-test/libraries:1' });
    expect(image).toMatch(/^sonde:.*-gpu$/);
    const far = open(usual);
    const { id } = await far.submit(
      node('console.log(process.execPath)', { target: 'gpu', targetOptions: { image: image ?? '' } })
    );
    expect((await far.ended(id)).state).toBe('succeeded');
    expect(await far.log(id)).toBe('/usr/local/bin/node\n');
    // A job that asks for GPUs finds it by itself; that there is no GPU is said by the engine.
    const asking = await far.submit(node('', { target: 'gpu', resources: { gpus: 1 } }));
    expect((await far.ended(asking.id)).reason).toMatch(/has no GPU to give/);
    far.close();
  });

  it('is refused on a base that is not there', async () => {
    await expect(
      target('docker').buildImage?.({ tag: 'sonde-test/none:1', base: 'sonde-test/no-base:1' })
    ).rejects.toThrow('Cannot make the image "sonde-test/none:1"');
  });
});

describe('when something is wrong with the engine', () => {
  it('an image that is not there is named, with what to do', async () => {
    const { id } = await jobs.submit(node('', { targetOptions: { image: 'sonde-test/none:1' } }));
    const record: JobRecord = await jobs.ended(id);
    expect(record.reason).toContain(`has no image "sonde-test/none:1", and cannot pull it`);
    expect(record.error?.hint).toContain('npx sonde image build');
  });

  it('GPUs that it does not have are named', async () => {
    await expect(jobs.submit(node('', { resources: { gpus: 1 } }))).rejects.toThrow(/has no GPU to give/);
  });

  it('an engine that is not there is a sentence', async () => {
    const none = dockerTarget('none', {
      host: 'unix:///no/such/docker.sock',
      image: bareImage,
      files: 'auto'
    });
    await expect(none.capabilities()).rejects.toThrow(
      'no Docker Engine answers at unix:///no/such/docker.sock'
    );
    const wrong = dockerTarget('wrong', { host: 'docker.example.org', image: bareImage, files: 'auto' });
    await expect(wrong.capabilities()).rejects.toThrow(
      '"docker.example.org" is no address of a Docker Engine'
    );
  });

  it('a job goes on while the engine is restarted, and is followed again', async () => {
    const { id } = await jobs.submit(train({ epochs: 300, pause: 60 }));
    await until(id, event => event.kind === 'progress');
    await engine.stop();
    await sleep(500);
    expect((await jobs.get(id)).state).toBe('running');
    await engine.start();
    expect((await jobs.ended(id)).state).toBe('succeeded');
    const steps = (await events(id)).filter(event => event.kind === 'metric' && event.series === 'loss');
    expect(steps).toHaveLength(300);
  });
});
