/** Jobs on a Slurm cluster that is reached from elsewhere: by ssh to its log-in node, and by slurmrestd with a token. */
import { createHmac } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { JobRecord } from '@sonde/schema';
import { Jobs } from '../jobs/jobs.js';
import { freePort } from '../testing/free-port.js';
import { noSlurm, startSlurm, type SlurmCluster } from '../testing/slurm-cluster.js';
import { noSsh, startSsh, type SshServer } from '../testing/ssh-server.js';
import type { SlurmSettings } from './slurm/settings.js';
import { slurmTarget } from './slurm.js';

jest.setTimeout(90_000);
const why = noSlurm() ?? noSsh();
if (why && process.env['CI'] === 'true') throw new Error(`Cannot test Slurm: ${why}`);
if (why) console.warn(`Left out: jobs on Slurm from elsewhere, because ${why}`);

(why ? describe.skip : describe)('a Slurm cluster elsewhere', () => {
  let cluster: SlurmCluster;
  let home: string;
  const sources = [
    { name: 'fixtures', kind: 'folder' as const, location: join(import.meta.dirname, '../jobs/fixtures') }
  ];

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'sonde-far-slurm-'));
    await writeFile(join(home, 'data.csv'), 'a\n1\n');
    cluster = await startSlurm();
  });
  afterAll(async () => {
    await cluster.stop();
    await rm(home, { recursive: true, maxRetries: 20, retryDelay: 100 });
  });

  async function train(settings: SlurmSettings): Promise<JobRecord> {
    const jobs = new Jobs({ home, sources, targets: [slurmTarget('far', settings)] });
    const data = join(home, 'data.csv');
    const { id } = await jobs.submit({ kind: 'train', module: 'count', data, target: 'far' });
    const record = await jobs.ended(id);
    jobs.close();
    return record;
  }

  async function stopOne(settings: SlurmSettings): Promise<JobRecord> {
    const jobs = new Jobs({ home, sources, targets: [slurmTarget('far', settings)] });
    const { id } = await jobs.submit({ kind: 'command', command: ['sleep', '60'], target: 'far' });
    while ((await jobs.get(id)).state !== 'running') await sleep(100);
    const record = await jobs.cancel(id);
    jobs.close();
    return record;
  }

  const refusal = (settings: SlurmSettings): Promise<unknown> =>
    slurmTarget('far', settings)
      .capabilities()
      .catch((error: unknown) => error);

  describe('through ssh', () => {
    let server: SshServer;
    const through = (more: SlurmSettings = {}): SlurmSettings => ({
      ssh: '127.0.0.1',
      port: server.port,
      identity: server.identity,
      sshOptions: server.options,
      node: process.execPath,
      ...more
    });

    beforeAll(async () => {
      server = await startSsh({ SLURM_CONF: cluster.conf });
    });
    afterAll(() => server.stop());

    it('tells what the cluster has', async () => {
      expect(await slurmTarget('far', through()).capabilities()).toMatchObject({
        cpus: 4,
        gpus: 1,
        about: expect.stringMatching(/ on 127\.0\.0\.1$/)
      });
    });

    it('trains', async () => {
      expect(await train(through())).toMatchObject({ state: 'succeeded', place: { node: 'n1' } });
    });

    it('stops a job that runs', async () => {
      expect(await stopOne(through())).toMatchObject({ state: 'cancelled', reason: 'It was asked to stop' });
    });

    it('says that a key is not let in', async () => {
      // A shared connection has been let in already, whoever asks.
      const own = ['ControlPath=none', ...server.options];
      expect(await refusal(through({ identity: server.stranger, sshOptions: own }))).toMatchObject({
        code: 'target-credentials',
        message: expect.stringMatching(/^127\.0\.0\.1 does not let us in by ssh: .*Permission denied/)
      });
    });

    it('says that the host is not the known one', async () => {
      const sshOptions = ['ControlPath=none', 'UserKnownHostsFile=/dev/null', 'StrictHostKeyChecking=yes'];
      expect(await refusal(through({ sshOptions }))).toMatchObject({
        code: 'target-credentials',
        message: 'The host key of 127.0.0.1 is not the known one, or not known yet',
        hint: 'Connect once by hand: ssh 127.0.0.1'
      });
    });

    it('says that nobody answers', async () => {
      const port = await freePort();
      expect(await refusal(through({ port, sshOptions: ['ControlPath=none'] }))).toMatchObject({
        code: 'target-unreachable',
        message: expect.stringMatching(/^Cannot reach 127\.0\.0\.1 by ssh: .*Connection refused/)
      });
    });
  });

  describe('through slurmrestd', () => {
    let url: string;
    let tokenFile: string;
    const through = (): SlurmSettings => ({ via: 'rest', url, user: 'root', tokenFile });

    beforeAll(async () => {
      url = await cluster.startRest();
      tokenFile = join(home, 'token');
    });
    const useToken = (options: { user?: string; seconds?: number } = {}): Promise<void> =>
      writeFile(tokenFile, cluster.token({ user: 'root', ...options }));

    it('tells what the cluster has', async () => {
      await useToken();
      expect(await slurmTarget('far', through()).capabilities()).toMatchObject({
        cpus: 4,
        gpus: 1,
        about: expect.stringMatching(/^Slurm [\d.]+ by slurmrestd v0\.0\.38 at http/)
      });
    });

    it('trains', async () => {
      await useToken();
      expect(await train(through())).toMatchObject({ state: 'succeeded', place: { node: 'n1' } });
    });

    it('stops a job that runs', async () => {
      await useToken();
      expect(await stopOne(through())).toMatchObject({ state: 'cancelled', reason: 'It was asked to stop' });
    });

    it('says that the token has expired', async () => {
      await useToken({ seconds: 1 });
      await sleep(2500);
      expect(await refusal(through())).toMatchObject({
        code: 'target-credentials',
        message: expect.stringMatching(
          /^slurmrestd at \S+ refuses the token in \S+: it expired on \d{4}-\d\d-\d\d \d\d:\d\d UTC, by the clock here$/
        ),
        hint: 'Make a new one with `scontrol token lifespan=86400`.'
      });
    });

    it('names the clock when it refuses a token from a machine that is behind', async () => {
      // Of a machine that is two hours behind: it made the token just now.
      await writeFile(tokenFile, cluster.skewedToken('root', -7200));
      expect(await refusal(through())).toMatchObject({
        code: 'target-credentials',
        message: expect.stringMatching(/: it expired on .* UTC, by the clock here$/)
      });
    });

    it('says that a token is another user’s', async () => {
      await useToken({ user: 'nobody' });
      expect(await refusal(through())).toMatchObject({
        code: 'target-credentials',
        message: expect.stringContaining(': it is of user "nobody", not of "root"')
      });
    });

    it('says what may be wrong where slurmrestd gives no reason', async () => {
      const [head = '', claims = ''] = cluster.token({ user: 'root' }).split('.');
      const signature = createHmac('sha256', 'another key').update(`${head}.${claims}`).digest('base64url');
      await writeFile(tokenFile, `${head}.${claims}.${signature}`);
      expect(await refusal(through())).toMatchObject({
        code: 'target-unreachable',
        message: `slurmrestd at ${url} cannot speak with Slurm’s controller, and does not say why`
      });
    });
  });
});
