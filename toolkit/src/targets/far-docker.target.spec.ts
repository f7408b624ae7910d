/** Jobs on Docker Engines that are reached over the network: by TLS with certificates, and by ssh. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { toErrorRecord } from '@sonde/schema';
import { Jobs } from '../jobs/jobs.js';
import { DockerEngine } from '../testing/docker-engine.js';
import { freePort } from '../testing/free-port.js';
import type { DockerSettings } from './docker/docker-settings.js';
import { dockerTarget } from './docker.js';
import { installRoot } from './install-root.js';

jest.setTimeout(120_000);

const engine = new DockerEngine();
const home = mkdtempSync(join(tmpdir(), 'sonde-far-docker-'));
const own = (name: string): string => join(home, name);
const sources = [
  { name: 'fixtures', kind: 'folder' as const, location: join(import.meta.dirname, '../jobs/fixtures') }
];
/** Says that it brings Sonde: the one that is installed here, which its containers see. */
const image = 'sonde-test/whole:1';
const settings = (more: Partial<DockerSettings>): DockerSettings => ({
  image,
  files: 'auto',
  volumes: [installRoot()],
  ...more
});
const refusal = async (more: Partial<DockerSettings>): Promise<string> => {
  const error = await dockerTarget('far', settings(more))
    .capabilities()
    .catch((thrown: unknown) => thrown);
  return toErrorRecord(error).message;
};

/** Trains a module there, and looks at what came back. */
async function trainOn(more: Partial<DockerSettings>): Promise<void> {
  const jobs = new Jobs({ home, sources, targets: [dockerTarget('far', settings(more))] });
  const data = own('data.csv');
  writeFileSync(data, 'a,b\n1,2\n');
  const { id } = await jobs.submit({
    kind: 'train',
    target: 'far',
    module: 'count',
    data,
    args: { epochs: 4, pause: 0 }
  });
  expect(await jobs.ended(id)).toMatchObject({
    state: 'succeeded',
    metrics: { loss: 0.25 },
    artefacts: [{ name: 'model/model.json' }]
  });
  expect(await jobs.log(id)).toBe('printed by the module\n');
  await jobs.remove(id);
  jobs.close();
}

let tcp: string;
beforeAll(async () => {
  tcp = `tcp://127.0.0.1:${await freePort()}`;
  makeCertificates('ours');
  makeCertificates('others');
  const server = [
    '--tlscacert',
    own('ours/ca.pem'),
    '--tlscert',
    own('ours/server.pem'),
    '--tlskey',
    own('ours/server.key')
  ];
  await engine.start(['-H', tcp, '--tlsverify', ...server]);
  await engine.importNode(image, { 'sonde.root': installRoot() });
});
afterAll(async () => {
  await engine.close();
  rmSync(home, { recursive: true, maxRetries: 20, retryDelay: 100 });
});

/** An authority in `folder`, and what it signed: server.pem for 127.0.0.1, cert.pem for whoever asks. */
function makeCertificates(folder: string): void {
  const at = (name: string): string => join(own(folder), name);
  const openssl = (...words: string[]): void => void execFileSync('openssl', words, { stdio: 'pipe' });
  const key = (file: string): string[] => [
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-keyout',
    at(file)
  ];
  mkdirSync(own(folder));
  openssl('req', '-x509', ...key('ca.key'), '-subj', `/CN=${folder}`, '-days', '2', '-out', at('ca.pem'));
  for (const [name, extension] of [
    ['server', 'subjectAltName=IP:127.0.0.1'],
    ['cert', 'extendedKeyUsage=clientAuth']
  ] as const) {
    const keyFile = name === 'cert' ? 'key.pem' : 'server.key';
    openssl('req', ...key(keyFile), '-subj', `/CN=${name}`, '-out', at(`${name}.csr`));
    writeFileSync(at(`${name}.ext`), extension);
    const by = [
      '-CA',
      at('ca.pem'),
      '-CAkey',
      at('ca.key'),
      '-CAcreateserial',
      '-days',
      '2',
      '-extfile',
      at(`${name}.ext`)
    ];
    openssl('x509', '-req', '-in', at(`${name}.csr`), ...by, '-out', at(`${name}.pem`));
  }
}

describe('an engine behind TLS', () => {
  it('runs a job for who has its certificate', async () => {
    await trainOn({ host: tcp, certificates: own('ours') });
  });

  it('says that it does not accept a certificate of others', async () => {
    mkdirSync(own('mixed'));
    for (const [from, name] of [
      ['ours', 'ca.pem'],
      ['others', 'cert.pem'],
      ['others', 'key.pem']
    ] as const)
      execFileSync('cp', [own(`${from}/${name}`), own(`mixed/${name}`)]);
    expect(await refusal({ host: tcp, certificates: own('mixed') })).toBe(
      `Cannot reach target "far": the Docker Engine at ${tcp} does not accept the certificate offered`
    );
  });

  it('says that the engine is not the one that the authority vouches for', async () => {
    expect(await refusal({ host: tcp, certificates: own('others') })).toMatch(
      new RegExp(
        `^Cannot reach target "far": the certificate of the Docker Engine at ${tcp} is not to be trusted: `
      )
    );
  });

  it('says which certificate is not there, and that there are none', async () => {
    expect(await refusal({ host: tcp, certificates: own('none') })).toContain(
      `Cannot read the certificates for ${tcp}`
    );
    expect(await refusal({ host: tcp })).toContain('HTTP request to an HTTPS server');
  });
});

describe('an engine behind ssh', () => {
  let sshd: ChildProcess;
  let host: string;
  let known: string[];
  beforeAll(async () => {
    const port = await freePort();
    host = `ssh://${userInfo().username}@127.0.0.1:${port}`;
    for (const name of ['host', 'mine', 'other'])
      execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', own(name)]);
    execFileSync('cp', [own('mine.pub'), own('authorized')]);
    writeFileSync(
      own('known'),
      `[127.0.0.1]:${port} ${execFileSync('cat', [own('host.pub')], { encoding: 'utf8' })}`
    );
    known = [`UserKnownHostsFile=${own('known')}`];
    const config = {
      ListenAddress: `127.0.0.1:${port}`,
      HostKey: own('host'),
      AuthorizedKeysFile: own('authorized'),
      PidFile: own('sshd.pid'),
      PermitRootLogin: 'yes',
      PasswordAuthentication: 'no',
      KbdInteractiveAuthentication: 'no',
      StrictModes: 'no',
      UsePAM: 'no',
      SetEnv: `DOCKER_HOST=${engine.host}`
    };
    writeFileSync(
      own('sshd_config'),
      Object.entries(config)
        .map(line => line.join(' '))
        .join('\n')
    );
    if (!existsSync('/run/sshd')) mkdirSync('/run/sshd', { mode: 0o755 });
    sshd = spawn('/usr/sbin/sshd', ['-D', '-e', '-f', own('sshd_config')], { stdio: 'ignore' });
    while (!(await answers(port))) await sleep(50);
  });
  afterAll(async () => {
    sshd.kill();
    await once(sshd, 'exit');
  });
  const answers = (port: number): Promise<boolean> =>
    new Promise(done => {
      const socket = connect(port, '127.0.0.1', () => done(true));
      socket.once('error', () => done(false));
      socket.once('connect', () => socket.end());
    });

  it('runs a job for who has a key', async () => {
    await trainOn({ host, identity: own('mine'), sshOptions: known });
  });

  it('says that it does not accept the key', async () => {
    expect(await refusal({ host, identity: own('other'), sshOptions: known })).toBe(
      `Cannot reach target "far": ${host} does not accept the ssh keys offered`
    );
  });

  it('says that its host key is not known', async () => {
    expect(await refusal({ host, identity: own('mine'), sshOptions: ['UserKnownHostsFile=/dev/null'] })).toBe(
      `Cannot reach target "far": the host key of ${host} is not the known one, or not known yet`
    );
  });

  it('says that no engine is behind it, or nobody there', async () => {
    await engine.stop();
    expect(await refusal({ host, identity: own('mine'), sshOptions: known })).toContain(
      `no Docker Engine answers at ${host}`
    );
    const nobody = `ssh://127.0.0.1:${await freePort()}`;
    expect(await refusal({ host: nobody })).toMatch(
      new RegExp(`no Docker Engine answers at ${nobody}: .*Connection refused`)
    );
  });
});
