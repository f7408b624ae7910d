/**
 * Reaches a Docker Engine as Docker's own command does: `ssh <host> docker system dial-stdio`. By the ssh of this machine, so that
 * its keys, its settings and the host keys it knows count here, too.
 */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { Agent } from 'node:http';
import { Duplex } from 'node:stream';

export interface SshSettings {
  /** File of the private key; the ones that ssh finds by itself when absent. */
  identity?: string;
  /** As of `ssh -o`. */
  sshOptions?: readonly string[];
}

/** Why ssh ended before it had brought a byte. */
export class SshEnd extends Error {
  constructor(
    readonly exitCode: number,
    readonly said: string
  ) {
    super(said.trim().split('\n').at(-1) || `ssh ended with exit code ${exitCode}`);
  }
}

/** Keeps a connection open for the next call, for a while: to log in takes longer than to ask. */
export function sshAgent(url: URL, settings: SshSettings = {}): Agent {
  const agent = new Agent({ keepAlive: true });
  agent.createConnection = () => new SshConnection(sshWords(url, settings));
  return agent;
}

function sshWords(url: URL, { identity, sshOptions = [] }: SshSettings): string[] {
  return [
    // Nobody is there to type a password. An engine that went silent is given up.
    ...['BatchMode=yes', 'ConnectTimeout=10', 'ServerAliveInterval=10', 'ServerAliveCountMax=3'].flatMap(
      option => ['-o', option]
    ),
    ...(identity === undefined ? [] : ['-i', identity, '-o', 'IdentitiesOnly=yes']),
    ...sshOptions.flatMap(option => ['-o', option]),
    ...(url.port === '' ? [] : ['-p', url.port]),
    ...(url.username === '' ? [] : ['-l', decodeURIComponent(url.username)]),
    '--',
    url.hostname,
    'docker system dial-stdio'
  ];
}

/** Milliseconds that an idle connection is kept. */
const idle = 20_000;

/** What an ssh process reads and writes, as the socket that http asks for. */
class SshConnection extends Duplex {
  readonly #child: ChildProcessWithoutNullStreams;
  #idle: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(words: readonly string[]) {
    super();
    const child = (this.#child = spawn('ssh', words, { env: process.env }));
    let said = '';
    let brought = false;
    child.stdout.on('data', (chunk: Buffer) => {
      brought = true;
      if (!this.push(chunk)) child.stdout.pause();
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-4000)));
    child.stdin.on('error', () => undefined); // its end says why
    child.on('error', cause => this.destroy(new SshEnd(127, `cannot start ssh: ${cause.message}`)));
    child.on('close', code => {
      this.#closed = true;
      if (brought) this.push(null);
      else this.destroy(new SshEnd(code ?? 137, said));
    });
  }

  override _read(): void {
    this.#child.stdout.resume();
  }

  override _write(chunk: Buffer, encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#child.stdin.write(chunk, encoding, error => {
      // Nobody reads any more: what ssh says at its end, which is near, tells why.
      if (error && !this.#closed) this.#child.once('close', () => done());
      else done();
    });
  }

  override _final(done: () => void): void {
    this.#child.stdin.end(done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    clearTimeout(this.#idle);
    this.#child.kill();
    done(error);
  }

  /** http calls this when a connection is idle: it then keeps no process alive, and ends after a while. */
  unref(): void {
    for (const part of this.#parts()) part.unref();
    this.#idle = setTimeout(() => this.destroy(), idle).unref();
  }

  /** http calls this when it uses the connection again. */
  ref(): void {
    clearTimeout(this.#idle);
    for (const part of this.#parts()) part.ref();
  }

  /** ssh watches the line by itself. */
  setKeepAlive(): this {
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  setTimeout(): this {
    return this;
  }

  #parts(): { ref(): void; unref(): void }[] {
    const { stdin, stdout, stderr } = this.#child;
    return [this.#child, ...([stdin, stdout, stderr] as unknown as { ref(): void; unref(): void }[])];
  }
}
