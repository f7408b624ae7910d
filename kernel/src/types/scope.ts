/**
 * Which run of a cell each name of the notebook comes from, and the line that brings those names into another cell. Every
 * cell is a module; one line before its text (so that only line numbers move, by one) imports what it may use, always from
 * the one module `cell.names`, in which every name carries the number of its run: `total$7`. So a cell's text tells all that its
 * types depend on, and a cell that comes changes nobody's list of imported modules (see slots.ts).
 */
import { declarations, type DeclarationKind } from '../cells/declarations.js';
import { impliedNames } from '../cells/implied.js';
import type { ParsedCell } from '../cells/parse.js';

interface Home {
  run: number;
  kind: DeclarationKind;
}

interface KnownCell {
  text: string;
  names: readonly string[];
  /** The runs whose names its own first line imports. */
  uses: ReadonlySet<number>;
}

/** The module that has all names. */
export const namesModule = 'cell.names';

export class NotebookScope {
  private readonly homes = new Map<string, Home>();
  private readonly cells = new Map<number, KnownCell>();

  /** The text of a buffer: prelude, cell, exports. `everything`: also names that the text does not mention (yet). */
  moduleText(code: string, cell: ParsedCell, everything = false): string {
    const own = declarations(cell.body);
    const implied = impliedNames(cell).filter(name => !this.homes.has(name));
    const names = this.namesOf(cell);
    const exported = new Set(own.filter(one => one.exported).map(one => one.name));
    const ours = [...names].filter(name => !exported.has(name) && !implied.includes(name));
    const isScript = cell.language === 'js' || cell.language === 'jsx';
    const visible = this.visible(code, names, everything);
    const imports = visible.map(([name, { run, kind }]) => importAs(name, run, kind)).join(', ');
    const lets = visible
      .filter(([, home]) => home.kind === 'let')
      .map(([name]) => (isScript ? declareInScript(name) : declareLet(name)));
    // The type of a name that is only assigned to is the one it has at the end.
    const bare = implied.map(name => `let ${name};`);
    const ends = implied.map(name => `const ${name}$end = ${name}; export { ${name}$end as ${name} };`);
    const prelude = [`import { ${imports} } from "./${namesModule}";`, ...lets, ...bare].join(' ');
    return `${prelude}\n${code}\nexport { ${ours.join(', ')} };${ends.join(' ')}\n`;
  }

  /** The names that `text`, a buffer's, declares mean it already: it ran before, and nothing took them since. */
  stands(cell: ParsedCell, text: string): boolean {
    return [...this.namesOf(cell)].every(
      name => this.cells.get(this.homes.get(name)?.run ?? 0)?.text === text
    );
  }

  /** The cell has run. Returns the runs that no name leads to any more. */
  add(run: number, code: string, cell: ParsedCell, text: string): number[] {
    const own = declarations(cell.body);
    const names = this.namesOf(cell);
    const uses = new Set(this.visible(code, names, false).map(([, home]) => home.run));
    this.cells.set(run, { text, names: [...names], uses });
    for (const name of names) {
      const kinds = new Set(own.filter(one => one.name === name).map(one => one.kind));
      // A name that was only assigned to can be again.
      const [kind = 'let'] = kinds;
      // A value and a type under one name: an import carries both.
      this.homes.set(name, { run, kind: kinds.size > 1 ? 'const' : kind });
    }
    return this.forgetUnreachable(run);
  }

  /** What the module of all names exports of a run that is in the module `from`. */
  exportsOf(run: number | undefined, from: string): string {
    const names = (run !== undefined && this.cells.get(run)?.names) || [];
    return `export { ${names.map(name => `${name} as ${name}$${run}`).join(', ')} } from "./${from}";`;
  }

  /** All that the cell declares, and, in JavaScript, what it assigns to for the first time. */
  private namesOf(cell: ParsedCell): Set<string> {
    const implied = impliedNames(cell).filter(name => !this.homes.has(name));
    return new Set([...declarations(cell.body).map(one => one.name), ...implied]);
  }

  private visible(code: string, own: ReadonlySet<string>, everything: boolean): [string, Home][] {
    const mentioned = everything ? undefined : new Set(code.match(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu));
    return [...this.homes].filter(([name]) => !own.has(name) && (mentioned?.has(name) ?? true));
  }

  private forgetUnreachable(newest: number): number[] {
    const reachable = new Set<number>();
    const follow = (run: number) => {
      if (reachable.has(run)) return;
      reachable.add(run);
      for (const used of this.cells.get(run)?.uses ?? []) follow(used);
    };
    follow(newest);
    for (const { run } of this.homes.values()) follow(run);
    const forgotten = [...this.cells.keys()].filter(run => !reachable.has(run));
    for (const run of forgotten) this.cells.delete(run);
    return forgotten;
  }
}

function importAs(name: string, run: number, kind: DeclarationKind): string {
  if (kind === 'let') return `${name}$${run} as ${name}$$home`;
  return `${kind === 'type' ? 'type ' : ''}${name}$${run} as ${name}`;
}

/** An import may not be assigned to, so what can be is declared with the type it has at home. */
function declareLet(name: string): string {
  return `declare let ${name}: typeof ${name}$$home;`;
}

function declareInScript(name: string): string {
  return `let /** @type {typeof ${name}$$home} */ ${name};`;
}
