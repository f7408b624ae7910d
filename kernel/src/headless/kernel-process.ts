/** A kernel of its own for a notebook that nobody looks at: starts it, runs code in it, interrupts and ends it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { SondeError } from '@sonde/schema/error';
import { Dealer, Subscriber } from 'zeromq';
import { Wire, type Message } from '../protocol/wire.js';

export interface KernelOptions {
  /** The notebook's folder. */
  directory: string;
  /** Package name → absolute folder, for packages that are not installed in the notebook's folder. */
  provide?: Readonly<Record<string, string>>;
  /** A kernelspec's, to start what it starts; its own program otherwise. */
  argv?: readonly string[];
  env?: Readonly<Record<string, string>>;
  /** What it prints beside the protocol: to ours, or nowhere. */
  log?: 'inherit' | 'ignore';
  /** Told each message that the kernel publishes. */
  published: (message: Message) => void;
  /** How long it may take to start, in milliseconds. */
  patience?: number;
}

/** What a cell came to. */
export interface Reply {
  status: 'ok' | 'error' | 'aborted';
  count: number | null;
  ename?: string;
  evalue?: string;
  traceback?: string[];
}

interface Sockets {
  shell: Dealer;
  control: Dealer;
  iopub: Subscriber;
}

interface Waiting {
  reply?: Message;
  idle: boolean;
  resolve(reply: Message): void;
  reject(error: Error): void;
}

export class KernelProcess {
  readonly #child: ChildProcess;
  readonly #wire: Wire;
  readonly #sockets: Sockets;
  readonly #waiting = new Map<string, Waiting>();
  readonly #folder: string;
  readonly #published: (message: Message) => void;
  #welcome: () => void = () => undefined;

  private constructor(
    child: ChildProcess,
    wire: Wire,
    sockets: Sockets,
    folder: string,
    published: (message: Message) => void
  ) {
    this.#child = child;
    this.#wire = wire;
    this.#sockets = sockets;
    this.#folder = folder;
    this.#published = published;
  }

  static async start({
    directory,
    provide = {},
    argv,
    env = {},
    log = 'inherit',
    published,
    patience = 60_000
  }: KernelOptions): Promise<KernelProcess> {
    const folder = await mkdtemp(join(tmpdir(), 'sonde-headless-'));
    const ports = await freePorts(5);
    const [shell_port, control_port, stdin_port, iopub_port, hb_port] = ports;
    const key = randomUUID();
    const file = join(folder, 'connection.json');
    const base = { transport: 'tcp', ip: '127.0.0.1', key, signature_scheme: 'hmac-sha256' };
    await writeFile(
      file,
      JSON.stringify({ ...base, shell_port, control_port, stdin_port, iopub_port, hb_port }),
      {
        mode: 0o600
      }
    );
    const main = fileURLToPath(new URL('../main.js', import.meta.url));
    const provided = Object.entries(provide).flatMap(([name, where]) => ['--provide', `${name}=${where}`]);
    // A notebook that runs as a job is not what its user has typed.
    const flags = ['--history', 'off', ...provided];
    const own = [process.execPath, '--no-force-async-hooks-checks', main, '{connection_file}', ...flags];
    const [program = process.execPath, ...args] = (argv ?? own).map(word =>
      word.replace('{connection_file}', file)
    );
    const child = spawn(program, args, {
      cwd: directory,
      // It ends when we are gone. The notebook whose cell started us is not the one that runs.
      env: { ...process.env, ...env, JPY_PARENT_PID: String(process.pid), JPY_SESSION_NAME: '' },
      stdio: ['ignore', log, log]
    });
    const routingId = randomUUID();
    // The kernel binds a moment after we connect.
    const reconnectInterval = 5;
    const sockets = {
      shell: new Dealer({ routingId, linger: 0, reconnectInterval }),
      control: new Dealer({ routingId, linger: 0, reconnectInterval }),
      iopub: new Subscriber({ receiveHighWaterMark: 0, linger: 0, reconnectInterval })
    };
    sockets.shell.connect(`tcp://127.0.0.1:${shell_port}`);
    sockets.control.connect(`tcp://127.0.0.1:${control_port}`);
    sockets.iopub.connect(`tcp://127.0.0.1:${iopub_port}`);
    sockets.iopub.subscribe();
    const kernel = new KernelProcess(child, new Wire(key), sockets, folder, published);
    const ready = new Promise<void>((resolve, reject) => {
      kernel.#welcome = resolve;
      child.once('error', cause =>
        reject(new SondeError('kernel-died', `The kernel cannot be started: ${cause.message}`, { cause }))
      );
      child.once('exit', (code, signal) => {
        const error = new SondeError(
          'kernel-died',
          `The kernel ended (${signal ?? `exit code ${code ?? '?'}`})`,
          {
            hint: 'Often it is out of memory; the log has the last it said.'
          }
        );
        reject(error);
        for (const waiting of kernel.#waiting.values()) waiting.reject(error);
      });
    });
    void kernel.#listen();
    const late = new SondeError('kernel-silent', `The kernel did not answer within ${patience / 1000} s`);
    try {
      await Promise.race([
        ready,
        sleep(patience, undefined, { ref: false }).then(() => Promise.reject(late))
      ]);
    } catch (error) {
      child.kill('SIGKILL');
      await kernel.#release();
      throw error;
    }
    return kernel;
  }

  /** Sends the code; `begun` is told the request's id before anything comes back. */
  async execute(code: string, begun: (request: string) => void): Promise<Reply> {
    const content = {
      code,
      silent: false,
      store_history: true,
      user_expressions: {},
      allow_stdin: false,
      stop_on_error: true
    };
    const reply = await this.#request('shell', 'execute_request', content, begun);
    const { status, execution_count, ename, evalue, traceback } = reply.content;
    return {
      status: status as Reply['status'],
      count: typeof execution_count === 'number' ? execution_count : null,
      ...(status === 'error' && {
        ename: String(ename),
        evalue: String(evalue),
        traceback: traceback as string[]
      })
    };
  }

  async interrupt(): Promise<void> {
    await this.#request('control', 'interrupt_request', {});
  }

  /** Asks it to end, and ends it when it does not. */
  async close({ grace = 3000 }: { grace?: number } = {}): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const exited = new Promise(resolve => this.#child.once('exit', resolve));
      void this.#request('control', 'shutdown_request', { restart: false }).catch(() => undefined); // its end is its answer
      const timer = setTimeout(() => this.#child.kill('SIGKILL'), grace);
      await exited;
      clearTimeout(timer);
    }
    await this.#release();
  }

  async #release(): Promise<void> {
    const { shell, control, iopub } = this.#sockets;
    for (const socket of [shell, control, iopub]) socket.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  #request(
    channel: 'shell' | 'control',
    type: string,
    content: Record<string, unknown>,
    begun: (request: string) => void = () => undefined
  ): Promise<Message> {
    return new Promise((resolve, reject) => {
      const header = this.#wire.header(type);
      begun(header.msg_id);
      // Control requests publish nothing that must be waited for.
      this.#waiting.set(header.msg_id, { idle: channel === 'control', resolve, reject });
      const message = { identities: [], header, parent: {}, metadata: {}, content, buffers: [] };
      this.#sockets[channel].send(this.#wire.encode(message)).catch(reject);
    });
  }

  async #listen(): Promise<void> {
    const { shell, control, iopub } = this.#sockets;
    const each = async (socket: Dealer | Subscriber, take: (message: Message) => void): Promise<void> => {
      for await (const frames of socket) {
        const message = this.#wire.decode(frames);
        if (message) take(message);
      }
    };
    await Promise.all([
      each(shell, message => this.#settle(message, waiting => (waiting.reply = message))),
      each(control, message => this.#settle(message, waiting => (waiting.reply = message))),
      each(iopub, message => {
        this.#welcome();
        this.#published(message);
        const { msg_type: type } = message.header;
        if (type !== 'status' || message.content['execution_state'] !== 'idle') return;
        this.#settle(message, waiting => (waiting.idle = true));
      })
    ]);
  }

  /** A request is done when its reply and its idle are both here: outputs come before the idle. */
  #settle(message: Message, note: (waiting: Waiting) => unknown): void {
    const id = String(message.parent.msg_id);
    const waiting = this.#waiting.get(id);
    if (!waiting) return;
    note(waiting);
    if (!waiting.idle || !waiting.reply) return;
    this.#waiting.delete(id);
    waiting.resolve(waiting.reply);
  }
}

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map(
      server =>
        new Promise<number>((resolve, reject) => {
          server.once('error', reject);
          server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
        })
    )
  );
  await Promise.all(servers.map(server => new Promise(resolve => server.close(resolve))));
  return ports;
}
