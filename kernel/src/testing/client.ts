/**
 * A front end for tests: starts the built kernel, speaks the protocol over real sockets, and gathers what belongs to a
 * request until its reply and its idle are both there.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Dealer, Request, Subscriber } from 'zeromq';
import { Wire, type Message } from '../protocol/wire.js';

type Content = Record<string, unknown>;

export interface Exchange {
  id: string;
  reply: Message;
  /** Where the reply came. */
  channel: 'shell' | 'control';
  /** Everything on iopub under this request, in order, its statuses too. */
  outputs: Message[];
  /** Milliseconds from sending to the reply. */
  took: number;
}

export interface ClientOptions {
  args?: readonly string[];
  /** The Node that it runs on, and what it is told before the program. */
  node?: string;
  nodeArgs?: readonly string[];
  env?: Record<string, string>;
  /** Files of the notebook's folder. */
  files?: Record<string, string>;
  /** Start it from a process between, which can be killed, as Jupyter would. */
  orphanable?: boolean;
  /** On the connection file of one that has ended, as Jupyter restarts kernels. */
  again?: KernelClient;
  /** Its stdout and stderr: ours, nowhere, or pipes whose other end is closed. */
  log?: 'inherit' | 'ignore' | 'closed';
  /** In a process group of its own, as under Jupyter. */
  ownGroup?: boolean;
  /** How the question of an input_request is answered. */
  answer?: (prompt: string) => string;
  /** Gather what the kernel says on its stderr in `log` instead of passing it on. */
  logged?: boolean;
  /** The key messages are signed with; an empty one leaves them unsigned. */
  key?: string;
}

/** Of a request, beside its content. */
interface Parts {
  metadata?: Content;
  /** Which one the request is for. */
  subshell?: string;
}

interface Waiting {
  outputs: Message[];
  reply?: Message;
  channel: Exchange['channel'];
  took: number;
  idle: boolean;
  sent: number;
  resolve(exchange: Exchange): void;
}

export class KernelClient {
  /** Every message of iopub, oldest first. */
  readonly iopub: Message[] = [];
  /** What the kernel said on its stderr, with `logged`. */
  log = '';
  /** Is given what comes for other identities than ours. */
  unexpected: ((frames: Buffer[]) => void) | undefined;
  private readonly waiting = new Map<string, Waiting>();
  private readonly listeners = new Set<() => void>();
  private constructor(
    readonly process: ChildProcess,
    readonly folder: string,
    readonly connection: { ports: number[]; key: string },
    readonly wire: Wire,
    private readonly sockets: {
      shell: Dealer;
      control: Dealer;
      stdin: Dealer;
      iopub: Subscriber;
      hb: Request;
    },
    private readonly answer: (prompt: string) => string
  ) {
    void this.listen(sockets.shell, message => this.replied(message, 'shell'));
    void this.listen(sockets.control, message => this.replied(message, 'control'));
    void this.listen(sockets.stdin, message => this.asked(message));
    void this.listen(sockets.iopub, message => this.published(message));
  }

  static async start({
    args = [],
    node = process.execPath,
    nodeArgs = [],
    env = {},
    files = {},
    orphanable = false,
    ownGroup = false,
    again,
    log = 'inherit',
    answer = () => '',
    logged = false,
    key = again?.connection.key ?? randomUUID()
  }: ClientOptions = {}): Promise<KernelClient> {
    const folder = again?.folder ?? (await mkdtemp(join(tmpdir(), 'sonde-kernel-test-')));
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    const ports = again?.connection.ports ?? (await freePorts(5));
    const [shell_port, control_port, stdin_port, iopub_port, hb_port] = ports;
    const file = join(folder, '.connection.json');
    const connection = { transport: 'tcp', ip: '127.0.0.1', key, signature_scheme: 'hmac-sha256' };
    await writeFile(
      file,
      JSON.stringify({ ...connection, shell_port, control_port, stdin_port, iopub_port, hb_port })
    );
    const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
    const argv = ['--no-force-async-hooks-checks', ...nodeArgs, main, file, ...args];
    const command = orphanable
      ? [
          '-e',
          `require('node:child_process').spawn(process.execPath, ${JSON.stringify(argv)}, { stdio: 'inherit', env: { ...process.env, JPY_PARENT_PID: String(process.pid) } }).on('exit', () => process.exit())`
        ]
      : argv;
    const child = spawn(node, command, {
      cwd: folder,
      detached: ownGroup,
      // The test runner's own NODE_OPTIONS are not the kernel's, nor is the user's history.
      env: { ...process.env, NODE_OPTIONS: '', XDG_STATE_HOME: folder, ...env },
      stdio: ['ignore', log === 'closed' ? 'pipe' : log, logged || log === 'closed' ? 'pipe' : log]
    });
    if (log === 'closed') for (const pipe of [child.stdout, child.stderr]) pipe?.destroy();
    const routingId = randomUUID();
    // The kernel binds a moment after we connect.
    const reconnectInterval = 5;
    const sockets = {
      shell: new Dealer({ routingId, linger: 0, reconnectInterval }),
      control: new Dealer({ routingId, linger: 0, reconnectInterval }),
      stdin: new Dealer({ routingId, linger: 0, reconnectInterval }),
      iopub: new Subscriber({ receiveHighWaterMark: 0, linger: 0, reconnectInterval }),
      hb: new Request({ linger: 0, reconnectInterval })
    };
    Object.values(sockets).forEach((socket, index) => socket.connect(`tcp://127.0.0.1:${ports[index]}`));
    sockets.iopub.subscribe();
    const client = new KernelClient(child, folder, { ports, key }, new Wire(key), sockets, answer);
    child.stderr?.on('data', chunk => {
      client.log += String(chunk);
      client.notifyListeners();
    });
    await client.until(() => client.iopub.some(one => one.header.msg_type === 'iopub_welcome'), 20_000);
    return client;
  }

  execute(code: string, options: Content = {}, more: Parts = {}): Promise<Exchange> {
    const content = {
      code,
      silent: false,
      store_history: true,
      user_expressions: {},
      allow_stdin: true,
      stop_on_error: true,
      ...options
    };
    return this.request('shell', 'execute_request', content, more);
  }

  /** Sends and waits for reply and idle. */
  request(
    channel: 'shell' | 'control',
    type: string,
    content: Content,
    { metadata = {}, subshell }: Parts = {}
  ): Promise<Exchange> {
    return new Promise(resolve => {
      const header = { ...this.wire.header(type), ...(subshell !== undefined && { subshell_id: subshell }) };
      this.waiting.set(header.msg_id, {
        outputs: [],
        channel,
        took: 0,
        idle: false,
        sent: performance.now(),
        resolve
      });
      void this.send(channel, { identities: [], header, parent: {}, metadata, content, buffers: [] });
    });
  }

  /** Sends a message that has no reply. Resolves with its id. */
  async notify(type: string, content: Content, buffers: Uint8Array[] = []): Promise<string> {
    const header = this.wire.header(type);
    await this.send('shell', { identities: [], header, parent: {}, metadata: {}, content, buffers });
    return header.msg_id;
  }

  /** Sends frames as they are. */
  async raw(frames: Uint8Array[], channel: 'shell' | 'control' | 'stdin' = 'shell'): Promise<void> {
    await this.sockets[channel].send(frames);
  }

  /** One beat. Resolves with how long it took. */
  async heartbeat(): Promise<number> {
    const sent = performance.now();
    await this.sockets.hb.send('ping');
    await this.sockets.hb.receive();
    return performance.now() - sent;
  }

  /** Waits until a message on iopub, or a line of the log, makes `condition` true. */
  async until(condition: () => boolean, patience = 10_000): Promise<void> {
    if (condition()) return;
    await new Promise<void>((resolve, reject) => {
      const done = () => {
        if (!condition()) return;
        clearTimeout(timer);
        this.listeners.delete(done);
        resolve();
      };
      const timer = setTimeout(() => {
        this.listeners.delete(done);
        reject(new Error(`Waited ${patience} ms in vain for ${condition.toString()}`));
      }, patience);
      this.listeners.add(done);
    });
  }

  async close(): Promise<void> {
    const exited = new Promise(resolve => this.process.once('exit', resolve));
    if (this.process.exitCode === null && this.process.signalCode === null) {
      void this.request('control', 'shutdown_request', { restart: false });
      const timer = setTimeout(() => this.process.kill('SIGKILL'), 3000);
      await exited;
      clearTimeout(timer);
    }
    for (const socket of Object.values(this.sockets)) socket.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  private async send(channel: 'shell' | 'control' | 'stdin', message: Message): Promise<void> {
    const socket = this.sockets[channel];
    const turn = (sending.get(socket) ?? Promise.resolve()).then(() =>
      socket.send(this.wire.encode(message))
    );
    sending.set(socket, turn);
    await turn;
  }

  private async listen(socket: Dealer | Subscriber, take: (message: Message) => void): Promise<void> {
    for await (const frames of socket) {
      // A router takes our own identity off; what is left before the message is from further away.
      if (
        this.unexpected &&
        frames.length > 0 &&
        String(frames[0]) !== '<IDS|MSG>' &&
        socket instanceof Dealer
      )
        this.unexpected(frames);
      const message = this.wire.decode(frames);
      if (message) take(message);
      else throw new Error('The kernel sent a message with a wrong signature');
    }
  }

  private replied(message: Message, channel: Exchange['channel']): void {
    const waiting = this.waiting.get(String(message.parent.msg_id));
    if (!waiting) return;
    waiting.reply = message;
    waiting.channel = channel;
    waiting.took = performance.now() - waiting.sent;
    this.settle(String(message.parent.msg_id), waiting);
  }

  private published(message: Message): void {
    this.iopub.push(message);
    const id = String(message.parent.msg_id);
    const waiting = this.waiting.get(id);
    if (waiting) {
      waiting.outputs.push(message);
      waiting.idle ||= message.header.msg_type === 'status' && message.content.execution_state === 'idle';
      this.settle(id, waiting);
    }
    this.notifyListeners();
  }

  private notifyListeners(): void {
    for (const listener of [...this.listeners]) listener();
  }

  private settle(id: string, { idle, reply, channel, outputs, took, resolve }: Waiting): void {
    if (!idle || !reply) return;
    this.waiting.delete(id);
    resolve({ id, reply, channel, outputs, took });
  }

  private asked(message: Message): void {
    const value = this.answer(String(message.content.prompt));
    const header = this.wire.header('input_reply');
    void this.send('stdin', {
      identities: [],
      header,
      parent: message.header,
      metadata: {},
      content: { value },
      buffers: []
    });
  }
}

/** A socket takes one send at a time. */
const sending = new WeakMap<object, Promise<void>>();

/** The text a request printed on a stream. */
export function printed({ outputs }: Exchange, name: 'stdout' | 'stderr' = 'stdout'): string {
  return outputs
    .filter(one => one.header.msg_type === 'stream' && one.content.name === name)
    .map(one => String(one.content.text))
    .join('');
}

/** The text/plain of the result. */
export function result({ outputs }: Exchange): unknown {
  const message = outputs.find(one => one.header.msg_type === 'execute_result');
  return (message?.content.data as Content | undefined)?.['text/plain'];
}

/** The traceback without its colours. */
export function traceback({ reply }: Exchange): string {
  const lines = reply.content.traceback as string[] | undefined;
  // eslint-disable-next-line no-control-regex -- the escape character begins a colour
  return (lines ?? []).join('\n').replace(/\u001b\[\d+m/g, '');
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<ReturnType<typeof createServer>>(resolve => {
          const server = createServer().listen(0, '127.0.0.1', () => resolve(server));
        })
    )
  );
  const ports = servers.map(server => (server.address() as { port: number }).port);
  await Promise.all(servers.map(server => new Promise(resolve => server.close(resolve))));
  return ports;
}
