/** The declaration file that tells the editor of modules and containers which no package types. Pure. */
import type { ModuleInfo } from '@sonde/schema';
import { declareArguments, declareModule } from './declare-types.js';
import { indented } from './known-arguments.js';

/**
 * A file that adds `modules` and the names of `containers` to what `load` in a cell knows.
 *
 * @param modules each under a name that loads it, which may be `source/name`
 */
export function catalogueTypes(modules: readonly ModuleInfo[], containers: readonly string[]): string {
  const sorted = [...modules].sort((a, b) => (a.name < b.name ? -1 : 1));
  const names = [...containers].sort().map(name => `${JSON.stringify(name)}: true;`);
  // By the package that cells import; it hands the toolkit's interfaces on.
  return `/** What the catalogue has beside the built-in modules. Written whenever it is listed: do not edit. */
import type { SchemaModule } from 'sonde';

declare module 'sonde' {
${block('KnownModules', sorted.map(declareModule))}
${block('KnownArguments', sorted.map(declareArguments))}
${block('KnownContainers', names)}
}
`;
}

function block(name: string, members: readonly string[]): string {
  if (members.length === 0) return `  interface ${name} {}`;
  return `  interface ${name} {\n${indented(members.join('\n'), '    ')}\n  }`;
}
