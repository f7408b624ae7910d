/**
 * The state of one widget on its comm (widget messaging 2.1). Changes go out at once, and those that follow within a frame
 * together, so that a loop that sets a progress bar a million times sends what eyes can see; the last of them before the
 * cell is done.
 */
import { randomUUID } from 'node:crypto';
import { currentDisplay, type Comm, type CommMessage, type DisplayPort } from '@sonde/schema/display';
import { joinBuffers, splitBuffers, toBytes, type BufferPath } from './buffers.js';
import { register, unregister } from './registry.js';

export interface SyncedState {
  /** The state of these names, or all of it, as it is written on the wire. */
  wireState(names?: Iterable<string>): Record<string, unknown>;
  /** Is this sent back to the front end it came from? */
  echoes(wireName: string): boolean;
  /** The front end has changed its model. */
  received(state: Record<string, unknown>): void;
  custom(content: unknown, buffers: readonly Uint8Array[]): void;
  closed(): void;
}

interface WidgetMessage {
  method?: string;
  state?: Record<string, unknown>;
  buffer_paths?: BufferPath[];
  content?: unknown;
}

export class StateSync {
  readonly id: string;
  private readonly port: DisplayPort | undefined;
  private readonly comm: Comm | undefined;
  private readonly waiting = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private sent = -Infinity;
  /** The cell that runs will flush. */
  private promised: boolean | undefined;

  constructor(private readonly widget: SyncedState) {
    this.port = currentDisplay();
    const { state, paths, buffers } = splitBuffers(widget.wireState());
    this.comm = this.port?.comm(
      'jupyter.widget',
      { state, buffer_paths: paths },
      { metadata: { version: '2.1.0' }, buffers }
    );
    this.id = this.comm?.id ?? randomUUID();
    if (!this.comm || !this.port) return;
    this.comm.onMessage = message => this.receive(message);
    this.comm.onClose = () => this.forget();
    register(this.port, this.id, () => {
      const all = widget.wireState();
      const { _model_name, _model_module, _model_module_version } = all;
      return {
        model_name: _model_name,
        model_module: _model_module,
        model_module_version: _model_module_version,
        state: all
      };
    });
  }

  changed(names: Iterable<string>): void {
    if (!this.comm) return;
    for (const name of names) this.waiting.add(name);
    if (this.waiting.size === 0) return;
    const wait = this.sent + frame - performance.now();
    // Also while a timer is set: in a loop without awaits none goes off.
    if (wait <= 0) return this.flush();
    this.timer ??= setTimeout(() => this.flush(), wait);
    this.promised ||= this.port?.beforeEnd(() => {
      this.promised = false;
      this.flush();
    });
  }

  /** Sends what has changed. */
  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.waiting.size === 0) return;
    const state = this.widget.wireState(this.waiting);
    this.waiting.clear();
    this.sent = performance.now();
    this.sendState('update', state);
  }

  send(content: unknown, buffers: readonly (ArrayBufferView | ArrayBuffer)[]): void {
    this.flush();
    this.comm?.send(
      { method: 'custom', content },
      { buffers: buffers.map(one => toBytes(one) ?? new Uint8Array()) }
    );
  }

  /** In a loop that leaves no room, the user may have changed it. */
  hear(): void {
    this.port?.hear();
  }

  close(): void {
    this.comm?.close();
    this.forget();
  }

  private forget(): void {
    clearTimeout(this.timer);
    this.waiting.clear();
    unregister(this.id);
    this.widget.closed();
  }

  private receive({ data, buffers }: CommMessage): void {
    const message = data as WidgetMessage;
    switch (message.method) {
      case 'update': {
        const state = joinBuffers(message.state ?? {}, message.buffer_paths, buffers);
        const echoed = Object.entries(state).filter(([name]) => this.widget.echoes(name));
        // First of all: other front ends learn the order in which the kernel saw things.
        if (echoed.length > 0) this.sendState('echo_update', Object.fromEntries(echoed));
        return this.widget.received(state);
      }
      case 'request_state':
        return this.sendState('update', this.widget.wireState());
      case 'custom':
        return this.widget.custom(message.content, buffers);
      default:
    }
  }

  private sendState(method: 'update' | 'echo_update', whole: Record<string, unknown>): void {
    const { state, paths, buffers } = splitBuffers(whole);
    this.comm?.send({ method, state, buffer_paths: paths }, { buffers });
  }
}

/** Milliseconds: no screen shows more. */
const frame = 16;
