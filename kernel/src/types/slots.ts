/**
 * The buffers in which cells that have run lie for the language server. It is quick (a millisecond) as long as one file at
 * a time changes and that file imports the same modules as before; a file that comes or goes, or imports others, has it
 * look at the whole program again (10 ms, with large packages 50). So all buffers are there from the beginning, empty, and
 * a cell gets one that imports the same modules, if such a one is free.
 */
import { isNode, nodes } from '../cells/nodes.js';
import type { ParsedCell } from '../cells/parse.js';

export interface Slot {
  /** File name without its ending. */
  readonly name: string;
  extension: ParsedCell['language'];
  /** The run that lies in it. */
  run: number | undefined;
  /** The modules that its text imports beside the names of other cells. */
  imports: string;
}

const firstSlots = 32;

export class Slots {
  readonly all: Slot[] = [];

  /** @param ending of the slots before their first cell */
  constructor(private readonly ending: ParsedCell['language'] = 'ts') {
    this.grow(firstSlots);
  }

  /** A slot for a run; the list may have grown. */
  take(run: number, cell: ParsedCell): Slot {
    const imports = importsOf(cell);
    const free = this.all.filter(slot => slot.run === undefined);
    if (free.length === 0) {
      this.grow(this.all.length);
      return this.take(run, cell);
    }
    const slot =
      free.find(one => one.imports === imports) ?? free.find(one => one.imports === '') ?? free[0]!;
    slot.run = run;
    slot.imports = imports;
    return slot;
  }

  /** The run is forgotten. Its text stays until another takes the place: to clear it would cost as much. */
  free(run: number): void {
    const slot = this.all.find(one => one.run === run);
    if (slot) slot.run = undefined;
  }

  private grow(by: number): void {
    for (let i = 0; i < by; i++) {
      this.all.push({
        name: `cell.${this.all.length + 1}`,
        extension: this.ending,
        run: undefined,
        imports: ''
      });
    }
  }
}

/** In order: the server compares the lists. */
function importsOf(cell: ParsedCell): string {
  const sources = cell.body.flatMap(statement => (isNode(statement.source) ? [statement.source.value] : []));
  const required = cell.body.flatMap(statement =>
    isNode(statement.moduleReference) ? [statement.moduleReference] : []
  );
  return JSON.stringify([
    ...sources,
    ...required.flatMap(one => nodes([one.expression]).map(node => node.value))
  ]).replace('[]', '');
}
