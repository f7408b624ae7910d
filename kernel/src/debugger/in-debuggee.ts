/** Questions that are answered by small functions inside the debugged program, so that a million elements stay there. */
import type { Runtime } from 'node:inspector';
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Inspector } from './inspector.js';
import type { NamedValue } from './variables.js';

/** What a user's own code (a getter) may take. */
const getterTime = 3000;
/** An object with more keys than this is a dictionary; nobody reads it to the end. */
const mostProperties = 1000;

/** V8 writes how many there are into the description. */
export function sizeOf({ description = '' }: Runtime.RemoteObject): number {
  return Number(/\((\d+)\)$/.exec(description)?.[1] ?? 0);
}

export async function call(
  inspector: Inspector,
  objectId: string,
  functionDeclaration: string,
  args: Runtime.CallArgument[] = [],
  options: { generatePreview?: boolean; returnByValue?: boolean } = {}
): Promise<Runtime.RemoteObject> {
  const { result, exceptionDetails } = await inspector.post<Runtime.CallFunctionOnReturnType>(
    'Runtime.callFunctionOn',
    { objectId, functionDeclaration, arguments: args, silent: true, ...options }
  );
  if (exceptionDetails) throw thrownError(exceptionDetails);
  return result;
}

/** V8 leaves the preview out of what it gives unasked. */
export async function withPreview(
  inspector: Inspector,
  value: Runtime.RemoteObject
): Promise<Runtime.RemoteObject> {
  if (value.objectId === undefined || value.preview) return value;
  return call(inspector, value.objectId, 'function(){return this}', [], { generatePreview: true });
}

export function thrownError({ exception, text }: Runtime.ExceptionDetails): Error {
  const [first] = (exception?.description ?? String(exception?.value ?? text)).split('\n    at ');
  return new Error(first);
}

async function properties(inspector: Inspector, objectId: string, options: object = {}) {
  const found = await inspector.post<Runtime.GetPropertiesReturnType>('Runtime.getProperties', {
    objectId,
    ownProperties: true,
    generatePreview: true,
    ...options
  });
  if (found.exceptionDetails) throw thrownError(found.exceptionDetails);
  return found;
}

export async function elements(
  inspector: Inspector,
  objectId: string,
  start: number,
  count: number
): Promise<NamedValue[]> {
  const part = await call(
    inspector,
    objectId,
    `function(start,count){const part=Object.create(null);const end=Math.min(start+count,this.length);for(let i=start;i<end;i++)if(i in this)part[i]=this[i];return part}`,
    [{ value: start }, { value: count }]
  );
  const { result } = await properties(inspector, part.objectId ?? '');
  return result.flatMap(({ name, value }) => (value ? [{ name, value }] : []));
}

/** The entries of a map or a set. */
export async function entriesMap(
  inspector: Inspector,
  objectId: string,
  isSet: boolean,
  start: number,
  count: number
): Promise<NamedValue[]> {
  const kind = isSet ? 'Set' : 'Map';
  const part = await call(
    inspector,
    objectId,
    `function(start,count){const part=new ${kind}();let i=0;for(const one of ${kind}.prototype.${isSet ? 'values' : 'entries'}.call(this)){if(i>=start+count)break;if(i++>=start)part.${isSet ? 'add(one)' : 'set(one[0],one[1])'}}return part}`,
    [{ value: start }, { value: count }]
  );
  const { internalProperties = [] } = await properties(inspector, part.objectId ?? '');
  const entries = internalProperties.find(one => one.name === '[[Entries]]')?.value?.objectId;
  if (entries === undefined) return [];
  const { result } = await properties(inspector, entries);
  return result
    .filter(({ name }) => /^\d+$/.test(name))
    .flatMap(({ name, value }) => (value ? [{ name: String(start + Number(name)), value }] : []));
}

export interface FoundProperty {
  name: string;
  value?: Runtime.RemoteObject;
  /** Runs the getter. */
  getter?: () => Promise<Runtime.RemoteObject>;
  hint?: DebugProtocol.VariablePresentationHint;
}

/** Own properties, getters of the classes too, then what only V8 knows (`[[Prototype]]`, a promise's state). */
export async function namedProperties(
  inspector: Inspector,
  objectId: string,
  isIndexed: boolean
): Promise<FoundProperty[]> {
  const isBig =
    !isIndexed &&
    Number(
      (
        await call(
          inspector,
          objectId,
          'function(){try{return Reflect.ownKeys(this).length}catch{return 0}}',
          [],
          { returnByValue: true }
        )
      ).value
    ) > mostProperties;
  const from = isBig ? await firstProperties(inspector, objectId) : objectId;
  const own = await properties(inspector, from, isIndexed ? { nonIndexedPropertiesOnly: true } : {});
  const inherited = await properties(inspector, objectId, {
    ownProperties: false,
    accessorPropertiesOnly: true
  });
  const found: FoundProperty[] = [
    ...own.result.filter(one => !(isIndexed && /^\d+$/.test(one.name))),
    ...inherited.result.filter(one => !own.result.some(({ name }) => name === one.name))
  ]
    .filter(one => one.name !== '__proto__' && (one.value ?? one.get?.type === 'function'))
    .map(({ name, value }) =>
      value ? { name, value } : { name, getter: () => readGetter(inspector, objectId, name) }
    );
  if (isBig)
    found.push({ name: '…', value: { type: 'string', value: `only the first ${mostProperties} are shown` } });
  const privates =
    (own as { privateProperties?: { name: string; value?: Runtime.RemoteObject }[] }).privateProperties ?? [];
  for (const { name, value } of privates) if (value) found.push({ name, value });
  for (const { name, value } of own.internalProperties ?? []) {
    if (value && !/^\[\[(FunctionLocation|Entries|ArrayBufferData)\]\]$/.test(name) && !isBig) {
      found.push({ name, value, hint: { kind: 'virtual', visibility: 'internal' } });
    }
  }
  return found;
}

async function firstProperties(inspector: Inspector, objectId: string): Promise<string> {
  const part = await call(
    inspector,
    objectId,
    'function(most){const part=Object.create(null);for(const key of Reflect.ownKeys(this).slice(0,most))Object.defineProperty(part,key,Reflect.getOwnPropertyDescriptor(this,key));return part}',
    [{ value: mostProperties }]
  );
  return part.objectId ?? objectId;
}

/** Only an evaluation can be given a time; so the object is put where one finds it. */
async function readGetter(
  inspector: Inspector,
  objectId: string,
  name: string
): Promise<Runtime.RemoteObject> {
  const place = "globalThis[Symbol.for('sonde.opened')]";
  await call(inspector, objectId, `function(){${place}=this}`);
  return evaluateGlobally(inspector, `${place}[${JSON.stringify(name)}]`, getterTime);
}

/** Everything that such an evaluation returns can be let go of at once. */
export const objectGroup = 'sonde.debugger';

export async function evaluateGlobally(
  inspector: Inspector,
  expression: string,
  timeout: number,
  group = objectGroup
): Promise<Runtime.RemoteObject> {
  const { result, exceptionDetails } = await inspector.post<Runtime.EvaluateReturnType>(
    'Runtime.evaluate',
    // A breakpoint in there could never be left: the inspector is busy with this very request.
    { expression, timeout, objectGroup: group, generatePreview: true, silent: true, disableBreaks: true },
    timeout + 5000
  );
  if (exceptionDetails) throw thrownError(exceptionDetails);
  return result;
}

export async function setProperty(
  inspector: Inspector,
  objectId: string,
  name: string,
  value: Runtime.RemoteObject
): Promise<void> {
  await call(
    inspector,
    objectId,
    "function(name,value){if(this instanceof Map||this instanceof Set)throw new Error('The entries of a '+this.constructor.name+' cannot be set here; evaluate an expression instead');if(!Reflect.set(this,name,value))throw new Error(name+' cannot be set')}",
    [{ value: name }, argument(value)]
  );
}

/** A value as an argument of a call. */
export function argument({
  objectId,
  unserializableValue,
  value
}: Runtime.RemoteObject): Runtime.CallArgument {
  if (objectId !== undefined) return { objectId };
  if (unserializableValue !== undefined) return { unserializableValue };
  return { value: value as unknown };
}
