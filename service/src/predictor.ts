/**
 * Predictions on behalf of the page of a module, each module in a process of its own. A process stays warm for a few
 * minutes, at most two are alive, and one that crashes, hangs or is no longer waited for is ended: the service never is.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { SondeError } from '@sonde/schema';
import type { PredictorAnswer, PredictorTask } from './predictor-process.js';

export interface PredictorsOptions {
  /** Processes that may be alive at once. Default 2. */
  most?: number;
  /** Milliseconds that a process stays warm after its last answer. Default: five minutes. */
  idle?: number;
  /** Milliseconds that an answer may take. Default: ten minutes, because the first may have weights to fetch. */
  limit?: number;
  /** Milliseconds that a cancelled prediction has to end by itself, so that its process stays warm. Default: 300. */
  grace?: number;
  /** Added to the environment of the processes. */
  env?: Record<string, string>;
}

export type Answered = Extract<PredictorAnswer, { ok: true }>;

export class Predictors {
  constructor(options: PredictorsOptions = {}) {
    this._options = { most: 2, idle: 300_000, limit: 600_000, grace: 300, env: {}, ...options };
  }

  /**
   * Has `task` done with `module` (`name` or `name@version`). Tasks for one module wait for one another.
   * @throws a {@link SondeError}, or the signal's reason once it is aborted
   */
  async run(
    module: string,
    task: PredictorTask,
    { signal }: { signal?: AbortSignal } = {}
  ): Promise<Answered> {
    const process = await this._take(module, signal);
    try {
      const answer = await process.ask(task, { ...this._options, signal });
      if (answer.ok) return answer;
      throw Object.assign(
        new SondeError(answer.error.code ?? 'internal', answer.error.message, answer.error),
        {
          stack: answer.error.stack
        }
      );
    } finally {
      process.rest(this._options.idle);
      this._wake();
    }
  }

  /** How many processes are alive. */
  get alive(): number {
    this._forgetDead();
    return this._processes.length;
  }

  /** Ends all processes; what is asked for is answered with a sentence. */
  close(): void {
    this._closed = true;
    for (const process of this._processes) process.end();
    this._wake();
  }

  /** A process for `module` that is free now; waits for one where all are at work. */
  private async _take(module: string, signal: AbortSignal | undefined): Promise<Predictor> {
    for (;;) {
      signal?.throwIfAborted();
      if (this._closed) throw new SondeError('service-ending', 'The service is ending');
      this._forgetDead();
      const own = this._processes.find(one => one.module === module);
      if (own?.free) return own.take();
      if (!own && this._makeRoom()) {
        const made = new Predictor(module, this._options.env).take();
        this._processes.push(made);
        return made;
      }
      await this._change(signal);
    }
  }

  /** Ends the process that has rested longest where there are too many. False when all are at work. */
  private _makeRoom(): boolean {
    if (this._processes.length < this._options.most) return true;
    const [oldest] = this._processes.filter(one => one.free).sort((a, b) => a.restedSince - b.restedSince);
    oldest?.end();
    return oldest !== undefined;
  }

  private _forgetDead(): void {
    this._processes = this._processes.filter(one => !one.ended);
  }

  private _change(signal: AbortSignal | undefined): Promise<void> {
    return new Promise(resolve => {
      this._waiting.add(resolve);
      signal?.addEventListener('abort', () => resolve(), { once: true });
    });
  }

  private _wake(): void {
    const waiting = [...this._waiting];
    this._waiting.clear();
    for (const resolve of waiting) resolve();
  }

  private readonly _options: Required<PredictorsOptions>;
  private readonly _waiting = new Set<() => void>();
  private _processes: Predictor[] = [];
  private _closed = false;
}

interface AskOptions {
  limit: number;
  grace: number;
  signal?: AbortSignal;
}

/** One child process and what it is doing. */
class Predictor {
  constructor(
    readonly module: string,
    env: Record<string, string>
  ) {
    this._child = fork(builtProcess(), [module], {
      env: { ...process.env, ...env },
      execArgv: ['--enable-source-maps'],
      // Its standard output is nobody's; what it complains of explains a crash.
      stdio: ['ignore', 'ignore', 'pipe', 'ipc']
    });
    this._child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this._said = (this._said + text).slice(-2000);
    });
    this._child.once('exit', () => (this.ended = true));
    this._child.once('error', error => {
      this._said = error.message;
      this.ended = true;
    });
  }

  /** Whether nobody uses it. */
  free = true;
  ended = false;
  restedSince = 0;

  take(): this {
    clearTimeout(this._resting);
    this.free = false;
    return this;
  }

  /** Keeps it warm for `idle` milliseconds. */
  rest(idle: number): void {
    this.free = true;
    this.restedSince = performance.now();
    this._resting = setTimeout(() => this.end(), idle);
    this._resting.unref();
  }

  end(): void {
    clearTimeout(this._resting);
    this.ended = true;
    this._child.kill('SIGKILL'); // it may be in native code, which hears nothing gentler
  }

  ask(task: PredictorTask, { limit, grace, signal }: AskOptions): Promise<PredictorAnswer> {
    const child = this._child;
    return new Promise((resolve, reject) => {
      const timers: NodeJS.Timeout[] = [];
      const settle = (act: () => void) => {
        timers.forEach(clearTimeout);
        child.off('message', onMessage).off('exit', onExit).off('error', onExit);
        signal?.removeEventListener('abort', onAbort);
        act();
      };
      const onMessage = (answer: unknown) => settle(() => resolve(answer as PredictorAnswer));
      const onExit = () => settle(() => reject(this._crash()));
      const onLimit = () => {
        this.end();
        settle(() => reject(tooSlow(this.module, limit)));
      };
      const onAbort = () => {
        // One that is nearly done keeps its process; its answer is thrown away.
        const cancelled = () => settle(() => reject(signal?.reason as Error));
        child.off('message', onMessage).once('message', cancelled);
        timers.push(
          setTimeout(() => {
            child.off('message', cancelled);
            this.end();
            cancelled();
          }, grace)
        );
      };
      timers.push(setTimeout(onLimit, limit));
      child.once('message', onMessage).once('exit', onExit).once('error', onExit);
      if (signal?.aborted) onAbort();
      else signal?.addEventListener('abort', onAbort, { once: true });
      child.send(task, error => error && onExit());
    });
  }

  private _crash(): SondeError {
    const { exitCode, signalCode } = this._child;
    const how = signalCode ? ` (${signalCode})` : exitCode === null ? '' : ` (exit code ${exitCode})`;
    // Not the frames of a stack, JavaScript's or native.
    const said = this._said.split('\n').filter(line => /^(?!\s|-{3}|\d+:)./.test(line));
    const last = said.at(-1)?.trim().slice(0, 300);
    return new SondeError(
      'predictor-ended',
      `The process that ran "${this.module}" ended before it had an answer${how}`,
      {
        hint: `Trying again starts a new one.${last ? ` Its last words: ${last}` : ' It may have run out of memory.'}`
      }
    );
  }

  private readonly _child: ChildProcess;
  private _resting: NodeJS.Timeout | undefined;
  private _said = '';
}

function tooSlow(module: string, limit: number): SondeError {
  return new SondeError('too-slow', `"${module}" had no answer after ${limit / 1000} seconds and was ended`, {
    hint: 'Try a smaller input, or run it in a notebook, where there is no limit.'
  });
}

/** The built program: tests run the source, from which Node cannot start a process. */
function builtProcess(): string {
  const here = fileURLToPath(new URL('./predictor-process.js', import.meta.url));
  return here.replace(/([\\/])src([\\/]predictor-process\.js)$/, '$1lib$2');
}
