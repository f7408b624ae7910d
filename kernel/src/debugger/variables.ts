/**
 * The tree of variables that a front end opens step by step: each that has something inside gets a number to ask by. What
 * is big is cut into ranges, what runs code (a getter) waits until it is opened.
 */
import type { Runtime } from 'node:inspector';
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Inspector } from './inspector.js';
import { elements, entriesMap, namedProperties, setProperty, sizeOf } from './in-debuggee.js';
import { typeForLab, typeName, valueText } from './value-text.js';

type Variable = DebugProtocol.Variable;

/** A value with its name, before a front end has asked what is in it. */
export interface NamedValue {
  name: string;
  value: Runtime.RemoteObject;
  /** An expression for the same value. */
  evaluateName?: string | undefined;
  hint?: DebugProtocol.VariablePresentationHint;
}

/** What a number stands for. */
export interface Container {
  list(page: Page): Promise<Variable[]>;
  /** Gives one of its variables another value. */
  set?(name: string, value: Runtime.RemoteObject): Promise<void>;
}

export interface Page {
  filter?: 'indexed' | 'named' | undefined;
  start?: number | undefined;
  count?: number | undefined;
}

/** More than this is shown in ranges. */
const pageSize = 100;

export class Variables {
  private readonly containers = new Map<number, Container>();
  private next = 1;
  /** JupyterLab reads types in a way of its own. */
  forLab = false;

  constructor(private readonly inspector: Inspector) {}

  /** Numbers given out so far mean nothing any more. */
  clear(): void {
    this.containers.clear();
  }

  clearBetween(first: number, end: number): void {
    for (let one = first; one < end; one++) this.containers.delete(one);
  }

  get nextReference(): number {
    return this.next;
  }

  reference(container: Container): number {
    const reference = this.next++;
    this.containers.set(reference, container);
    return reference;
  }

  at(reference: number): Container {
    const container = this.containers.get(reference);
    if (!container)
      throw new Error(`Nothing is known under the number ${reference}: the program has gone on since`);
    return container;
  }

  describe({ name, value, evaluateName, hint }: NamedValue): Variable {
    return {
      name,
      value: valueText(value),
      ...(evaluateName !== undefined && { evaluateName }),
      ...(hint && { presentationHint: hint }),
      ...this.details(value, evaluateName)
    };
  }

  /** All but the value's text. */
  details(
    value: Runtime.RemoteObject,
    evaluateName?: string
  ): Pick<Variable, 'type' | 'variablesReference' | 'indexedVariables'> {
    const type = this.forLab ? typeForLab(value) : typeName(value);
    return { ...(type !== undefined && { type }), ...this.inside(value, evaluateName) };
  }

  /** The number to ask what is in the value, and how much there is. */
  private inside(
    value: Runtime.RemoteObject,
    evaluateName?: string
  ): Pick<Variable, 'variablesReference' | 'indexedVariables'> {
    const { objectId } = value;
    if (objectId === undefined || value.type === 'symbol') return { variablesReference: 0 };
    const size = isIndexed(value) ? sizeOf(value) : 0;
    const variablesReference = this.reference({
      list: page => this.list(value, objectId, evaluateName, page),
      set: (name, to) => setProperty(this.inspector, objectId, name, to)
    });
    return { variablesReference, ...(size > pageSize && { indexedVariables: size }) };
  }

  private async list(
    value: Runtime.RemoteObject,
    objectId: string,
    path: string | undefined,
    { filter, start, count }: Page
  ): Promise<Variable[]> {
    const size = isIndexed(value) ? sizeOf(value) : 0;
    if (filter === 'indexed' || (filter === undefined && count !== undefined)) {
      return this.slice(value, objectId, path, start ?? 0, count ?? size);
    }
    const indexed =
      filter === 'named' || size === 0
        ? []
        : size > pageSize
          ? this.ranges(value, objectId, path, 0, size)
          : await this.slice(value, objectId, path, 0, size);
    return [...indexed, ...(await this.named(value, objectId, path))];
  }

  private ranges(
    value: Runtime.RemoteObject,
    objectId: string,
    path: string | undefined,
    from: number,
    to: number
  ): Variable[] {
    let step = pageSize;
    while ((to - from) / step > pageSize) step *= pageSize;
    const ranges: Variable[] = [];
    for (let start = from; start < to; start += step) {
      const end = Math.min(start + step, to);
      const list = (): Promise<Variable[]> =>
        step > pageSize
          ? Promise.resolve(this.ranges(value, objectId, path, start, end))
          : this.slice(value, objectId, path, start, end - start);
      ranges.push({
        name: `[${start} … ${end - 1}]`,
        value: '',
        variablesReference: this.reference({ list })
      });
    }
    return ranges;
  }

  private async slice(
    value: Runtime.RemoteObject,
    objectId: string,
    path: string | undefined,
    start: number,
    count: number
  ): Promise<Variable[]> {
    const isMap = value.subtype === 'map' || value.subtype === 'set';
    const found = isMap
      ? await entriesMap(this.inspector, objectId, value.subtype === 'set', start, count)
      : await elements(this.inspector, objectId, start, count);
    return found.map(one =>
      this.describe({
        ...one,
        ...(path !== undefined && !isMap && { evaluateName: `${path}[${one.name}]` })
      })
    );
  }

  private async named(
    value: Runtime.RemoteObject,
    objectId: string,
    path: string | undefined
  ): Promise<Variable[]> {
    const properties = await namedProperties(this.inspector, objectId, isIndexed(value));
    return properties.map(({ name, value: own, getter, hint }) => {
      const evaluateName = path === undefined || hint ? undefined : member(path, name);
      if (own) return this.describe({ name, value: own, evaluateName, ...(hint && { hint }) });
      const read = getter ?? (() => Promise.reject(new Error(`${name} cannot be read`)));
      return this.lazy(name, read, evaluateName);
    });
  }

  /** A getter runs code: only when it is opened. */
  private lazy(
    name: string,
    read: () => Promise<Runtime.RemoteObject>,
    evaluateName: string | undefined
  ): Variable {
    const list = async (): Promise<Variable[]> => [
      this.describe({ name: 'value', value: await read(), evaluateName })
    ];
    return {
      name,
      value: '(…)',
      ...(evaluateName !== undefined && { evaluateName }),
      variablesReference: this.reference({ list }),
      presentationHint: { lazy: true, attributes: ['hasSideEffects'] }
    };
  }
}

function isIndexed({ subtype }: Runtime.RemoteObject): boolean {
  return /^(array|typedarray|map|set)$/.test(subtype ?? '');
}

function member(path: string, name: string): string | undefined {
  if (/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name)) return `${path}.${name}`;
  return name.startsWith('#') || name.startsWith('Symbol(') ? undefined : `${path}[${JSON.stringify(name)}]`;
}
