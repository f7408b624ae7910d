/** A Docker Engine of its own for tests: its data, socket and images lie in a temporary folder and go with it. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Docker from 'dockerode';

/** Image with Node and a shell, and nothing else. */
export const bareImage = 'sonde-test/node:bare';

export interface EngineOptions {
  /** The network namespace that it lives in; this machine's when absent. */
  namespace?: string;
  /** What it takes its machine to be called, when that shall be another name. */
  machine?: string;
  /** A folder that it finds empty, as on a machine that does not share our disk. */
  hidden?: string;
  /** False when its containers shall end with it, as they do in a Swarm. */
  liveRestore?: boolean;
}

export class DockerEngine {
  readonly folder = mkdtempSync(join(tmpdir(), 'sonde-docker-'));
  readonly socket = join(this.folder, 'docker.sock');
  readonly host = `unix://${this.socket}`;
  readonly docker = new Docker({ socketPath: this.socket });
  #daemon: ChildProcess | undefined;

  constructor(readonly options: EngineOptions = {}) {}

  /** @param more further arguments, e.g. an address that it also listens on */
  async start(more: readonly string[] = []): Promise<void> {
    const log = openSync(join(this.folder, 'log'), 'a');
    const own = ['--data-root', join(this.folder, 'data'), '--exec-root', join(this.folder, 'exec')];
    const { liveRestore = true } = this.options;
    const live = liveRestore ? ['--live-restore'] : [];
    const args = ['-H', this.host, '--pidfile', join(this.folder, 'pid'), ...live, ...own, ...more];
    const [program, ...words] = [...this.#apart(), 'dockerd', ...args] as [string, ...string[]];
    this.#daemon = spawn(program, words, { stdio: ['ignore', log, log] });
    closeSync(log);
    for (let tries = 0; ; tries++) {
      try {
        await this.docker.ping();
        return;
      } catch (error) {
        if (tries > 300 || this.#daemon.exitCode !== null) {
          throw new Error(
            `dockerd did not start:\n${readFileSync(join(this.folder, 'log'), 'utf8').slice(-2000)}`,
            { cause: error }
          );
        }
        await sleep(100);
      }
    }
  }

  /** The words that start a program on a machine of its own, as far as the options say so. */
  #apart(): string[] {
    const { namespace, machine, hidden } = this.options;
    const net = namespace === undefined ? [] : ['nsenter', `--net=/var/run/netns/${namespace}`];
    if (machine === undefined && hidden === undefined) return net;
    const hide = hidden === undefined ? [] : [`mount -t tmpfs none '${hidden}'`];
    const rename = machine === undefined ? [] : [`hostname '${machine}'`];
    const first = [...hide, ...rename, 'exec "$@"'].join(' && ');
    const own = [...(hidden === undefined ? [] : ['--mount']), ...(machine === undefined ? [] : ['--uts'])];
    return [...net, 'unshare', ...own, 'sh', '-c', first, 'sh'];
  }

  /** Ends the daemon; containers live on, unless told otherwise. */
  async stop(): Promise<void> {
    const daemon = this.#daemon;
    if (!daemon || daemon.exitCode !== null || daemon.signalCode !== null) return;
    daemon.kill();
    await once(daemon, 'exit');
  }

  /** Removes all containers, ends the daemon and frees its folder. */
  async close(): Promise<void> {
    const containers = await this.docker.listContainers({ all: true }).catch(() => []);
    for (const { Id } of containers) await this.docker.getContainer(Id).remove({ force: true });
    await this.stop();
    // What it mounted while it ran.
    const mounts = readFileSync('/proc/mounts', 'utf8')
      .split('\n')
      .map(line => line.split(' ')[1] ?? '');
    for (const mount of mounts.filter(path => path.startsWith(this.folder)).reverse())
      execFileSync('umount', ['-l', mount]);
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }

  /** Takes over an image of another engine, with its id. */
  async copyImage(from: DockerEngine, name: string = bareImage): Promise<void> {
    const archive = await from.docker.getImage(name).get();
    const stream = await this.docker.loadImage(archive);
    stream.resume();
    await once(stream, 'end');
  }

  /**
   * No registry can be reached: the image is made of this machine's node and shell, and the libraries they load.
   * @param programs what it brings instead; the libraries come along all the same
   */
  async importNode(
    name: string = bareImage,
    labels: Readonly<Record<string, string>> = {},
    programs: readonly string[] = ['node', 'sh']
  ): Promise<void> {
    const root = mkdtempSync(join(this.folder, 'image-'));
    const put = (path: string, at: string): void => {
      mkdirSync(dirname(join(root, at)), { recursive: true });
      cpSync(path, join(root, at), { dereference: true });
    };
    if (programs.includes('node')) put(process.execPath, '/usr/local/bin/node');
    if (programs.includes('sh')) put('/bin/sh', '/bin/sh');
    for (const program of [process.execPath, '/bin/sh']) {
      for (const [library] of execFileSync('ldd', [program], { encoding: 'utf8' }).matchAll(/\/\S+/g))
        put(library, library);
    }
    // What native modules load beside those: the rest of the C library.
    const libraries = dirname(
      execFileSync('ldd', ['/bin/sh'], { encoding: 'utf8' }).match(/\/\S*libc\.so\S*/)?.[0] ?? '/lib'
    );
    for (const name of readdirSync(libraries)) {
      if (/^lib(rt|pthread|dl|util|resolv|nss_\w+|gomp|stdc\+\+|gcc_s|m|anl)\.so\.\d+$/.test(name))
        put(join(libraries, name), join(libraries, name));
    }
    for (const folder of ['tmp', 'etc', 'dev', 'proc', 'sys'])
      mkdirSync(join(root, folder), { recursive: true });
    writeFileSync(join(root, 'etc/passwd'), 'root:x:0:0::/tmp:/bin/sh\n');
    const labelled = Object.entries(labels).map(([key, value]) => `LABEL ${key}=${value}`);
    const tar = spawn('tar', ['-C', root, '-c', '.'], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [repo, tag] = name.split(/:(?=[^:]*$)/);
    const stream = await this.docker.importImage(tar.stdout, {
      repo,
      tag,
      changes: ['ENV PATH=/usr/local/bin:/bin', ...labelled]
    });
    stream.resume();
    await once(stream, 'end');
    rmSync(root, { recursive: true });
  }
}
