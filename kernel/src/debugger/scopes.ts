/** What can be seen from a frame: its own variables, those it holds on to, and those of the notebook. */
import type { Debugger, Runtime } from 'node:inspector';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { declarations } from '../cells/declarations.js';
import { parseCell } from '../cells/parse.js';
import type { Frame } from './frames.js';
import { argument, thrownError, withPreview } from './in-debuggee.js';
import type { Inspector } from './inspector.js';
import type { NamedValue, Variables } from './variables.js';

interface Edges {
  inspector: Inspector;
  variables: Variables;
  /** The variables of the notebook. */
  globals(): Promise<NamedValue[]>;
  setGlobal(name: string, value: Runtime.RemoteObject): Promise<void>;
}

/** `thrown`: what the program has stopped for. */
export function scopesOf(
  frame: Frame,
  thrown: Runtime.RemoteObject | undefined,
  edges: Edges
): DebugProtocol.Scope[] {
  const { call } = frame;
  if (!call) return [];
  const { variables } = edges;
  const chain = call.scopeChain.map((scope, number) => ({ ...scope, number }));
  const ends = chain.findIndex(({ type }) => type === 'local' || type === 'module');
  const own = frame.isTop
    ? chain.filter(({ type }) => /^(block|catch|local|module|eval)$/.test(type))
    : chain.slice(0, ends + 1);
  const closures = chain.filter(
    one => !own.includes(one) && /^(closure|block|catch|module|eval)$/.test(one.type)
  );
  const scopes: DebugProtocol.Scope[] = [
    {
      name: 'Locals',
      presentationHint: 'locals',
      expensive: false,
      variablesReference: variables.reference({
        list: async () => {
          const inner = await valuesOf(own, edges.inspector);
          const top = frame.isTop && frame.script.cell ? await ofCell(frame.script.cell.source, edges) : [];
          const extra = extras(call, thrown).map(async one => ({
            ...one,
            value: await withPreview(edges.inspector, one.value)
          }));
          return [...(await Promise.all(extra)), ...once([...inner, ...top])].map(one =>
            variables.describe(one)
          );
        },
        set: (name, value) => setIn(call, own, name, value, edges)
      })
    }
  ];
  if (closures.length > 0) {
    scopes.push({
      name: 'Closure',
      expensive: false,
      variablesReference: variables.reference({
        list: async () => once(await valuesOf(closures, edges.inspector)).map(one => variables.describe(one)),
        set: (name, value) => setIn(call, closures, name, value, edges)
      })
    });
  }
  scopes.push({
    name: 'Globals',
    presentationHint: 'globals',
    expensive: false,
    variablesReference: variables.reference({
      list: async () => (await edges.globals()).map(one => variables.describe(one)),
      set: (name, value) => edges.setGlobal(name, value)
    })
  });
  return scopes;
}

type NumberedScope = Debugger.Scope & { number: number };

/** Innermost first. */
async function valuesOf(scopes: readonly NumberedScope[], inspector: Inspector): Promise<NamedValue[]> {
  const found = await Promise.all(
    scopes.map(async ({ object }) => {
      if (object.objectId === undefined) return [];
      const { result } = await inspector.post<Runtime.GetPropertiesReturnType>('Runtime.getProperties', {
        objectId: object.objectId,
        ownProperties: true,
        generatePreview: true
      });
      return result.map(({ name, value }) => ({
        name,
        // A `let` that has not been reached yet.
        value: value ?? { type: 'undefined' as const },
        evaluateName: name
      }));
    })
  );
  return found.flat().filter(({ name }) => !/^\.|^(arguments|new\.target)$/.test(name));
}

/** An inner name hides the outer one. */
function once(values: readonly NamedValue[]): NamedValue[] {
  return values.filter(({ name }, index) => values.findIndex(one => one.name === name) === index);
}

/** What the cell itself declares; the rest of the notebook is under Globals. */
async function ofCell(source: string, { globals }: Edges): Promise<NamedValue[]> {
  const names = new Set(declarations(parseCell(source).body).map(one => one.name));
  return (await globals()).filter(one => names.has(one.name));
}

function extras(
  { this: self, returnValue }: Debugger.CallFrame,
  thrown: Runtime.RemoteObject | undefined
): NamedValue[] {
  const virtual = { kind: 'virtual', attributes: ['readOnly'] };
  const hasThis = self.type !== 'undefined' && self.className !== 'global' && self.subtype !== 'null';
  return [
    ...(thrown ? [{ name: 'Exception', value: thrown, hint: virtual }] : []),
    ...(returnValue ? [{ name: 'Return value', value: returnValue, hint: virtual }] : []),
    ...(hasThis ? [{ name: 'this', value: self, evaluateName: 'this' }] : [])
  ];
}

async function setIn(
  { callFrameId }: Debugger.CallFrame,
  scopes: readonly NumberedScope[],
  name: string,
  value: Runtime.RemoteObject,
  { inspector, setGlobal }: Edges
): Promise<void> {
  for (const { number, type, object } of scopes) {
    if (object.objectId === undefined) continue;
    const { result } = await inspector.post<Runtime.GetPropertiesReturnType>('Runtime.getProperties', {
      objectId: object.objectId,
      ownProperties: true
    });
    if (!result.some(one => one.name === name)) continue;
    // V8 sets these three by itself, constants too.
    if (/^(local|closure|catch)$/.test(type)) {
      const newValue = argument(value);
      await inspector.post('Debugger.setVariableValue', {
        callFrameId,
        scopeNumber: number,
        variableName: name,
        newValue
      });
      return;
    }
    return assign(callFrameId, name, value, inspector);
  }
  return setGlobal(name, value);
}

/** Through a place that both the value and the frame's code can reach. */
async function assign(
  callFrameId: string,
  name: string,
  value: Runtime.RemoteObject,
  inspector: Inspector
): Promise<void> {
  const place = await putInPlace(inspector, value);
  const { exceptionDetails } = await inspector.post<Debugger.EvaluateOnCallFrameReturnType>(
    'Debugger.evaluateOnCallFrame',
    { callFrameId, expression: `${name}=${place}`, silent: true }
  );
  if (exceptionDetails) throw thrownError(exceptionDetails);
}

/** Returns the expression under which any code finds the value. */
export async function putInPlace(inspector: Inspector, value: Runtime.RemoteObject): Promise<string> {
  const place = "globalThis[Symbol.for('sonde.assigned')]";
  const { result } = await inspector.post<Runtime.EvaluateReturnType>('Runtime.evaluate', {
    expression: 'globalThis'
  });
  await inspector.post('Runtime.callFunctionOn', {
    objectId: result.objectId,
    functionDeclaration: `function(value){${place}=value}`,
    arguments: [argument(value)]
  });
  return place;
}
