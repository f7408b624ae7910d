/**
 * What is remembered of the cells that have run: their text, for tracebacks, and that of each name they declare, for
 * `name??`. Cells that the front end says are gone are forgotten, whatever they have declared lives on.
 */
import { declarations } from '../cells/declarations.js';
import type { ParsedCell } from '../cells/parse.js';
import type { CellSource } from '../cells/traceback.js';

export class CellMemory {
  private readonly sources = new Map<string, { source: CellSource; cell: string | undefined }>();
  private readonly texts = new Map<string, { text: string; cell: string | undefined }>();

  /** `cell`: the front end's id of it. */
  starts(filename: string, source: CellSource, cell: string | undefined): void {
    this.sources.set(filename, { source, cell });
  }

  /** The names of a cell exist. */
  declares(code: string, { body }: ParsedCell, cell: string | undefined): void {
    for (const node of body) {
      const text = code.slice(node.start, node.end);
      for (const { name } of declarations([node])) this.texts.set(name, { text, cell });
    }
  }

  find(filename: string): CellSource | undefined {
    return this.sources.get(filename)?.source;
  }

  /** The statement that declares the name. */
  declaration(name: string): string | undefined {
    return this.texts.get(name)?.text;
  }

  /** `deletedCells` of an execute_request's metadata. */
  forget(cells: unknown): void {
    if (!Array.isArray(cells)) return;
    const gone = new Set<unknown>(cells);
    for (const memory of [this.sources, this.texts])
      for (const [key, { cell }] of memory) if (cell !== undefined && gone.has(cell)) memory.delete(key);
  }
}
