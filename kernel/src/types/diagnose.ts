/** What is wrong with a cell, and what would mend it. */
import type { ParsedCell } from '../cells/parse.js';
import type { At } from './cell-modules.js';
import type { Diagnostic, Fix } from '@sonde/schema/editor';
import { judgeBrowserCode } from './judge-browser-code.js';
import {
  diagnosticsOf,
  isUsualInJavaScript,
  type LspDiagnostic,
  type LspHover,
  type LspTextEdit
} from './lsp-answers.js';
import { importEdits, isInside, toBuffer } from './lsp-positions.js';
import { declaredNames } from './names.js';
import { importedNames } from './scope.js';
import type { Session } from './session.js';

interface LspCodeAction {
  title: string;
  edit?: { changes?: Record<string, LspTextEdit[]> };
}

/** Names that are not there; another module may have them. */
const missingNames = new Set([2304, 2503, 2552, 2693, 18004]);
const mostFixes = 4;

export async function diagnose(
  { server, modules, project, buffers }: Session,
  code: string,
  cell: ParsedCell,
  at?: At,
  /** The buffer's text, where it is known. */
  text?: string
): Promise<Diagnostic[]> {
  const file = modules.open(code, cell, at, { text });
  const uri = project.uri(file);
  const textDocument = { uri };
  const answer = await server.request<{ items?: LspDiagnostic[] }>('textDocument/diagnostic', {
    textDocument
  });
  const isScript = cell.language === 'js' || cell.language === 'jsx';
  const said = (answer.items ?? []).filter(one => !isScript || !isUsualInJavaScript(one));
  const names = new Set([...importedNames(buffers.text(file)), ...valuesOf(cell)]);
  const { items, unseen } = await judgeBrowserCode(said, code, cell, { names, makesWidgets });
  // Only who edits a notebook can be offered anything.
  if (!at) return [...diagnosticsOf(items, code), ...unseen];
  const mended = await Promise.all(
    items.map(async item => {
      const [diagnostic] = diagnosticsOf([item], code);
      if (!diagnostic) return [];
      const fixes = [...spelling(diagnostic), ...(await imports(item))].slice(0, mostFixes);
      return [fixes.length > 0 ? { ...diagnostic, fixes } : diagnostic];
    })
  );
  return [...mended.flat(), ...unseen];

  async function makesWidgets(offset: number): Promise<boolean> {
    const position = toBuffer(code, offset);
    const hover = await server.request<LspHover | null>('textDocument/hover', { textDocument, position });
    return JSON.stringify(hover?.contents ?? '').includes('AnyWidgetModule');
  }

  async function imports(item: LspDiagnostic): Promise<Fix[]> {
    if (!missingNames.has(Number(item.code)) || !isInside(item.range, code)) return [];
    const actions = await server.request<LspCodeAction[] | null>('textDocument/codeAction', {
      textDocument,
      range: item.range,
      context: { diagnostics: [item], only: ['quickfix'] }
    });
    const titles = new Set((actions ?? []).map(one => one.title));
    return (actions ?? []).flatMap(({ title, edit }) => {
      const module = /^(?:Add|Update) import from "(.*)"/.exec(title)?.[1];
      // Node's own modules have two names; the one that cannot be a package's is enough.
      if (module === undefined || titles.has(title.replace(`"${module}"`, `"node:${module}"`))) return [];
      const edits = importEdits(edit?.changes?.[uri] ?? [], code);
      return edits.length > 0 ? [{ title: `Import from "${module}"`, edits }] : [];
    });
  }
}

function valuesOf(cell: ParsedCell): string[] {
  return [...declaredNames(cell)].filter(([, kind]) => kind !== 'type').map(([name]) => name);
}

function spelling({ message, from, to }: Diagnostic): Fix[] {
  const meant = /Did you mean (?:the instance member |the static member )?'([^']+)'\?/.exec(message)?.[1];
  if (meant === undefined || !/^[\w$.]+$/.test(meant)) return [];
  return [{ title: `Change to "${meant}"`, edits: [{ from, to, text: meant }] }];
}
