/**
 * Which cell's buffer each name of the notebook comes from, and the line that brings those names into another cell.
 * Every cell is a module; one line before its text (so that only line numbers move, by one) imports what it may use.
 */
import { declarations, type DeclarationKind } from '../cells/declarations.js';
import type { ParsedCell } from '../cells/parse.js';

interface Home {
  file: string;
  kind: DeclarationKind;
}

export class NotebookScope {
  private readonly homes = new Map<string, Home>();
  /** File → the files its own prelude imports. */
  private readonly uses = new Map<string, Set<string>>();
  /** Grows with every change: what was checked under another number may be out of date. */
  version = 0;

  /** The text of a buffer: prelude, cell, exports. `everything`: also names that the text does not mention (yet). */
  moduleText(code: string, cell: ParsedCell, everything = false): string {
    const own = declarations(cell.body);
    const names = new Set(own.map(one => one.name));
    const exported = new Set(own.filter(one => one.exported).map(one => one.name));
    const ours = [...names].filter(name => !exported.has(name));
    const prelude = this.visible(code, names, everything).map(([name, home]) => declare(name, home));
    return `${prelude.join(' ')}\n${code}\nexport { ${ours.join(', ')} };\n`;
  }

  /** The cell in `file` has run. Returns the files that no name leads to any more. */
  add(file: string, code: string, cell: ParsedCell): string[] {
    this.version++;
    const own = declarations(cell.body);
    const names = new Set(own.map(one => one.name));
    this.uses.set(file, new Set(this.visible(code, names, false).map(([, home]) => home.file)));
    for (const name of names) {
      const kinds = new Set(own.filter(one => one.name === name).map(one => one.kind));
      const [kind = 'const'] = kinds;
      // A value and a type under one name: an import carries both.
      this.homes.set(name, { file, kind: kinds.size > 1 ? 'const' : kind });
    }
    return this.forgetUnreachable(file);
  }

  private visible(code: string, own: ReadonlySet<string>, everything: boolean): [string, Home][] {
    const mentioned = everything ? undefined : new Set(code.match(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu));
    return [...this.homes].filter(([name]) => !own.has(name) && (mentioned?.has(name) ?? true));
  }

  private forgetUnreachable(newest: string): string[] {
    const reachable = new Set<string>();
    const follow = (file: string) => {
      if (reachable.has(file)) return;
      reachable.add(file);
      for (const used of this.uses.get(file) ?? []) follow(used);
    };
    follow(newest);
    for (const { file } of this.homes.values()) follow(file);
    const forgotten = [...this.uses.keys()].filter(file => !reachable.has(file));
    for (const file of forgotten) this.uses.delete(file);
    return forgotten;
  }
}

/** An import may not be assigned to, so what can be is declared with the type it has at home. */
function declare(name: string, { file, kind }: Home): string {
  const module = `./${file.replace(/\.tsx?$/, '')}`;
  if (kind === 'let') return `declare let ${name}: typeof import("${module}").${name};`;
  return `import ${kind === 'type' ? 'type ' : ''}{ ${name} } from "${module}";`;
}
