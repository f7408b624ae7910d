/** More of one completion: its type, its documentation, and what imports it. Pure. */
import type { CompletionDetails } from '@sonde/schema/editor';
import { textOf, type LspCompletionItem } from './lsp-answers.js';
import { importEdits } from './lsp-positions.js';

export function detailsOf(item: LspCompletionItem, code: string): CompletionDetails {
  const edits = importEdits(item.additionalTextEdits ?? [], code);
  // Of a name to import TypeScript first says so, then what it is.
  const [first = '', ...rest] = (item.detail ?? '').split('\n');
  const isImport = /^(?:Add|Update) import from /.test(first);
  const type = (isImport ? rest : [first, ...rest])
    .join('\n')
    .replace(/^\(alias\) /, '')
    .trim();
  const parts = [type && `\`\`\`typescript\n${type}\n\`\`\``, textOf(item.documentation).trim()];
  return { markdown: parts.filter(Boolean).join('\n\n'), edits };
}
