/** Images that a Docker Engine fetches from a registry, and who may. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { globalAgent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { JobEvent, JobRequest } from '@sonde/schema';
import { Jobs } from '../jobs/jobs.js';
import { DockerEngine, bareImage } from '../testing/docker-engine.js';
import { startRegistry, type ImageRegistry } from '../testing/image-registry.js';
import { openEngine } from './docker/engine.js';
import { serviceImage } from './docker/service-image.js';
import { dockerTarget } from './docker.js';

jest.setTimeout(120_000);

const engine = new DockerEngine();
/** Has the images, and gives them to the registries. */
const source = new DockerEngine();
const home = mkdtempSync(join(tmpdir(), 'sonde-registry-docker-'));
const known = 'somebody:secret';
let open: ImageRegistry;
let closed: ImageRegistry;
let jobs: Jobs;

beforeAll(async () => {
  await Promise.all([engine.start(), source.start(['--bridge', 'none', '--iptables=false'])]);
  await source.importNode();
  [open, closed] = await Promise.all([startRegistry(), startRegistry(known)]);
  process.env['DOCKER_CONFIG'] = join(home, 'nobody');
  jobs = new Jobs({
    home,
    targets: [dockerTarget('docker', { host: engine.host, files: 'auto', slots: 8 })]
  });
});
afterAll(async () => {
  delete process.env['DOCKER_CONFIG'];
  jobs.close();
  await Promise.all([engine.close(), source.close(), open.close(), closed.close()]);
  rmSync(home, { recursive: true, maxRetries: 20, retryDelay: 100 });
});

const running = (image: string): JobRequest => ({
  kind: 'command',
  target: 'docker',
  command: ['node', '-e', 'console.log("ran")'],
  targetOptions: { image }
});

/** What `docker login` leaves. */
function logIn(registry: ImageRegistry, as: string): void {
  const folder = mkdtempSync(join(home, 'login-'));
  const auths = { [registry.host]: { auth: Buffer.from(as).toString('base64') } };
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ auths }));
  process.env['DOCKER_CONFIG'] = folder;
}

async function eventsOf(id: string): Promise<JobEvent[]> {
  const all: JobEvent[] = [];
  for await (const event of jobs.eventsSoFar(id)) all.push(event);
  return all;
}

describe('an image that the engine does not have', () => {
  it('is pulled, and the job says so meanwhile, and how far it is', async () => {
    const image = await open.add(source, bareImage, 'sonde-test/node:1');
    const { id } = await jobs.submit(running(image));
    const record = await jobs.ended(id);
    expect(record.reason).toBeUndefined();
    expect(record).toMatchObject({ state: 'succeeded', place: { image } });
    expect(await jobs.log(id)).toBe('ran\n');
    const all = await eventsOf(id);
    expect(all).toContainEqual(
      expect.objectContaining({
        kind: 'state',
        state: 'queued',
        reason: `The Docker Engine fetches the image ${image}`
      })
    );
    const progress = all.filter(event => event.kind === 'progress' && event.unit === 'bytes');
    expect(progress[0]).toMatchObject({ text: `Fetching the image ${image}`, total: expect.any(Number) });
  });

  it('is known by its digest in its registry to the nodes of a Swarm', async () => {
    const image = await open.add(source, bareImage, 'sonde-test/node:2');
    const far = await openEngine({ host: engine.host });
    const published = expect.stringMatching(new RegExp(`^${open.host}/sonde-test/node@sha256:[0-9a-f]{64}$`));
    expect((await serviceImage(far, image)).image).toMatchObject({ published });
    // As it is to whoever has it.
    await jobs.ended((await jobs.submit(running(image))).id);
    expect((await serviceImage(far, image)).image).toMatchObject({
      published,
      digest: expect.stringMatching(/^sha256:/)
    });
  });
});

describe('a registry that asks who is there', () => {
  it('gives an image to who has logged in, and tells others from strangers', async () => {
    const image = await closed.add(source, bareImage, 'sonde-test/private:1');
    const stranger = await jobs.ended((await jobs.submit(running(image))).id);
    expect(stranger.reason).toMatch(
      `The registry of "${image}" wants to know who asks, or has no such image`
    );
    expect(stranger.error?.hint).toBe(`Log in: docker login ${closed.host}`);

    logIn(closed, 'somebody:wrong');
    const wrong = await jobs.ended((await jobs.submit(running(image))).id);
    expect(wrong.reason).toMatch(
      `The registry of "${image}" does not accept the credentials that docker login left here`
    );

    logIn(closed, known);
    const { id } = await jobs.submit(running(image));
    const record = await jobs.ended(id);
    expect(record.reason).toBeUndefined();
    expect(record.state).toBe('succeeded');
  });
});

describe('an engine that may not be used', () => {
  it('is a sentence', async () => {
    chmodSync(engine.folder, 0o755);
    globalAgent.destroy(); // connections of before, when it might
    const groups = process.getgroups?.() ?? [];
    const target = dockerTarget('docker', { host: engine.host, files: 'auto' });
    process.setgroups?.([]);
    process.setegid?.(65534);
    process.seteuid?.(65534);
    try {
      await expect(target.capabilities()).rejects.toMatchObject({
        code: 'engine-permission',
        message: `Cannot reach target "docker": you may not use ${engine.host}`,
        hint: 'Add yourself to the group "docker" and log in again.'
      });
    } finally {
      process.seteuid?.(0);
      process.setegid?.(0);
      process.setgroups?.(groups);
    }
  });
});
