/**
 * The breakpoints of each cell and file. A cell has a place for them before it runs: its text is compiled aside, to learn
 * where V8 can stop, and each script that is made of it later is given them before its first statement.
 */
import type { Debugger, Runtime } from 'node:inspector';
import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { segmentsOf } from '../cells/source-map.js';
import { cellPlaces, modulePlaces, placeFor, type BreakPlace } from './break-places.js';
import type { CellScript, CellScripts, Generated } from './cell-scripts.js';
import { conditionCode } from './condition.js';
import type { Inspector } from './inspector.js';
import { fileUrlPattern, type Scripts } from './scripts.js';

/** From 0, as everywhere in the kernel. */
export interface WantedBreakpoint {
  line: number;
  column?: number | undefined;
  condition?: string | undefined;
  hitCondition?: string | undefined;
  logMessage?: string | undefined;
}

export interface PlacedBreakpoint {
  id: number;
  wanted: WantedBreakpoint;
  verified: boolean;
  line: number;
  column?: number;
  message?: string | undefined;
  /** What V8 evaluates before it stops. */
  code?: string | undefined;
  /** Its condition cannot be understood: it never stops. */
  refused?: boolean;
}

export interface BreakpointsOptions {
  inspector: Inspector;
  cells: CellScripts;
  scripts: Scripts;
  /** What the cell would become if it ran now. */
  generate(source: string): Promise<Generated | undefined>;
  /** One that had no place has found it. */
  changed(breakpoint: PlacedBreakpoint, path: string): void;
}

export class Breakpoints {
  private readonly placed = new Map<string, PlacedBreakpoint[]>();
  /** V8's ids → ours. */
  private readonly bound = new Map<string, { path: string; id: number }>();
  private next = 1;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: BreakpointsOptions) {}

  get all(): ReadonlyMap<string, readonly PlacedBreakpoint[]> {
    return this.placed;
  }

  /** The attached session is over; V8 has forgotten them already. */
  clear(): void {
    this.placed.clear();
    this.bound.clear();
  }

  idOf(v8Id: string): number | undefined {
    return this.bound.get(v8Id)?.id;
  }

  /** Nothing is being changed any more. */
  async settled(): Promise<void> {
    await this.turn;
  }

  /** What is at the place of V8's id once nothing is being changed: V8 gives a place the same id again. */
  async now(v8Id: string): Promise<PlacedBreakpoint | undefined> {
    await this.settled();
    const bound = this.bound.get(v8Id);
    return bound && this.placed.get(bound.path)?.find(one => one.id === bound.id);
  }

  /**
   * Those of a path take the place of its earlier ones. Front ends tell them again and again, and V8 forgets a step that is
   * under way when a breakpoint goes or comes: what is there already stays.
   */
  set(path: string, wanted: readonly WantedBreakpoint[]): Promise<PlacedBreakpoint[]> {
    return this.inTurn(async () => {
      const there = this.unchanged(path, wanted);
      if (there) return there;
      await this.remove(path);
      const places = await this.placesOf(path);
      const placed = wanted.map(one => this.place(one, places));
      if (placed.length > 0) this.placed.set(path, placed);
      if (this.options.cells.isCell(path)) {
        for (const script of this.options.cells.of(path)) {
          // Of an older run nothing is left once its functions are gone.
          if (this.options.scripts.of(path).some(one => one.url === script.url)) await this.bindCell(script);
        }
      } else await this.bindFile(path, places);
      return placed;
    });
  }

  /** A cell is about to run. */
  willRun(script: CellScript): Promise<void> {
    return this.inTurn(async () => {
      if (this.placed.has(script.path)) await this.bindCell(script);
    });
  }

  /** Lines (from 0) of the path on which the program can stop. */
  async linesOf(path: string, from: number, to: number): Promise<{ line: number; column: number }[]> {
    const places = (await this.placesOf(path)) ?? [];
    return places.map(one => one.original).filter(({ line }) => line >= from && line <= to);
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turn.then(work);
    this.turn = done.catch(() => undefined);
    return done;
  }

  /** Of a cell, whose path is made of its text; a file may have another text than before. */
  private unchanged(path: string, wanted: readonly WantedBreakpoint[]): PlacedBreakpoint[] | undefined {
    const placed = this.placed.get(path) ?? [];
    if (!this.options.cells.isCell(path) || placed.length !== wanted.length) return undefined;
    const isSame = placed.every((one, index) => one.verified && isDeepStrictEqual(one.wanted, wanted[index]));
    return isSame ? placed : undefined;
  }

  private async remove(path: string): Promise<void> {
    this.placed.delete(path);
    for (const [breakpointId, { path: of }] of this.bound) {
      if (of !== path) continue;
      this.bound.delete(breakpointId);
      await this.options.inspector.post('Debugger.removeBreakpoint', { breakpointId });
    }
  }

  private place(wanted: WantedBreakpoint, places: BreakPlace[] | undefined): PlacedBreakpoint {
    const id = this.next++;
    const unplaced = { id, wanted, verified: false, line: wanted.line };
    try {
      const code = conditionCode(wanted, id);
      if (!places) return { ...unplaced, code, message: 'The text is not known yet' };
      const place = placeFor(places, wanted);
      if (!place) return { ...unplaced, message: 'There is nothing to stop at on this line or below' };
      return { id, wanted, verified: true, ...place.original, code };
    } catch (error) {
      return { ...unplaced, message: (error as Error).message, refused: true };
    }
  }

  /** Undefined when the text is not known. */
  private async placesOf(path: string): Promise<BreakPlace[] | undefined> {
    const { cells, scripts, generate } = this.options;
    if (cells.isCell(path)) {
      const source = cells.sourceOf(path);
      const generated = source === undefined ? undefined : await generate(source);
      return generated && this.cellPlaces(generated);
    }
    const loaded = scripts.of(path).at(-1);
    const segments = loaded && scripts.segmentsOf(loaded.scriptId);
    if (segments) return modulePlaces(segments);
    return this.filePlaces(path);
  }

  /** Compiles the text without running it. */
  private async cellPlaces(cell: Generated): Promise<BreakPlace[]> {
    const { inspector } = this.options;
    const { scriptId } = await inspector.post<Runtime.CompileScriptReturnType>('Runtime.compileScript', {
      expression: cell.code,
      sourceURL: 'sonde:places',
      persistScript: true
    });
    if (scriptId === undefined) return [];
    const { locations } = await inspector.post<Debugger.GetPossibleBreakpointsReturnType>(
      'Debugger.getPossibleBreakpoints',
      { start: { scriptId, lineNumber: 0, columnNumber: 0 } }
    );
    return cellPlaces(locations, cell);
  }

  private async filePlaces(path: string): Promise<BreakPlace[] | undefined> {
    let text: string;
    try {
      text = readFileSync(path, 'utf8');
    } catch {
      return undefined;
    }
    if (/^\.[cm]?tsx?$/.test(extname(path))) {
      const { transformFile } = await import('../cells/transform-file.js');
      const mappings = transformFile(path, text).map?.mappings;
      return mappings === undefined ? undefined : modulePlaces(segmentsOf(mappings));
    }
    return text
      .split('\n')
      .map((line, index) => ({ line: index, column: /\S/.exec(line)?.index ?? 0, empty: line.trim() === '' }))
      .filter(one => !one.empty)
      .map(({ line, column }) => ({ generated: { line, column }, original: { line, column } }));
  }

  private async bindCell(script: CellScript): Promise<void> {
    const places = await this.cellPlaces(script);
    await this.bind(script.path, places, { url: script.url });
  }

  private async bindFile(path: string, places: BreakPlace[] | undefined): Promise<void> {
    await this.bind(path, places ?? [], { urlRegex: fileUrlPattern(path) });
  }

  private async bind(path: string, places: readonly BreakPlace[], where: object): Promise<void> {
    const taken = new Set<BreakPlace>();
    for (const breakpoint of this.placed.get(path) ?? []) {
      const { line, column, verified, refused, code, id, wanted } = breakpoint;
      const place = refused ? undefined : placeFor(places, verified ? { line, column } : wanted);
      if (!place || taken.has(place)) continue;
      taken.add(place);
      if (!verified) {
        Object.assign(breakpoint, { verified: true, ...place.original, message: undefined });
        this.options.changed(breakpoint, path);
      }
      const { breakpointId } = await this.options.inspector.post<Debugger.SetBreakpointByUrlReturnType>(
        'Debugger.setBreakpointByUrl',
        {
          ...where,
          lineNumber: place.generated.line,
          columnNumber: place.generated.column,
          ...(code !== undefined && { condition: code })
        }
      );
      this.bound.set(breakpointId, { path, id });
    }
  }
}
