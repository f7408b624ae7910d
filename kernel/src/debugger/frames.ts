/** The call stack of a stop as the user sees it: cells and files, without the kernel's and Node's part. */
import type { Debugger, Runtime } from 'node:inspector';
import type { Position } from '@sonde/schema/editor';
import type { Scripts, UserScript } from './scripts.js';

export interface Frame {
  id: number;
  name: string;
  script: UserScript;
  at: Position;
  /** Of a caller that waits for a promise. */
  awaiting?: Runtime.CallFrame;
  /** Undefined for a caller that waits for a promise: it is not on the stack, and has no variables. */
  call?: Debugger.CallFrame;
  /** The code of the cell's (or file's) top level. */
  isTop: boolean;
  isPackage: boolean;
}

export class Frames {
  private next = 1;
  frames: readonly Frame[] = [];

  constructor(private readonly scripts: Scripts) {}

  /** The frames of a new stop. Those of the last are void. */
  read({ callFrames, asyncStackTrace }: Debugger.PausedEventDataType): void {
    const frames = callFrames.flatMap(call => this.frame(call) ?? []);
    for (let trace = asyncStackTrace; trace; trace = trace.parent) {
      frames.push(...trace.callFrames.flatMap(frame => this.asyncFrame(frame) ?? []));
    }
    this.frames = frames;
  }

  clear(): void {
    this.frames = [];
  }

  /** Throws a sentence. */
  at(id: number): Frame {
    const frame = this.frames.find(one => one.id === id);
    if (!frame) throw new Error(`There is no frame ${id}: the program has gone on since`);
    return frame;
  }

  private frame(call: Debugger.CallFrame): Frame | undefined {
    const { scriptId, lineNumber, columnNumber = 0 } = call.location;
    const script = this.scripts.user(scriptId);
    const at = script?.toOriginal({ line: lineNumber, column: columnNumber });
    if (!script || !at) return undefined;
    const isTop = isTopLevel(call, script);
    const isPackage = script.path.includes('/node_modules/');
    return { id: this.next++, name: nameOf(call, script, isTop), script, at, call, isTop, isPackage };
  }

  private asyncFrame({
    scriptId,
    lineNumber,
    columnNumber,
    functionName
  }: Runtime.CallFrame): Frame | undefined {
    const script = this.scripts.user(scriptId);
    const at = script?.toOriginal({ line: lineNumber, column: columnNumber });
    if (!script || !at) return undefined;
    const isPackage = script.path.includes('/node_modules/');
    const name = `${functionName || script.name} (async)`;
    const awaiting = { scriptId, lineNumber, columnNumber, functionName, url: '' };
    return { id: this.next++, name, script, at, isTop: false, isPackage, awaiting };
  }
}

/** A cell that awaits is a function to V8. */
export function isTopLevel(
  { functionLocation, functionName }: Debugger.CallFrame,
  { cell }: UserScript
): boolean {
  if (!functionLocation) return functionName === '';
  const { lineNumber, columnNumber = 0 } = functionLocation;
  if (lineNumber !== 0) return false;
  return cell ? columnNumber < cell.body.start : columnNumber === 0 && functionName === '';
}

function nameOf(
  { functionName, this: self }: Debugger.CallFrame,
  script: UserScript,
  isTop: boolean
): string {
  if (isTop) return script.name;
  if (functionName === '') return '(anonymous)';
  const { className, type, subtype } = self;
  const isMethod =
    type === 'object' && subtype !== 'null' && className && !/^(global|Object)$/.test(className);
  return isMethod ? `${className}.${functionName}` : functionName;
}
