/**
 * For tests: a real Slurm cluster of two nodes on this machine, in a temporary folder and on loopback ports: munged,
 * slurmctld, two slurmd and, when asked for, slurmrestd. Needs root and Debian's packages slurm-wlm, slurmrestd,
 * slurm-wlm-jwt-plugin and munge.
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { createHmac, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port.js';
import { startAccounting } from './slurm-accounting.js';

export interface SlurmCluster {
  /** For whatever belongs to the tests of this cluster. */
  folder: string;
  /** The file that the commands find in the environment as SLURM_CONF; set there while the cluster is up. */
  conf: string;
  /** Without a chance to write down what it knows, when the signal is SIGKILL. */
  stopController(signal?: NodeJS.Signals): Promise<void>;
  startController(): Promise<void>;
  /** Kills the daemon of the first node; what it started goes on. */
  killNode(): Promise<void>;
  startNode(): Promise<void>;
  /** Changes the configuration by a script of sed, and has the cluster take it. */
  configure(script: string): Promise<void>;
  /** Starts slurmrestd; answers with its address. */
  startRest(): Promise<string>;
  /** A token for slurmrestd, for the user "nobody" when no other is named. */
  token(options?: { user?: string; seconds?: number }): string;
  /** One that a machine makes whose clock is ahead by so many seconds, and which is good for an hour there. */
  skewedToken(user: string, ahead: number): string;
  /** What one of Slurm's commands prints. */
  ask(program: string, ...words: string[]): string;
  stop(): Promise<void>;
}

/** Why there can be no cluster here, if so. */
export function noSlurm(): string | undefined {
  if (process.getuid?.() !== 0) return 'a Slurm cluster is started by root only';
  const missing = ['slurmctld', 'slurmd', 'slurmrestd', 'munged'].filter(
    name => !existsSync(`/usr/sbin/${name}`)
  );
  return missing.length > 0 ? `there is no ${missing.join(', ')} here` : undefined;
}

export interface SlurmClusterOptions {
  /** A folder that the second node, named n2, does not see. */
  unseen?: string;
  /** An empty folder by which n2 sees what is in `unseen`. */
  seenAs?: string;
  /** Keeps an accounting, and forgets ended jobs after some seconds otherwise. */
  accounting?: boolean;
  /** How many GPUs the first node, named n1, says to have. */
  gpus?: 1 | 2;
  /** Further lines of slurm.conf(5), which win over ours. */
  more?: readonly string[];
}

export async function startSlurm(options: SlurmClusterOptions = {}): Promise<SlurmCluster> {
  const { unseen, seenAs, accounting = false, gpus = 1, more = [] } = options;
  const folder = mkdtempSync(join(tmpdir(), 'sonde-slurm-'));
  chmodSync(folder, 0o755);
  const daemons: ChildProcess[] = [];
  const start = (program: string, words: string[], env: NodeJS.ProcessEnv = {}): ChildProcess => {
    const log = openSync(join(folder, 'daemons.log'), 'a');
    const child = spawn(program, words, { stdio: ['ignore', log, log], env: { ...process.env, ...env } });
    daemons.push(child);
    return child;
  };
  const conf = join(folder, 'slurm.conf');
  const before = process.env['SLURM_CONF'];
  process.env['SLURM_CONF'] = conf;
  const ask = (program: string, ...words: string[]): string =>
    execFileSync(program, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], env: process.env });

  const munge = await startMunge(folder, start);
  const [controllerPort, ...nodePorts] = await Promise.all([freePort(), freePort(), freePort()]);
  mkdirSync(join(folder, 'state'));
  const jwtKey = join(folder, 'state/jwt.key');
  writeFileSync(jwtKey, randomBytes(32), { mode: 0o600 });
  const accounted = accounting
    ? [
        'MinJobAge=5',
        'AccountingStorageType=accounting_storage/slurmdbd',
        'AccountingStorageHost=127.0.0.1',
        `AccountingStoragePass=${munge}`,
        `AccountingStoragePort=${await startAccounting({ folder, munge, jwtKey, start, until })}`
      ]
    : [];
  const usual = configuration({ folder, munge, jwtKey, controllerPort, nodePorts, gpus });
  writeFileSync(conf, overlaid(usual, [...accounted, ...more]));
  const devices = ['/dev/null', '/dev/zero'].slice(0, gpus); // anything that is there will do
  writeFileSync(join(folder, 'gres.conf'), `NodeName=n1 Name=gpu File=${devices.join(',')}\n`);

  let controller: ChildProcess | undefined;
  let node: ChildProcess | undefined;
  let isUp = false;
  const cluster: SlurmCluster = {
    folder,
    conf,
    ask,
    async startController() {
      controller = start('slurmctld', ['-D']);
      await until('slurmctld answers', () => ask('scontrol', 'ping').includes(' UP'));
      isUp = true;
    },
    async stopController(signal = 'SIGTERM') {
      if (controller) await end(controller, signal);
      controller = undefined;
      isUp = false;
    },
    async killNode() {
      if (node) await end(node, 'SIGKILL');
    },
    async startNode() {
      const registered = (): string | undefined =>
        /SlurmdStartTime=(\S+)/.exec(ask('scontrol', 'show', 'node', 'n1'))?.[1];
      const before = registered();
      node = start('slurmd', ['-D', '-N', 'n1']);
      await until('the new slurmd has made itself known', () => {
        // The port may not be free yet.
        if (node?.exitCode !== null) node = start('slurmd', ['-D', '-N', 'n1']);
        return registered() !== before;
      });
      await until('the node is up', () => {
        const state = ask('sinfo', '-h', '-n', 'n1', '-o', '%t');
        if (/down/.test(state)) ask('scontrol', 'update', 'NodeName=n1', 'State=RESUME');
        return !/down|unk|\*/.test(state);
      });
    },
    async configure(script) {
      execFileSync('sed', ['-i', script, conf]);
      // Some settings are read at the start only.
      await cluster.stopController();
      await cluster.startController();
    },
    async startRest() {
      const port = await freePort();
      const apis = ['v0.0.36', 'v0.0.38', ...(accounting ? ['dbv0.0.38'] : [])]
        .map(name => `openapi/${name}`)
        .join(',');
      const plugins = ['-a', 'rest_auth/jwt', '-s', apis, `127.0.0.1:${port}`];
      start('setpriv', ['--reuid=daemon', '--regid=daemon', '--clear-groups', 'slurmrestd', ...plugins], {
        SLURM_JWT: 'daemon', // makes tokens its way in, and not munge
        SLURMRESTD_SECURITY: 'disable_unshare_sysv,disable_unshare_files'
      });
      const url = `http://127.0.0.1:${port}`;
      await until('slurmrestd answers', async () => (await fetch(url)).status > 0);
      return url;
    },
    token: ({ user = 'nobody', seconds = 3600 } = {}) =>
      ask('scontrol', 'token', `username=${user}`, `lifespan=${seconds}`)
        .trim()
        .replace(/^SLURM_JWT=/, ''),
    skewedToken(user, ahead) {
      const now = Math.floor(Date.now() / 1000) + ahead;
      const parts = [
        { alg: 'HS256', typ: 'JWT' },
        { iat: now, exp: now + 3600, sun: user }
      ].map(part => Buffer.from(JSON.stringify(part)).toString('base64url'));
      const signature = createHmac('sha256', readFileSync(jwtKey))
        .update(parts.join('.'))
        .digest('base64url');
      return [...parts, signature].join('.');
    },
    async stop() {
      if (isUp) for (const user of ['root', 'nobody']) ask('scancel', `--user=${user}`);
      for (const daemon of daemons.reverse()) await end(daemon, 'SIGTERM');
      if (before === undefined) delete process.env['SLURM_CONF'];
      else process.env['SLURM_CONF'] = before;
      rmSync(folder, { recursive: true, force: true });
    }
  };
  try {
    await cluster.startController();
    node = start('slurmd', ['-D', '-N', 'n1']);
    if (unseen === undefined) start('slurmd', ['-D', '-N', 'n2']);
    else start('unshare', ['--mount', '--propagation', 'private', 'sh', '-c', hide, unseen, seenAs ?? '']);
    await until('both nodes are idle', () => ask('sinfo', '-h', '-o', '%D %t').trim().startsWith('2 idle'));
  } catch (error) {
    console.error(readFileSync(join(folder, 'daemons.log'), 'utf8').slice(-3000));
    await cluster.stop();
    throw error;
  }
  return cluster;
}

/** Runs the second node where folder $0 is empty, and its contents are found as $1 where that is given. */
const hide =
  'if [ -n "$1" ]; then mount --bind "$0" "$1"; fi && mount -t tmpfs tmpfs "$0" && exec slurmd -D -N n2';

/** Munge makes sure that who says to be a user is that user. It must not run as root, and wants its folder closed. */
async function startMunge(
  folder: string,
  start: (program: string, words: string[]) => ChildProcess
): Promise<string> {
  const place = join(folder, 'munge');
  const key = join(place, 'key');
  mkdirSync(place, { mode: 0o711 });
  writeFileSync(key, randomBytes(1024), { mode: 0o400 });
  const [uid = 0, gid = 0] = ['-u', '-g'].map(flag =>
    Number(execFileSync('id', [flag, 'munge'], { encoding: 'utf8' }))
  );
  for (const path of [place, key]) chownSync(path, uid, gid);
  const socket = join(place, 'socket');
  const files = {
    'key-file': key,
    socket,
    'pid-file': join(place, 'pid'),
    'log-file': join(place, 'log'),
    'seed-file': join(place, 'seed')
  };
  start('setpriv', [
    ...['--reuid=munge', '--regid=munge', '--clear-groups', 'munged', '--foreground'],
    ...Object.entries(files).map(([flag, path]) => `--${flag}=${path}`)
  ]);
  await until('munged is up', () => existsSync(socket));
  return socket;
}

/** Jobs are looked at as soon as they come, and may be started again after five seconds and not two minutes. */
function configuration(of: {
  folder: string;
  munge: string;
  jwtKey: string;
  controllerPort: number | undefined;
  nodePorts: number[];
  gpus: number;
}): string {
  const { folder, munge, jwtKey, controllerPort, nodePorts, gpus } = of;
  const node = (name: string, port: number | undefined, more = ''): string =>
    `NodeName=${name} NodeHostname=localhost NodeAddr=127.0.0.1 Port=${port} CPUs=2 RealMemory=4000 ${more}`;
  return [
    'ClusterName=sonde',
    `SlurmctldHost=${hostname()}(127.0.0.1)`,
    `SlurmctldPort=${controllerPort}`,
    'SlurmUser=root',
    'SlurmdUser=root',
    'AuthType=auth/munge',
    `AuthInfo=socket=${munge},cred_expire=5`,
    'CredType=cred/munge',
    'AuthAltTypes=auth/jwt',
    `AuthAltParameters=jwt_key=${jwtKey}`,
    `StateSaveLocation=${folder}/state`,
    `SlurmctldPidFile=${folder}/slurmctld.pid`,
    `SlurmctldLogFile=${folder}/slurmctld.log`,
    `SlurmdPidFile=${folder}/%n.pid`,
    `SlurmdLogFile=${folder}/%n.log`,
    `SlurmdSpoolDir=${folder}/spool-%n`,
    'ProctrackType=proctrack/linuxproc',
    'TaskPlugin=task/none',
    'MpiDefault=none',
    'ReturnToService=2',
    'SelectType=select/cons_tres',
    'SelectTypeParameters=CR_Core',
    'SchedulerParameters=batch_sched_delay=0,bf_interval=2,sched_interval=2',
    'PreemptType=preempt/partition_prio',
    'PreemptMode=REQUEUE',
    'KillWait=3',
    'MessageTimeout=5',
    'MinJobAge=300',
    'AccountingStorageType=accounting_storage/none',
    'JobAcctGatherType=jobacct_gather/none',
    'GresTypes=gpu',
    node('n1', nodePorts[0], `Gres=gpu:${gpus} Feature=fast`),
    node('n2', nodePorts[1], 'Feature=slow'),
    'PartitionName=main Nodes=n1 Default=YES MaxTime=60 State=UP PriorityTier=1',
    'PartitionName=urgent Nodes=n1 MaxTime=10 State=UP PriorityTier=10',
    'PartitionName=far Nodes=n2 MaxTime=UNLIMITED State=UP'
  ]
    .join('\n')
    .concat('\n');
}

/** Settings by name; the last of those that may be given once only wins. */
function overlaid(usual: string, more: readonly string[]): string {
  const names = more
    .map(line => line.split('=')[0] ?? '')
    .filter(name => !/^(Node|Partition)Name$/.test(name));
  const kept = usual.split('\n').filter(line => !names.includes(line.split('=')[0] ?? ''));
  return [...kept, ...more, ''].join('\n');
}

async function until(what: string, check: () => boolean | Promise<boolean>): Promise<void> {
  const patience = Date.now() + 30_000;
  for (let why: unknown; ; await sleep(100)) {
    try {
      if (await check()) return;
    } catch (error) {
      why = error;
    }
    if (Date.now() > patience) throw new Error(`Waited in vain until ${what}`, { cause: why });
  }
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await gone;
  clearTimeout(late);
}
