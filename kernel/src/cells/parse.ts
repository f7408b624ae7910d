/** A cell's text to its syntax tree, in whichever of TypeScript and TypeScript with JSX it is written. */
import { parseSync, type OxcError } from 'oxc-parser';
import type { KernelLanguage } from '../options.js';
import { isTooDeep } from './depth.js';
import type { Node } from './nodes.js';

export interface ParsedCell {
  language: 'ts' | 'tsx' | 'js' | 'jsx';
  body: Node[];
  errors: OxcError[];
}

export function parseCell(source: string, language: KernelLanguage = 'typescript'): ParsedCell {
  if (language === 'javascript') return parseScript(source);
  const plain = parseAs(source, 'ts');
  if (plain.errors.length === 0 || !/<\/|\/>/.test(source)) return plain;
  const withJsx = parseAs(source, 'tsx');
  return withJsx.errors.length === 0 ? withJsx : plain;
}

/** JavaScript, with JSX only where there is some: the files of the type checker are named by it. */
function parseScript(source: string): ParsedCell {
  const plain = parseAs(source, 'js');
  if (plain.errors.length === 0 || !/<\/|\/>/.test(source)) return plain;
  const withJsx = parseAs(source, 'jsx');
  return withJsx.errors.length === 0 ? withJsx : plain;
}

export function parseAs(source: string, language: ParsedCell['language']): ParsedCell {
  if (isTooDeep(source)) return { language, body: [], errors: [tooDeep] };
  const { program, errors } = parseSync(`cell.${language}`, source, {
    lang: language,
    sourceType: 'module',
    preserveParens: true
  });
  return { language, body: program.body as unknown as Node[], errors };
}

const tooDeep: OxcError = {
  // A const enum of the package, which has no value at run time.
  // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- see above
  severity: 'Error' as OxcError['severity'],
  message: 'The cell is nested too deeply: more than 100,000 brackets or signs are open at once',
  labels: [],
  helpMessage: 'Read such data from a file, with JSON.parse or an import.',
  codeframe: null
};
