/** Where a name is declared, as a reader of the notebook sees it: in a cell, run or not, or in a file. */
import { parseCell } from '../cells/parse.js';
import type { At } from './cell-modules.js';
import type { Place } from '@sonde/schema/editor';
import { fromBuffer, isInside } from './lsp-positions.js';
import type { LspRange } from './lsp-answers.js';
import { fileOf, openAt, type Session } from './session.js';

interface LspLink {
  targetUri: string;
  targetSelectionRange: LspRange;
}

interface LspLocation {
  uri: string;
  range: LspRange;
}

/** @param fileNamed the file on disk behind a buffer that is no cell's */
export async function findDefinitions(
  session: Session,
  { code, offset, at }: { code: string; offset: number; at: At },
  fileNamed: (buffer: string) => string | undefined
): Promise<Place[]> {
  const cell = parseCell(code, at.notebook.language);
  const found = await session.server.request<(LspLink | LspLocation)[] | LspLocation | null>(
    'textDocument/definition',
    openAt(session, { code, cell, offset, at }, { reading: 'notebook' })
  );
  return [found ?? []].flat().flatMap((one): Place[] => {
    const { uri, range } = 'targetUri' in one ? { uri: one.targetUri, range: one.targetSelectionRange } : one;
    const file = fileOf(session, uri);
    if ('path' in file) return [{ path: file.path, from: position(range.start), to: position(range.end) }];
    const place = session.modules.cellOf(file.buffer);
    if (!place) {
      const path = fileNamed(file.buffer);
      return path === undefined ? [] : [{ path, from: position(range.start), to: position(range.end) }];
    }
    const text = place.cell === at.cell ? code : (place.notebook.get(place.cell)?.code ?? '');
    if (!isInside(range, text)) return [];
    return [{ cell: place.cell, from: fromBuffer(range.start), to: fromBuffer(range.end) }];
  });
}

function position({ line, character }: LspRange['start']): { line: number; column: number } {
  return { line, column: character };
}
