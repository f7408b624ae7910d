/** Jobs on a Docker Engine behind a network that fails, and jobs that print more than memory holds. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { isFinal, type JobEvent } from '@sonde/schema';
import { jobFolder } from '../jobs/job-folder.js';
import { Jobs } from '../jobs/jobs.js';
import { DockerEngine } from '../testing/docker-engine.js';
import { TestNetwork } from '../testing/test-network.js';
import { dockerTarget } from './docker.js';
import { installRoot } from './install-root.js';

jest.setTimeout(240_000);

const network = new TestNetwork();
const { namespace, address } = network.join();
const host = `tcp://${address}:2375`;
const engine = new DockerEngine({ namespace });
const home = mkdtempSync(join(tmpdir(), 'sonde-cut-docker-'));
const sources = [
  { name: 'fixtures', kind: 'folder' as const, location: join(import.meta.dirname, '../jobs/fixtures') }
];
/** Says that it brings Sonde: the one that is installed here, which its containers see. */
const image = 'sonde-test/whole:1';
let jobs: Jobs;

beforeAll(async () => {
  await engine.start(['-H', host, '--tls=false']);
  await engine.importNode(image, { 'sonde.root': installRoot() });
  const settings = { host, image, files: 'auto' as const, volumes: [installRoot()], slots: 8 };
  jobs = new Jobs({ home, sources, targets: [dockerTarget('far', settings)] });
});
afterAll(async () => {
  jobs.close();
  await engine.close();
  network.close();
  rmSync(home, { recursive: true, maxRetries: 20, retryDelay: 100 });
});

const events = async (id: string): Promise<JobEvent[]> => {
  const all: JobEvent[] = [];
  for await (const event of jobs.eventsSoFar(id)) all.push(event);
  return all;
};
const steps = async (id: string): Promise<number[]> =>
  (await events(id)).flatMap(event =>
    event.kind === 'metric' && event.series === 'loss' ? [event.step] : []
  );
const attendant = (id: string): number =>
  (JSON.parse(readFileSync(join(jobFolder(home, id).path, 'attendant.json'), 'utf8')) as { pid: number }).pid;

describe('a network that is cut', () => {
  it.each([
    ['for a moment', 3_000],
    ['for long', 45_000]
  ])('%s loses and doubles no event, and the record says so meanwhile', async (_, length) => {
    const epochs = 600;
    const data = join(home, 'data.csv');
    writeFileSync(data, 'a,b\n1,2\n');
    const { id } = await jobs.submit({
      kind: 'train',
      target: 'far',
      module: 'count',
      data,
      args: { pause: 10 + Math.round(length / epochs), epochs }
    });
    while ((await steps(id)).length < 10) await sleep(50);
    network.set(namespace, 'down');
    const cut = Date.now();
    await sleep(1000);
    const before = (await steps(id)).length;
    expect(await jobs.settle(id)).toMatchObject({
      state: 'running',
      ...(length > 10_000 && {
        reason: `Cannot look for job "count on data.csv": the Docker Engine at ${host} does not answer: nothing came within 10 seconds`
      })
    });
    await sleep(length - (Date.now() - cut));
    expect((await steps(id)).length).toBe(before);
    network.set(namespace, 'up');
    const record = await jobs.ended(id);
    expect(record).toMatchObject({ state: 'succeeded', artefacts: [{ name: 'model/model.json' }] });
    expect(record.reason).toBeUndefined();
    expect(await steps(id)).toEqual(Array.from({ length: epochs }, (__, i) => i + 1));
    const ends = (await events(id)).filter(event => event.kind === 'state' && isFinal(event.state));
    expect(ends).toHaveLength(1);
    expect(await jobs.log(id)).toBe('printed by the module\n');
  });
});

describe('a job that prints a gigabyte', () => {
  it('does not fill the memory, and its last line is there', async () => {
    const script = `
      const { writeSync } = require('node:fs');
      const text = Buffer.from(('x'.repeat(1023) + '\\n').repeat(1024));
      for (let n = 0; n < 1024; n++)
        for (let at = 0; at < text.length; ) {
          try { at += writeSync(1, text, at); } catch (error) { if (error.code !== 'EAGAIN') throw error; }
        }
      console.log('the last line');`;
    const { id } = await jobs.submit({ kind: 'command', target: 'far', command: ['node', '-e', script] });
    let most = 0;
    for (;;) {
      const record = await jobs.settle(id);
      if (isFinal(record.state)) {
        expect(record).toMatchObject({ state: 'succeeded' });
        break;
      }
      most = Math.max(most, megabytes(attendant(id)));
      await sleep(100);
    }
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThan(250);
    expect((await jobs.log(id)).endsWith('\nthe last line\n')).toBe(true);
    await jobs.remove(id);
  });
});

/** The most memory that the process has ever had; 0 when it is gone. */
function megabytes(pid: number): number {
  try {
    const [, kilobytes = '0'] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes) / 1024;
  } catch {
    return 0;
  }
}
