/** Jobs on a Docker Swarm of two engines, each on a machine of its own as far as network and name go. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { JobEvent, JobRecord, JobRequest } from '@sonde/schema';
import { jobFolder } from '../jobs/job-folder.js';
import { Jobs } from '../jobs/jobs.js';
import { DockerEngine, bareImage } from '../testing/docker-engine.js';
import { TestNetwork } from '../testing/test-network.js';
import type { DockerSettings } from './docker/docker-settings.js';
import { dockerTarget } from './docker.js';
import { localTarget } from './local.js';
import type { Target } from './target.js';

jest.setTimeout(240_000);

const network = new TestNetwork();
const home = mkdtempSync(join(tmpdir(), 'sonde-swarm-'));
/** A folder that is not on the disk which the nodes share. */
const ours = mkdtempSync(join(tmpdir(), 'sonde-ours-'));
const data = join(home, 'data.csv');
const sources = [
  { name: 'fixtures', kind: 'folder' as const, location: join(import.meta.dirname, '../jobs/fixtures') }
];
const places = { alpha: network.join(), beta: network.join() };
const alpha = new DockerEngine({ namespace: places.alpha.namespace, machine: 'alpha', liveRestore: false });
const beta = new DockerEngine({
  namespace: places.beta.namespace,
  machine: 'beta',
  liveRestore: false,
  hidden: ours
});
const gpus = (count: number): string[] => ['--node-generic-resource', `gpu=${count}`];
let jobs: Jobs;

beforeAll(async () => {
  writeFileSync(data, 'a,b\n1,2\n');
  await Promise.all([alpha.start(gpus(1)), beta.start(gpus(4))]);
  await alpha.importNode();
  await beta.copyImage(alpha);
  const at = ({ address }: { address: string }): object => ({ AdvertiseAddr: address, ListenAddr: address });
  await alpha.docker.swarmInit(at(places.alpha));
  const { JoinTokens } = (await alpha.docker.swarmInspect()) as { JoinTokens: { Worker: string } };
  await beta.docker.swarmJoin({
    ...at(places.beta),
    RemoteAddrs: [places.alpha.address],
    JoinToken: JoinTokens.Worker
  });
  await allReady();
  jobs = open();
});
afterAll(async () => {
  jobs.close();
  for (const engine of [beta, alpha]) {
    await engine.docker.swarmLeave({ force: true }).catch(() => undefined); // one that is down has left
    await engine.close();
  }
  network.close();
  for (const folder of [home, ours]) rmSync(folder, { recursive: true, maxRetries: 20, retryDelay: 100 });
});

function target(name: string, more: Partial<DockerSettings> = {}): Target {
  return dockerTarget(name, { host: alpha.host, image: bareImage, files: 'auto', ...more });
}

function open(...more: Target[]): Jobs {
  return new Jobs({ home, sources, targets: [target('swarm'), localTarget(), ...more] });
}

async function allReady(): Promise<void> {
  for (;;) {
    const nodes = (await alpha.docker.listNodes()) as { Status: { State: string } }[];
    if (nodes.length === 2 && nodes.every(node => node.Status.State === 'ready')) return;
    await sleep(200);
  }
}

const node = (script: string, more: Partial<JobRequest> = {}): JobRequest => ({
  kind: 'command',
  target: 'swarm',
  command: ['node', '-e', script],
  ...more
});
const train = (args: object, more: Partial<JobRequest> = {}): JobRequest => ({
  kind: 'train',
  target: 'swarm',
  module: 'count',
  data,
  args: { pause: 0, ...args },
  ...more
});
const on = (machine: string): Pick<JobRequest, 'targetOptions'> => ({
  targetOptions: { constraints: [`node.hostname==${machine}`] }
});
const forever = 'setInterval(() => {}, 1000)';
const running = (id: string): Promise<JobRecord> => when(id, record => record.state === 'running');

/** The record as soon as it is as wanted. */
async function when(id: string, wanted: (record: JobRecord) => boolean): Promise<JobRecord> {
  for (;;) {
    const record = await jobs.settle(id);
    if (wanted(record)) return record;
    await sleep(100);
  }
}

const events = async (id: string): Promise<JobEvent[]> => {
  const all: JobEvent[] = [];
  for await (const event of jobs.eventsSoFar(id)) all.push(event);
  return all;
};
const service = (id: string) => alpha.docker.getService(`sonde-${id}`);

describe('a Swarm', () => {
  it('says what its nodes have together, and what of that is free', async () => {
    const { cpus: cores, memoryBytes } = await target('one', { swarm: false }).capabilities();
    const { id } = await jobs.submit(node(forever, { resources: { gpus: 2, cpus: 0.5 } }));
    await running(id);
    expect(await target('swarm').capabilities()).toEqual({
      cpus: 2 * cores,
      memoryBytes: 2 * memoryBytes,
      gpus: 5,
      free: { cpus: 2 * cores - 0.5, memoryBytes: 2 * memoryBytes, gpus: 3 },
      survivesLogout: true,
      about: `Docker Swarm of 2 nodes, manager at ${alpha.host}`
    });
    await jobs.cancel(id);
  });

  it('trains a module with the same events, log and model as here', async () => {
    const there = await jobs.ended((await jobs.submit(train({ epochs: 4 }))).id);
    const here = await jobs.ended((await jobs.submit(train({ epochs: 4 }, { target: 'local' }))).id);
    expect(there).toMatchObject({
      state: 'succeeded',
      place: {
        id: `sonde-${there.id}`,
        node: expect.stringMatching(/^(alpha|beta)$/),
        image: bareImage,
        digest: expect.stringMatching(/^sha256:/)
      }
    });
    const steps = async (id: string) =>
      (await events(id)).flatMap(event =>
        event.kind === 'metric' ? [[event.series, event.step, event.value]] : []
      );
    expect(await steps(there.id)).toEqual(await steps(here.id));
    expect(await jobs.log(there.id)).toBe(await jobs.log(here.id));
    const model = (id: string) => readFile(join(jobFolder(home, id).model, 'model.json'), 'utf8');
    expect(await model(there.id)).toBe(await model(here.id));
  });

  it('spreads jobs over its nodes', async () => {
    const ids = await Promise.all([1, 2].map(async () => (await jobs.submit(node(forever))).id));
    const records = await Promise.all(ids.map(running));
    expect(records.map(({ place }) => place?.node).sort()).toEqual(['alpha', 'beta']);
    await Promise.all(ids.map(id => jobs.cancel(id)));
  });

  it('reserves what a job asks for, and limits it to that', async () => {
    const resources = { cpus: 0.5, memoryBytes: 2 ** 28, gpus: 1 };
    const { id } = await jobs.submit(node('', { resources }));
    expect((await jobs.ended(id)).state).toBe('succeeded');
    const { Spec } = (await service(id).inspect()) as { Spec: { TaskTemplate: { Resources: object } } };
    expect(Spec.TaskTemplate.Resources).toEqual({
      Limits: { NanoCPUs: 5e8, MemoryBytes: 2 ** 28 },
      Reservations: {
        NanoCPUs: 5e8,
        MemoryBytes: 2 ** 28,
        GenericResources: [{ DiscreteResourceSpec: { Kind: 'gpu', Value: 1 } }]
      }
    });
  });

  it('says why a job waits, and lets it be stopped then', async () => {
    const { id } = await jobs.submit(node('', { resources: { cpus: 64 } }));
    expect((await when(id, ({ reason }) => reason !== undefined)).reason).toBe(
      'Docker Swarm: no suitable node (insufficient resources on 2 nodes)'
    );
    expect(await jobs.cancel(id)).toMatchObject({ state: 'cancelled' });
  });

  it('stops a job that listens, and one that does not', async () => {
    const gentle = await jobs.submit(train({ epochs: 1000, pause: 20 }, on('beta')));
    await running(gentle.id);
    expect(await jobs.cancel(gentle.id)).toMatchObject({
      state: 'cancelled',
      reason: 'It was asked to stop'
    });
    const deaf = await jobs.submit(node(`process.on('SIGTERM', () => {}); console.log('up'); ${forever}`));
    while (!(await jobs.log(deaf.id)).includes('up')) await sleep(50);
    expect((await jobs.cancel(deaf.id)).state).toBe('cancelled');
  });

  it('starts a job once, however often it is handed over', async () => {
    const { id } = await jobs.submit(node('setTimeout(() => {}, 500)'));
    const folder = jobFolder(home, id);
    const stored = JSON.parse(await readFile(folder.job, 'utf8')) as Parameters<Target['submit']>[0];
    await target('swarm').submit(stored, folder);
    expect((await jobs.ended(id)).state).toBe('succeeded');
    const began = (await events(id)).filter(({ kind, ...event }) => kind === 'state' && 'pid' in event);
    expect(began).toHaveLength(1);
  });

  it('hands variables on as they are, also what a Swarm takes for a template', async () => {
    process.env['SONDE_TEST_BRACES'] = '{{.Node.Hostname}}';
    const { id } = await jobs.submit(
      node('console.log(process.env.SONDE_TEST_BRACES)', { targetOptions: { env: ['SONDE_TEST_BRACES'] } })
    );
    delete process.env['SONDE_TEST_BRACES'];
    await jobs.ended(id);
    expect(await jobs.log(id)).toBe('{{.Node.Hostname}}\n');
  });

  it('follows a job that was started before', async () => {
    const { id } = await jobs.submit(train({ epochs: 100, pause: 20 }));
    await running(id);
    const again = open();
    expect((await again.ended(id)).state).toBe('succeeded');
    again.close();
  });

  it('frees the service of a job that is deleted', async () => {
    const { id } = await jobs.submit(node(''));
    await jobs.ended(id);
    await jobs.remove(id);
    await expect(service(id).inspect()).rejects.toMatchObject({ statusCode: 404 });
  });

  it('runs jobs as containers of the manager where it shall not be used', async () => {
    const alone = open(target('alone', { swarm: false }));
    const { id } = await alone.submit(node('', { target: 'alone' }));
    expect((await alone.ended(id)).state).toBe('succeeded');
    expect((await alpha.docker.getContainer(`sonde-${id}`).inspect()).Config.Labels).toMatchObject({
      'sonde.job': id
    });
    await expect(alone.submit(node('', { target: 'alone', ...on('beta') }))).rejects.toThrow(
      /^Cannot choose a node for job "node -e"/
    );
    alone.close();
  });
});

describe('a job that a Swarm lost', () => {
  it('says that a node does not have what it reads', async () => {
    const apart = join(ours, 'data.csv');
    writeFileSync(apart, 'a,b\n1,2\n');
    const { id } = await jobs.submit(train({ epochs: 1 }, { data: apart, ...on('beta') }));
    expect(await jobs.ended(id)).toMatchObject({
      state: 'failed',
      reason: `beta could not start it: it has no ${apart}. Sonde, the jobs' folders and their data must lie on a disk that all nodes share, at the same paths`
    });
  });

  it('says that a node does not have the image', async () => {
    await alpha.importNode('sonde-test/alpha:1');
    const options = { image: 'sonde-test/alpha:1', constraints: ['node.hostname==beta'] };
    const { id } = await jobs.submit(node('', { targetOptions: options }));
    expect(await jobs.ended(id)).toMatchObject({
      state: 'failed',
      reason: 'beta could not start it: it has no image "sonde-test/alpha:1", and found it in no registry'
    });
  });

  it('says that it was killed', async () => {
    const { id } = await jobs.submit(node(forever, on('beta')));
    await running(id);
    const [container] = await beta.docker.listContainers({ filters: { label: [`sonde.job=${id}`] } });
    await beta.docker.getContainer(container?.Id ?? '').kill({ signal: 'SIGKILL' });
    expect(await jobs.ended(id)).toMatchObject({
      state: 'lost',
      reason: expect.stringContaining(
        'Its container on beta was killed (exit code 137) and left no last word'
      )
    });
  });

  it('says that it took too much memory', async () => {
    const script = 'const all = []; for (;;) all.push(Buffer.alloc(1 << 24, 1));';
    const { id } = await jobs.submit(node(script, { resources: { memoryBytes: 2 ** 27 }, ...on('alpha') }));
    const { state, reason } = await jobs.ended(id);
    expect(state).toBe('failed');
    // The job itself may outlive its command, or be killed with it.
    expect(reason).toMatch(
      /^(Its container on alpha was killed: it took more than its 128 MiB of memory|The command ".*" was ended by SIGKILL)$/
    );
  });

  it('goes on to its end on a node that is drained', async () => {
    const { id } = await jobs.submit(node('setTimeout(() => {}, 5000)', on('beta')));
    await running(id);
    await setAvailability('drain');
    const { cpus } = await target('swarm').capabilities();
    expect((await jobs.ended(id)).state).toBe('succeeded');
    await setAvailability('active');
    expect((await target('swarm').capabilities()).cpus).toBe(2 * cpus);
  });

  it('says that its node is silent, and what became of it when the node is back', async () => {
    const { id } = await jobs.submit(node(forever, on('beta')));
    await running(id);
    await beta.stop();
    const silent =
      /the node beta, where it (runs|ran), has not been heard of for 1 min \(heartbeat failure\)$/;
    await when(id, ({ reason = '' }) => silent.test(reason));
    expect((await target('swarm').capabilities()).about).toContain('2 nodes (1 not available)');
    await beta.start(gpus(4));
    await allReady();
    const { state, reason } = await jobs.ended(id);
    expect(state).toBe('lost');
    // The Swarm may have given it up before.
    expect(reason).toMatch(
      /^(Its container on beta (is gone|was told to end)|The Swarm gave it up: the node beta)/
    );
  });
});

async function setAvailability(wanted: 'active' | 'drain'): Promise<void> {
  const all = (await alpha.docker.listNodes()) as {
    ID: string;
    Version: { Index: number };
    Spec: object;
    Description: { Hostname: string };
  }[];
  const found = all.find(({ Description }) => Description.Hostname === 'beta');
  if (!found) throw new Error('beta is not in the Swarm');
  await alpha.docker
    .getNode(found.ID)
    .update({ version: found.Version.Index, ...found.Spec, Availability: wanted });
}
