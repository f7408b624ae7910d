/**
 * Which run of a cell each name that has been declared by running comes from, and the text that a cell is to the language
 * server. Every cell is a module; one line before its text (so that only line numbers move, by one) imports what it may use.
 * Names of cells that have run all come from one module, in which each carries the number of its run: `total$7`. So such a
 * text tells all that its types depend on, and a cell that comes changes nobody's list of imported modules (see slots.ts).
 */
import { declarations, type DeclarationKind } from '../cells/declarations.js';
import type { ParsedCell } from '../cells/parse.js';

export interface Home {
  /** The module's file. */
  file: string;
  kind: DeclarationKind;
  /** The run, in the module of all names. */
  run?: number;
}

/** The module that has all names of cells that have run. A name with a dot inside is no cell's that is a module. */
export const namesModule = 'cell.names';

export const namesFile = `${namesModule}.ts`;

interface KnownRun {
  text: string;
  names: readonly string[];
  /** The runs whose names its own first line imports. */
  uses: ReadonlySet<number>;
}

export class NotebookScope {
  private readonly homes = new Map<string, Home>();
  private readonly runs = new Map<number, KnownRun>();

  get names(): Iterable<string> {
    return this.homes.keys();
  }

  home(name: string): Home | undefined {
    return this.homes.get(name);
  }

  /** All the names mean the run of `text`, a buffer's, already: it ran before, and nothing took them since. */
  stands(names: Iterable<string>, text: string): boolean {
    return [...names].every(name => this.runs.get(this.homes.get(name)?.run ?? 0)?.text === text);
  }

  /** A cell has run, standing on `used`. Returns the runs that no name leads to any more. */
  add(
    run: number,
    declared: ReadonlyMap<string, DeclarationKind>,
    text: string,
    used: Iterable<Home>
  ): number[] {
    const uses = new Set([...used].flatMap(home => home.run ?? []));
    this.runs.set(run, { text, names: [...declared.keys()], uses });
    for (const [name, kind] of declared) this.homes.set(name, { file: namesFile, kind, run });
    return this.forgetUnreachable(run);
  }

  /** What the module of all names exports of a run that lies in the module `from`. */
  exportsOf(run: number | undefined, from: string): string {
    const names = (run !== undefined && this.runs.get(run)?.names) || [];
    return `export { ${names.map(name => `${name} as ${name}$${run}`).join(', ')} } from './${from}';`;
  }

  private forgetUnreachable(newest: number): number[] {
    const reachable = new Set<number>();
    const follow = (run: number) => {
      if (reachable.has(run)) return;
      reachable.add(run);
      for (const used of this.runs.get(run)?.uses ?? []) follow(used);
    };
    follow(newest);
    for (const { run } of this.homes.values()) if (run !== undefined) follow(run);
    const forgotten = [...this.runs.keys()].filter(run => !reachable.has(run));
    for (const run of forgotten) this.runs.delete(run);
    return forgotten;
  }
}

export interface TextOptions {
  /** What can be assigned to stays so. Default true. */
  assignable?: boolean;
  /** The names that a JavaScript cell makes by assigning to them. */
  implied?: readonly string[];
}

/** The text of a buffer: prelude, cell, exports. */
export function moduleText(
  code: string,
  cell: ParsedCell,
  homes: Iterable<readonly [string, Home]>,
  { assignable = true, implied = [] }: TextOptions = {}
): string {
  const own = declarations(cell.body);
  const exported = new Set(own.filter(one => one.exported).map(one => one.name));
  const ours = [...new Set(own.map(one => one.name))].filter(name => !exported.has(name));
  const known = [...homes];
  const lets = assignable ? known.filter(([, { kind }]) => kind === 'let') : [];
  const isScript = cell.language === 'js' || cell.language === 'jsx';
  // Single quotes: an import that is added takes after the first one it finds.
  const ran = known.filter(([, { run }]) => run !== undefined);
  const written = known.filter(([, { run }]) => run === undefined);
  const prelude = [
    `import { ${ran.map(([name, home]) => specifier(name, home, assignable)).join(', ')} } from './${namesModule}';`,
    ...written.map(
      ([name, home]) => `import { ${specifier(name, home, assignable)} } from './${moduleOf(home)}';`
    ),
    ...lets.map(([name]) => declareLet(name, isScript)),
    // The type of a name that is only assigned to is the one it has at the end.
    ...implied.map(name => `let ${name};`)
  ];
  const ends = implied.map(name => `const ${name}$end = ${name}; export { ${name}$end as ${name} };`);
  // Read on into the next line, "global" would begin a declaration of globals.
  const close = /\bglobal\s*$/.test(code) ? ';' : '';
  return `${prelude.join(' ')}\n${code}\n${close}export { ${ours.join(', ')} };${ends.join(' ')}\n`;
}

/** The names of other cells that the text of a buffer has, read off its first line. */
export function importedNames(text: string): Set<string> {
  const [prelude = ''] = text.split('\n', 1);
  const specifiers = [...prelude.matchAll(/import \{ (.*?) \} from/g)].flatMap(match =>
    (match[1] ?? '').split(', ')
  );
  return new Set(specifiers.map(one => one.replace(/^.* /, '').replace(/\$\$home$/, '')));
}

/** How the names of `from` come into a buffer's first line where nothing need be assigned to them. */
export function specifier(name: string, { kind, run }: Home, assignable: boolean): string {
  const there = run === undefined ? name : `${name}$${run}`;
  if (kind === 'let' && assignable) return `${there} as ${name}$$home`;
  return `${kind === 'type' ? 'type ' : ''}${there === name ? name : `${there} as ${name}`}`;
}

export function moduleOf({ file }: Pick<Home, 'file'>): string {
  return file.replace(/\.[jt]sx?$/, '');
}

/** An import may not be assigned to, so what can be is declared with the type it has at home. */
function declareLet(name: string, isScript: boolean): string {
  const type = `typeof ${name}$$home`;
  return isScript ? `let /** @type {${type}} */ ${name};` : `declare let ${name}: ${type};`;
}
