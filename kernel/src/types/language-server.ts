/** A client of a language server over stdio: JSON-RPC with Content-Length frames. */
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { SondeError } from '@sonde/schema/error';

interface RpcMessage {
  id?: number | string;
  method?: string;
  params?: unknown;
  result?: unknown;
  error?: { code: number; message: string };
}

export class LanguageServer {
  private readonly process: ChildProcessByStdio<Writable, Readable, null>;
  private readonly waiting = new Map<
    number,
    { resolve(result: unknown): void; reject(error: Error): void }
  >();
  private next = 1;
  private ended: Error | undefined;

  /** @param settings what it is told when it asks for any section of its settings */
  constructor(
    command: string,
    args: readonly string[],
    cwd: string,
    private settings: unknown = null
  ) {
    this.process = spawn(command, args, {
      cwd,
      stdio: ['pipe', 'pipe', 'ignore'],
      // An interrupt that cells' children get is not meant for it. It ends with its input.
      detached: process.platform !== 'win32',
      // Halves the garbage for the same latency.
      env: { ...process.env, GOGC: '30' }
    });
    const frames = new FrameReader(message => this.receive(message));
    this.process.stdout.on('data', (chunk: Buffer) => frames.push(chunk));
    const end = (why: string) =>
      this.end(new SondeError('language-server', `TypeScript's language server ${why}`));
    this.process.on('error', error => end(`cannot be started: ${error.message}`));
    this.process.on('exit', code => end(`has ended with code ${code}`));
    // Its end is reported by 'exit'; writing to it meanwhile must not be a second error.
    this.process.stdin.on('error', () => undefined);
  }

  get alive(): boolean {
    return this.ended === undefined;
  }

  request<T>(method: string, params: unknown): Promise<T> {
    if (this.ended) return Promise.reject(this.ended);
    const id = this.next++;
    const answer = new Promise<T>((resolve, reject) => {
      this.waiting.set(id, { resolve: resolve, reject });
    });
    this.send({ id, method, params });
    return answer;
  }

  notify(method: string, params: unknown): void {
    if (!this.ended) this.send({ method, params });
  }

  /** Other settings from now on. */
  configure(settings: unknown): void {
    this.settings = settings;
    this.notify('workspace/didChangeConfiguration', { settings });
  }

  close(): void {
    this.process.stdin.end();
    this.process.kill();
  }

  private send(message: RpcMessage): void {
    const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
    this.process.stdin.write(Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`), body]));
  }

  private receive({ id, method, params, result, error }: RpcMessage): void {
    if (method !== undefined) {
      if (id !== undefined) this.send({ id, result: this.answerTo(method, params) });
      return;
    }
    const waiting = this.waiting.get(Number(id));
    this.waiting.delete(Number(id));
    if (error) waiting?.reject(new SondeError('language-server', error.message));
    else waiting?.resolve(result);
  }

  /** The server's own questions: for settings, and for registrations, which we take. */
  private answerTo(method: string, params: unknown): unknown {
    if (method !== 'workspace/configuration') return null;
    return ((params as { items?: unknown[] }).items ?? []).map(() => this.settings);
  }

  private end(error: Error): void {
    if (this.ended) return;
    this.ended = error;
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}

class FrameReader {
  private chunks: Buffer = Buffer.alloc(0);

  constructor(private readonly deliver: (message: RpcMessage) => void) {}

  push(chunk: Buffer): void {
    this.chunks = this.chunks.length === 0 ? chunk : Buffer.concat([this.chunks, chunk]);
    for (;;) {
      const head = this.chunks.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = Number(/content-length: *(\d+)/i.exec(this.chunks.toString('latin1', 0, head))?.[1]);
      const end = head + 4 + length;
      if (this.chunks.length < end) return;
      const body = this.chunks.toString('utf8', head + 4, end);
      this.chunks = this.chunks.subarray(end);
      this.deliver(JSON.parse(body) as RpcMessage);
    }
  }
}
