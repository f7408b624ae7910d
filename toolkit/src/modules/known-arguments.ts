/** The text of a TypeScript file that tells the editor what the modules of one package take. Pure. */
import { declareArguments, type Declared } from './declare-types.js';

/** A file that adds `modules`, by name, to `KnownArguments`. */
export function knownArguments(modules: readonly Declared[]): string {
  const members = [...modules].sort((a, b) => (a.name < b.name ? -1 : 1)).map(declareArguments);
  return `/** What the built-in modules take. Generated from their schemas by generate-types.mjs: do not edit. */
declare module '@sonde/toolkit' {
  interface KnownArguments {
${indented(members.join('\n'), '    ')}
  }
}

export {};
`;
}

/** `text` moved to the right. */
export function indented(text: string, by: string): string {
  return text.replace(/^(?=.)/gm, by);
}
