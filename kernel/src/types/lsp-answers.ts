/** What the language server answers, in the kernel's words. Pure. */
import type { Completions, Diagnostic, Hover, Position } from '@sonde/schema/editor';
import { wordBefore } from './names.js';

export interface LspPosition {
  line: number;
  character: number;
}

export interface LspRange {
  start: LspPosition;
  end: LspPosition;
}

export interface LspDiagnostic {
  range: LspRange;
  severity?: number;
  code?: number | string;
  message: string;
}

export interface LspCompletionItem {
  label: string;
  kind?: number;
  sortText?: string;
  insertText?: string;
  filterText?: string;
  detail?: string;
  documentation?: LspMarkup;
  textEdit?: { newText: string; range?: LspRange; insert?: LspRange };
  additionalTextEdits?: LspTextEdit[];
  data?: { autoImport?: { moduleSpecifier: string } };
}

export type LspMarkup = { value: string } | string;

export interface LspTextEdit {
  range: LspRange;
  newText: string;
}

export interface LspCompletionList {
  items: LspCompletionItem[];
}

export interface LspHover {
  contents: { kind: string; value: string } | string;
}

/** Declaring a name again is what notebooks do (2451, 2300), and an unused name may be used by the next cell (61xx). */
const notForCells = new Set([2451, 2300, 6133, 6138, 6192, 6196, 6198, 6199, 6205]);
/** Packages without types are usable; say so quietly. */
const onlyHints = new Set([7016]);

/**
 * "… implicitly has an 'any' type" (70xx): what JavaScript has everywhere. "Used before being assigned" (2454): names of
 * other cells are declared, not assigned, before a cell in JavaScript.
 */
export function isUsualInJavaScript({ code }: LspDiagnostic): boolean {
  return /^(70\d\d|2454)$/.test(String(code));
}

export function diagnosticsOf(items: readonly LspDiagnostic[], code: string): Diagnostic[] {
  const lines = code.split('\n');
  const clamp = ({ line, character }: LspPosition): Position => {
    const wanted = line - 1;
    const last = lines.length - 1;
    if (wanted > last) return { line: last, column: lines[last]?.length ?? 0 };
    return { line: Math.max(0, wanted), column: wanted < 0 ? 0 : character };
  };
  return items
    .filter(
      one => !notForCells.has(Number(one.code)) && Number(one.code) < 80_000 && one.range.start.line > 0
    )
    .map(one => ({
      from: clamp(one.range.start),
      to: clamp(one.range.end),
      severity: onlyHints.has(Number(one.code)) ? 'hint' : severity(one.severity),
      message: ofNotebook(one.message, code),
      code: String(one.code ?? '')
    }));
}

/** A constant of another cell reaches this one by import; that is our doing. */
function ofNotebook(message: string, code: string): string {
  const [, name] = /^Cannot assign to '(.+)' because it is an import\.$/.exec(message) ?? [];
  if (name === undefined || new RegExp(`\\bimport\\b[^;]*\\b${name.replaceAll('$', '\\$')}\\b`).test(code))
    return message;
  return `Cannot assign to '${name}' because another cell declares it as a constant.`;
}

function severity(level: number | undefined): Diagnostic['severity'] {
  if (level === 1 || level === undefined) return 'error';
  return level === 2 ? 'warning' : 'hint';
}

/** `imports`: also names that would have to be imported first. */
export function completionsOf(
  list: LspCompletionList | null,
  code: string,
  offset: number,
  imports = false
): Completions {
  const all = (list?.items ?? []).filter(one => !isOwnFile(one));
  const offered = imports ? withImports(all) : withoutImports(all);
  // Jupyter knows one range for all: the word's, or, where every item brings its own (in strings), that one.
  const plain = offered.filter(one => !rangeOf(one));
  const items = plain.length > 0 ? plain : offered;
  const range = plain.length > 0 ? undefined : offered.map(rangeOf).find(one => one !== undefined);
  const lineStart = code.lastIndexOf('\n', offset - 1) + 1;
  const word = wordBefore(code, offset).length;
  const start = range ? lineStart + range.start.character : offset - word;
  const end = range ? Math.max(offset, lineStart + range.end.character) : offset;
  const typed = code.slice(start, offset);
  const texts = items.map(item => ({
    item,
    text: item.textEdit?.newText ?? item.insertText ?? item.label,
    filter: item.filterText ?? item.textEdit?.newText ?? item.label
  }));
  const exact = texts.filter(one => one.filter.startsWith(typed));
  const loose = texts.filter(one => one.filter.toLowerCase().startsWith(typed.toLowerCase()));
  const chosen = (exact.length > 0 ? exact : loose).sort(
    (a, b) =>
      compare(a.item.sortText ?? '', b.item.sortText ?? '') ||
      compare(a.text, b.text) ||
      compare(moduleRank(moduleOf(a.item)), moduleRank(moduleOf(b.item)))
  );
  const seen = new Set<string>();
  return {
    start,
    end,
    items: chosen
      .filter(({ text }) => text !== '' && !seen.has(text) && seen.add(text))
      .map(({ item, text }) => ({
        text,
        type: kinds[item.kind ?? 0] ?? 'instance',
        signature: signatureOf(item),
        ...(moduleOf(item) && { module: moduleOf(item) })
      }))
  };
}

function moduleOf({ data }: LspCompletionItem): string | undefined {
  return data?.autoImport?.moduleSpecifier;
}

function withoutImports(items: readonly LspCompletionItem[]): LspCompletionItem[] {
  return items.filter(one => !one.data?.autoImport);
}

/**
 * Cells are no modules to anyone but us; of the two names of Node's modules the one that no package can have is enough; what
 * lies deep in a package is not meant to be imported.
 */
function withImports(items: readonly LspCompletionItem[]): LspCompletionItem[] {
  const modules = new Set(items.map(moduleOf));
  return items.filter(item => {
    const module = moduleOf(item);
    if (module === undefined) return true;
    return !(isCellModule(module) || modules.has(`node:${module}`) || isDeep(module));
  });
}

/** More than one part below a package's name, or a file of it. */
function isDeep(module: string): boolean {
  if (/^(?:\.|node:)/.test(module)) return false;
  const below = module.split('/').slice(module.startsWith('@') ? 2 : 1);
  return below.length > 1 || /\.[cm]?[jt]sx?$/.test(below[0] ?? '');
}

export function isCellModule(specifier: string): boolean {
  return specifier.startsWith('./') && ownModule.test(specifier.slice(2));
}

const ownModule =
  /^(?:cell\.(?:\d+|names)|written\.\d+|draft\.cell|given\d+(?:\.d)?|kernel-globals(?:\.d)?)$/;

/** In a path that is typed: the folder of the checker seems to lie where the notebook does. */
function isOwnFile({ kind, label }: LspCompletionItem): boolean {
  if (kind !== 17 && kind !== 19) return false;
  return ownModule.test(label.replace(/\.[jt]sx?$/, '')) || /^(?:node_modules|tsconfig\.json)$/.test(label);
}

/** Of one name in several modules: the notebook's own files, packages, then Node's, those with promises first. */
function moduleRank(specifier = ''): string {
  if (specifier.startsWith('.')) return `0${specifier}`;
  if (!specifier.startsWith('node:')) return `1${specifier}`;
  return `${specifier.endsWith('/promises') ? 2 : 3}${specifier}`;
}

/** Type and default, in a line: `top?: number | undefined = 5`. */
function signatureOf({ detail = '', documentation = '' }: LspCompletionItem): string {
  const text = textOf(documentation);
  const byDefault = /\*@default(?:Value)?\* — (.*)/.exec(text)?.[1];
  const [first = '', ...others] = detail.split('\n');
  const overloads = others.length > 0 ? ` (+${others.length} overload${others.length > 1 ? 's' : ''})` : '';
  const type = first.replace(/^\(\w+\) /, '') + overloads;
  return byDefault === undefined ? type : `${type.replace(/ \| undefined$/, '')} = ${byDefault}`;
}

export function textOf(markup: LspMarkup = ''): string {
  return typeof markup === 'string' ? markup : markup.value;
}

function rangeOf({ textEdit }: LspCompletionItem): LspRange | undefined {
  return textEdit?.range ?? textEdit?.insert;
}

export function hoverOf(hover: LspHover | null): Hover | undefined {
  const contents = hover?.contents;
  const value = typeof contents === 'string' ? contents : contents?.value;
  // Of a name that is nothing.
  if (!value || /^```typescript\nany\n```\s*$/.test(value)) return undefined;
  // Names of other cells reach this one by import; that is our doing, not the reader's.
  return { markdown: value.replace(/\(alias\) /g, '').replace(/\nimport [\w$]+\n```/, '\n```') };
}

/** CompletionItemKind (LSP) → the kinds of JupyterLab's completer. */
const kinds: Record<number, string> = {
  2: 'function',
  3: 'function',
  4: 'class',
  5: 'property',
  6: 'instance',
  7: 'class',
  8: 'interface',
  9: 'module',
  10: 'property',
  12: 'value',
  13: 'enum',
  14: 'keyword',
  17: 'file',
  19: 'folder',
  20: 'enum member',
  21: 'constant',
  22: 'struct',
  25: 'type parameter'
};

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
