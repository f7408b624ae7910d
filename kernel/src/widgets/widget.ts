/** One widget: what it holds, who wants to know of its changes, and how it is shown. */
import { inspect, isDeepStrictEqual } from 'node:util';
import { currentDisplay, jupyterDisplay, type MimeBundle, type OutputPlace } from '@sonde/schema/display';
import { SondeError } from '@sonde/schema/error';
import { isBinary } from './buffers.js';
import { checkNames, checkValue, isHidden, show } from './check.js';
import { Handlers, type Handler } from './handlers.js';
import { modelReference } from './is-widget.js';
import { layoutKind } from './layout-kind.js';
import type { ModelSpec } from './model-spec.js';
import { models, type ModelName } from './models.js';
import { plainValue } from './plain-value.js';
import { StateSync } from './state-sync.js';
import type { CustomMessage } from './types.js';
import { fromWire, toWire } from './wire-values.js';

export type State = Record<string, unknown>;

export interface Kind {
  /** Its name, and that of its model without "Model". */
  readonly name: string;
  readonly spec: ModelSpec;
  /**
   * What else changes when these do. Throws a sentence when they cannot.
   *
   * @param next the state as it would be
   * @param given the names that are set; `before` is missing while the widget is made
   */
  readonly rule?: (next: Readonly<State>, given: ReadonlySet<string>, what: string, before?: State) => State;
  /** The event that a message of the front end's model means. */
  readonly event?: (content: unknown) => string | undefined;
  readonly events?: readonly string[];
}

export class ModelWidget {
  readonly id: string;
  #state: State = {};
  readonly #handlers: Handlers;
  readonly #sync: StateSync;
  /** Under the cell that made it: what its handlers print and throw. */
  readonly #place: OutputPlace | undefined = currentDisplay()?.place;
  /** Layout and style, where they were made for it. */
  readonly #parts: ModelWidget[] = [];
  #isClosed = false;

  constructor(
    readonly modelKind: Kind,
    given: Readonly<State> = {}
  ) {
    const { attributes } = modelKind.spec;
    const what = describe(modelKind.name, given.description);
    checkNames(what, modelKind.spec, Object.keys(given));
    const defaults = Object.entries(attributes).map(
      ([name, attribute]) => [name, attribute.default] as const
    );
    const chosen = Object.entries(given).filter(([, value]) => value !== undefined);
    const next: State = Object.fromEntries([
      ...defaults,
      ...chosen
        .filter(([name, value]) => !this.#isPartOptions(name, value))
        .map(([name, value]) => [name, checkValue(what, name, attributes[name]!, value)] as const)
    ]);
    Object.assign(next, modelKind.rule?.(next, new Set(chosen.map(([name]) => name)), what));
    for (const [name, { part }] of Object.entries(attributes)) {
      if (part !== undefined && next[name] === null) next[name] = this.#makePart(part, given[name] as State);
    }
    this.#state = next;
    this.#handlers = new Handlers(
      [...(modelKind.events ?? []), 'message', ...Object.keys(attributes)],
      () => this.toString(),
      this.#place
    );
    for (const name of Object.keys(attributes)) this.#defineProperty(name);
    this.#sync = new StateSync({
      wireState: names => this.#wireState(names),
      echoes: name => this.#echoes(name),
      received: state => this.#received(state),
      custom: (content, buffers) => this.#custom(content, buffers),
      closed: () => this.#closed()
    });
    this.id = this.#sync.id;
  }

  on(name: string, handler: Handler): () => void {
    return this.#handlers.add(name, handler);
  }

  next(name: string, { signal }: { signal?: AbortSignal } = {}): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const abort = () => {
        stop();
        reject(signal?.reason as Error);
      };
      const stop = this.on(name, (value: unknown) => {
        stop();
        signal?.removeEventListener('abort', abort);
        resolve(value);
      });
      if (signal?.aborted) abort();
      else signal?.addEventListener('abort', abort);
    });
  }

  set(values: Readonly<State>): void {
    const { spec } = this.modelKind;
    const what = this.toString();
    if (this.#isClosed) throw new SondeError('widget-closed', `${what} has been closed: make a new one`);
    checkNames(what, spec, Object.keys(values));
    const checked = Object.entries(values).map(([name, value]) => [
      name,
      checkValue(what, name, spec.attributes[name]!, value)
    ]);
    const changes = this.#change(Object.fromEntries(checked) as State);
    this.#sync.changed(changes.names);
    changes.tell();
  }

  /** As {@link set}, and sent before anything else is. */
  setNow(values: Readonly<State>): void {
    this.set(values);
    this.#sync.flush();
  }

  get(name: string): unknown {
    this.#sync.hear();
    return this.#state[name];
  }

  send(content: unknown, buffers: readonly (ArrayBufferView | ArrayBuffer)[] = []): void {
    const what = `The message to ${this.toString()}`;
    if (!Array.isArray(buffers) || !buffers.every(isBinary))
      throw new SondeError('widget-value', `${what} cannot have the buffers ${show(buffers)}`, {
        hint: 'A list of typed arrays, views or ArrayBuffers was wanted.'
      });
    this.#sync.send(plainValue(content, { what, root: 'content', bytes: false }), buffers);
  }

  close(): void {
    if (this.#isClosed) return;
    this.#sync.close();
    for (const part of this.#parts) part.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #wireState(names?: Iterable<string>): State {
    const { name, spec } = this.modelKind;
    const { module, version, view, drawnBy = { module, version }, attributes } = spec;
    const state: State = {};
    for (const one of names ?? Object.keys(attributes)) {
      const attribute = attributes[one]!;
      if (attribute.wire !== '') state[attribute.wire] = toWire(attribute, this.#state[one]);
    }
    if (names) return state;
    return {
      _model_module: module,
      _model_module_version: version,
      _model_name: spec.model ?? `${name}Model`,
      _view_module: drawnBy.module,
      _view_module_version: drawnBy.version,
      _view_name: view,
      ...state
    };
  }

  #echoes(wireName: string): boolean {
    const name = this.#nameOf(wireName);
    return name !== undefined && this.modelKind.spec.attributes[name]?.echo !== false;
  }

  #received(wire: Record<string, unknown>): void {
    const values: State = {};
    for (const [wireName, value] of Object.entries(wire)) {
      const name = this.#nameOf(wireName);
      if (name === undefined) continue;
      values[name] = fromWire(this.modelKind.spec.attributes[name]!, value, this.#state[name]);
    }
    try {
      const { names, tell } = this.#change(values);
      // What a rule has added the front end does not know yet.
      this.#sync.changed([...names].filter(name => !(name in values)));
      tell();
    } catch (error) {
      this.#sync.changed(Object.keys(values));
      this.#place?.fail(error);
    }
  }

  #custom(content: unknown, buffers: readonly Uint8Array[]): void {
    const event = this.modelKind.event?.(content);
    if (event !== undefined) this.#handlers.emit(event, [this]);
    this.#handlers.emit('message', [{ content, buffers } satisfies CustomMessage]);
  }

  #closed(): void {
    this.#isClosed = true;
    this.#handlers.clear();
  }

  [modelReference](): string {
    return `IPY_MODEL_${this.id}`;
  }

  [jupyterDisplay](): MimeBundle {
    if (this.#isClosed) return { 'text/plain': `${this.toString()} has been closed` };
    this.#sync.flush();
    return {
      'application/vnd.jupyter.widget-view+json': { version_major: 2, version_minor: 0, model_id: this.id },
      'text/plain': inspect(this, { depth: 6, breakLength: 100 })
    };
  }

  toString(): string {
    return describe(this.modelKind.name, this.#state.description);
  }

  [inspect.custom](depth: number, options: object): unknown {
    const { attributes } = this.modelKind.spec;
    const first = ['description', 'value'];
    const told = Object.keys(attributes).filter(name => {
      const attribute = attributes[name]!;
      if (isHidden(attribute) || attribute.part !== undefined) return false;
      return name === 'value' || !isDeepStrictEqual(this.#state[name], attribute.default);
    });
    told.sort((a, b) => (first.indexOf(a) + 1 || 3) - (first.indexOf(b) + 1 || 3));
    const values = Object.fromEntries(told.map(name => [name, this.#state[name]]));
    return `${this.modelKind.name} ${inspect(values, { ...options, depth })}`;
  }

  /** Takes the values, and says which names have changed and how to tell who listens. */
  #change(values: State): { names: Set<string>; tell: () => void } {
    const before = this.#state;
    const next = { ...before, ...values };
    Object.assign(next, this.modelKind.rule?.(next, new Set(Object.keys(values)), this.toString(), before));
    const names = Object.keys(next).filter(name => !isDeepStrictEqual(next[name], before[name]));
    this.#state = next;
    return {
      names: new Set(names),
      tell: () => names.forEach(name => this.#handlers.emit(name, [next[name], before[name]]))
    };
  }

  #isPartOptions(name: string, value: unknown): boolean {
    return (
      this.modelKind.spec.attributes[name]?.part !== undefined &&
      typeof value === 'object' &&
      !(value instanceof ModelWidget)
    );
  }

  #makePart(part: string, options: State | undefined): ModelWidget {
    const kind = part === 'Layout' ? layoutKind : { name: part, spec: models[part as ModelName] };
    const made = new ModelWidget(kind, options ?? {});
    this.#parts.push(made);
    return made;
  }

  #nameOf(wireName: string): string | undefined {
    const { attributes } = this.modelKind.spec;
    return Object.keys(attributes).find(name => attributes[name]!.wire === wireName);
  }

  #defineProperty(name: string): void {
    if (name in this)
      throw new SondeError('widget-option', `The state of a widget cannot have the name "${name}"`, {
        hint: `Every widget has a "${name}" of its own.`
      });
    Object.defineProperty(this, name, {
      enumerable: true,
      get: () => this.get(name),
      set: (value: unknown) => this.set({ [name]: value })
    });
  }
}

/** `IntSlider "Epochs"` */
function describe(kind: string, description: unknown): string {
  return typeof description === 'string' && description !== '' ? `${kind} "${description}"` : kind;
}
