/** What becomes of jobs on a Docker Engine when those who look after them die, disks are full and engines are restarted. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { isFinal, type JobRequest } from '@sonde/schema';
import { jobFolder } from '../jobs/job-folder.js';
import { Jobs } from '../jobs/jobs.js';
import { DockerEngine, bareImage } from '../testing/docker-engine.js';
import { smallDisk } from '../testing/small-disk.js';
import { createContainer } from './docker/container.js';
import { containerName } from './docker/container-spec.js';
import type { DockerSettings } from './docker/docker-settings.js';
import { findImage } from './docker/image.js';
import { openEngine } from './docker/engine.js';
import { notePlace } from './docker/place.js';
import { dockerTarget } from './docker.js';
import { installRoot } from './install-root.js';
import type { Target } from './target.js';

jest.setTimeout(120_000);

const disk = await smallDisk('jobs of a far engine');
const engine = new DockerEngine({ liveRestore: false });
const home = mkdtempSync(join(tmpdir(), 'sonde-faults-docker-'));
const data = join(home, 'data.csv');
const sources = [
  { name: 'fixtures', kind: 'folder' as const, location: join(import.meta.dirname, '../jobs/fixtures') }
];
/** Says that it brings Sonde: the one that is installed here, which its containers see. */
const wholeImage = 'sonde-test/whole:1';
const near: DockerSettings = { host: engine.host, image: bareImage, files: 'auto', slots: 8 };
const far: DockerSettings = { ...near, image: wholeImage, files: 'copy', volumes: [installRoot()] };
let jobs: Jobs;

beforeAll(async () => {
  writeFileSync(data, 'a,b\n1,2\n');
  await engine.start();
  await engine.importNode();
  await engine.importNode(wholeImage, { 'sonde.root': installRoot() });
  jobs = open(dockerTarget('near', near), dockerTarget('far', far));
});
afterAll(async () => {
  jobs.close();
  await engine.close();
  rmSync(home, { recursive: true, maxRetries: 20, retryDelay: 100 });
});

const open = (...targets: Target[]): Jobs => new Jobs({ home, sources, targets });
const node = (script: string, more: Partial<JobRequest> = {}): JobRequest => ({
  kind: 'command',
  target: 'near',
  command: ['node', '-e', script],
  ...more
});
const forever = 'setInterval(() => {}, 1000)';
const container = (id: string) => engine.docker.getContainer(containerName(id));
const attendant = (id: string): number =>
  (JSON.parse(readFileSync(join(jobFolder(home, id).path, 'attendant.json'), 'utf8')) as { pid: number }).pid;
const isRunning = (id: string): Promise<boolean> =>
  container(id)
    .inspect()
    .then(({ State }) => State.Running);

async function until(done: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await done())) await sleep(50);
}

describe('a job whose submitter dies', () => {
  /** A target that gets as far as `step`, and then dies without a word. */
  const dying = (name: string, step: (...job: Parameters<Target['submit']>) => Promise<void>): Target => ({
    ...dockerTarget(name, near),
    submit: step
  });

  it.each([
    ['before it made the container', false],
    ['before it started the container', true]
  ])('%s is started by whoever looks', async (_, made) => {
    const dies = dying('near', async (stored, folder) => {
      const opened = await openEngine(near);
      notePlace(folder, { id: containerName(stored.id) });
      const image = await findImage(opened, bareImage);
      if (made && image)
        await createContainer({ engine: opened, stored, folder, settings: near, mounted: true }, image);
    });
    const submitter = open(dies);
    const { id } = await submitter.submit(node('console.log("began")'));
    submitter.close();
    expect((await jobs.ended(id)).state).toBe('succeeded');
    expect(await jobs.log(id)).toBe('began\n');
  });
});

describe('a job on an engine that cannot see our folders', () => {
  it('has its last word brought home, also when who brings it is killed once more', async () => {
    const { id } = await jobs.submit({
      kind: 'train',
      target: 'far',
      module: 'count',
      data,
      args: { epochs: 100, pause: 20 }
    });
    await until(async () => (await jobs.settle(id)).state === 'running');
    process.kill(attendant(id), 'SIGKILL');
    await until(async () => !(await isRunning(id)));
    const before = attendant(id);
    await until(async () => {
      await jobs.settle(id);
      return attendant(id) !== before;
    });
    process.kill(attendant(id), 'SIGKILL');
    const [record] = await Promise.all([jobs.ended(id), jobs.settle(id), jobs.settle(id)]);
    expect(record).toMatchObject({ state: 'succeeded', artefacts: [{ name: 'model/model.json' }] });
  });

  it('stops gently', async () => {
    const args = { epochs: 1000, pause: 20 };
    const { id } = await jobs.submit({ kind: 'train', target: 'far', module: 'count', data, args });
    await until(async () => (await jobs.settle(id)).state === 'running');
    expect(await jobs.cancel(id)).toMatchObject({ state: 'cancelled', reason: 'It was asked to stop' });
  });

  it('leaves what it made and kept when it is killed', async () => {
    const script = `
      const { mkdirSync, writeFileSync } = require('node:fs');
      writeFileSync('half.txt', 'half');
      mkdirSync(process.argv[1], { recursive: true });
      writeFileSync(process.argv[1] + '/7.bin', 'weights');
      console.log('up');
      ${forever}`;
    const { id } = await jobs.submit(
      node('', { target: 'far', command: ['node', '-e', script, '../checkpoints'] })
    );
    await until(async () => {
      await jobs.settle(id);
      return (await jobs.log(id)).includes('up');
    });
    await container(id).kill({ signal: 'SIGKILL' });
    expect(await jobs.ended(id)).toMatchObject({
      state: 'lost',
      reason: expect.stringContaining('Its container was killed (exit code 137)')
    });
    const { artefacts, checkpoints } = jobFolder(home, id);
    expect(readFileSync(join(artefacts, 'half.txt'), 'utf8')).toBe('half');
    expect(readFileSync(join(checkpoints, '7.bin'), 'utf8')).toBe('weights');
  });

  it('keeps what a program prints after the mark of an event', async () => {
    const { id } = await jobs.submit(node(`console.log('a\\u001eb'); console.log('c')`, { target: 'far' }));
    expect((await jobs.ended(id)).state).toBe('succeeded');
    expect(await jobs.log(id)).toBe('a\u001eb\nc\n');
  });
});

disk.describe('a job whose log does not fit on this disk', () => {
  it('says that the disk is full, and goes on nowhere', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'sonde-faults-full-'));
    mkdirSync(join(disk.path, 'jobs'));
    symlinkSync(join(disk.path, 'jobs'), join(elsewhere, 'jobs'));
    const full = new Jobs({ home: elsewhere, sources, targets: [dockerTarget('far', far)] });
    const script = `const line = 'x'.repeat(1023); for (let i = 0; i < 8192; i++) console.log(line); ${forever}`;
    const { id } = await full.submit(node(script, { target: 'far' }));
    const record = await full.ended(id);
    expect(record).toMatchObject({
      state: 'failed',
      reason: `The disk is full: cannot write ${jobFolder(elsewhere, id).path}`
    });
    expect(isFinal(record.state)).toBe(true);
    await until(async () => !(await isRunning(id)));
    await full.remove(id);
    full.close();
    rmSync(elsewhere, { recursive: true });
  });
});

describe('an engine that ends its containers when it is restarted', () => {
  it.each(['near', 'far'])('a job there (%s) is lost, and the reason is the true one', async target => {
    const { id } = await jobs.submit(node(forever, { target }));
    await until(async () => (await jobs.settle(id)).state === 'running');
    await engine.stop();
    await engine.start();
    expect(await jobs.ended(id)).toMatchObject({
      state: 'lost',
      reason:
        'Its container was told to end (exit code 143): by hand, or because the engine or its machine was stopped'
    });
  });
});
