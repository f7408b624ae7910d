/**
 * A cell may call its own variable `URL`, `performance` or `process`. In a module that would hide the built-in from that
 * module only; as a script-scope `let` it would hide it from every package in the process. So such names get another one
 * in the running code, wherever they mean the cell's variable.
 */
import { declarations } from './declarations.js';
import { Edits, type Mapping } from './edits.js';
import { parseAs, type ParsedCell } from './parse.js';
import { isTypeOnly } from './strip.js';
import { eachVariable, type Variable } from './variables.js';

/** `undefined`, `NaN` and `Infinity` cannot be declared by anybody. To look at all of them has Node load them all. */
function isBuiltIn(name: string): boolean {
  return Object.getOwnPropertyDescriptor(globalThis, name)?.configurable === true;
}

/** The built-ins that the cell declares anew; they are the cells' from now on. */
export function shadowedBy(cell: ParsedCell): string[] {
  return [
    ...new Set(
      declarations(cell.body.filter(statement => !isTypeOnly(statement)))
        .filter(one => one.kind !== 'type' && isBuiltIn(one.name))
        .map(one => one.name)
    )
  ];
}

/** The cell with the names in `shadowed` replaced. */
export function withoutShadows(
  source: string,
  cell: ParsedCell,
  shadowed: ReadonlySet<string>
): { source: string; cell: ParsedCell; mapping: Mapping } {
  const edits = new Edits(source);
  for (const statement of cell.body) {
    eachVariable(statement, new Set(), (variable, local) => {
      if (shadowed.has(variable.name) && !local.has(variable.name)) rename(variable, edits);
    });
  }
  const { code, mapping } = edits.build();
  return { source: code, cell: parseAs(code, cell.language), mapping };
}

function rename({ name, start, as }: Variable, edits: Edits): void {
  const edit = {
    alone: replacement(name),
    property: `${name}: ${replacement(name)}`,
    import: `${name} as ${replacement(name)}`
  };
  edits.replace(start, start + name.length, edit[as]);
}

function replacement(name: string): string {
  return `${name}$cell`;
}
