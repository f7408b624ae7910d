/** Syntax that runs (enums, namespaces, decorators, parameter properties, JSX, `using`) through oxc-transform. */
import { SondeError } from '@sonde/schema/error';
import { transformSync, type HelperMode, type JsxOptions } from 'oxc-transform';
import type { ParsedCell } from './parse.js';
import type { Mapping } from './edits.js';
import { mappingOf } from './source-map.js';

export function transformCell(
  source: string,
  language: ParsedCell['language']
): { code: string; mapping: Mapping } {
  const { code, map, errors } = transformSync(`cell.${language}`, source, {
    lang: language,
    sourceType: 'module',
    sourcemap: true,
    target: 'es2023',
    // Helpers are imported from the package the kernel brings.
    // A const enum of the package, which has no value at run time.
    // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- see above
    helpers: { mode: 'Runtime' as HelperMode },
    decorator: { legacy: true },
    jsx: jsxOptions(source),
    typescript: { onlyRemoveTypeImports: true }
  });
  const [error] = errors;
  if (error) throw new SondeError('cell-syntax', error.message);
  return { code, mapping: mappingOf(map?.mappings ?? '') };
}

/** `@jsx h` names the function that makes elements; without it they come from `react/jsx-runtime`, or `@jsxImportSource`. */
export function jsxOptions(source: string): JsxOptions {
  const pragma = /^\s*(?:\/\*\*|\*|\/\/)\s*@jsx\s+([\w.$]+)/m.exec(source)?.[1];
  return pragma === undefined ? { runtime: 'automatic' } : { runtime: 'classic', pragma };
}
