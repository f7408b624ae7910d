/**
 * A checker takes names from cells that can be read. What a cell declares that was never without a syntax error is not
 * known; that it is there can be seen all the same, and a name of it is no error.
 */
import type { Diagnostic } from '@sonde/schema/editor';

/** TypeScript's ways of saying that a name is not there. */
const unknownName = new Set(['2304', '2503', '2552', '18004']);

/** The diagnostics without those of names that one of the `others` (sources of other cells) declares. */
export function withoutDeclaredElsewhere(
  diagnostics: readonly Diagnostic[],
  others: readonly string[]
): Diagnostic[] {
  return diagnostics.filter(({ code, message }) => {
    if (!unknownName.has(code)) return true;
    const name = /'([\p{ID_Start}$_][\p{ID_Continue}$]*)'/u.exec(message)?.[1];
    return name === undefined || !others.some(source => declares(source, name));
  });
}

function declares(source: string, name: string): boolean {
  const escaped = name.replace(/\$/g, '\\$');
  // From the keyword up to the value: plain names, destructuring and import lists alike.
  const declaration = new RegExp(
    `(?:^|[;{}\\s])(?:const|let|var|function\\*?|class|enum|type|interface|namespace|import)\\b[^=;()]*?(?<![\\w$.])${escaped}(?![\\w$])`,
    'mu'
  );
  return declaration.test(source);
}
