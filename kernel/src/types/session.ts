/** What all questions to the language server need: the server, its project, the texts it has open. */
import { fileURLToPath } from 'node:url';
import { basename, dirname } from 'node:path';
import type { ParsedCell } from '../cells/parse.js';
import type { Buffers } from './buffers.js';
import type { At, CellModules, OpenOptions } from './cell-modules.js';
import type { LanguageServer } from './language-server.js';
import { toBuffer } from './lsp-positions.js';
import type { LspPosition } from './lsp-answers.js';
import type { TypeProject } from './project.js';

export interface Session {
  server: LanguageServer;
  project: TypeProject;
  buffers: Buffers;
  modules: CellModules;
}

export interface DocumentPosition {
  textDocument: { uri: string };
  position: LspPosition;
}

/** Opens a text and says where `offset` is in it. */
export function openAt(
  { modules, project }: Session,
  { code, cell, offset, at }: { code: string; cell: ParsedCell; offset: number; at?: At },
  options: OpenOptions = {}
): DocumentPosition {
  const file = modules.open(code, cell, at, options);
  return { textDocument: { uri: project.uri(file) }, position: toBuffer(code, offset) };
}

/** The buffer that a URI of the server names, or the file on disk. */
export function fileOf({ project }: Session, uri: string): { buffer: string } | { path: string } {
  const path = fileURLToPath(uri);
  return dirname(path) === project.folder ? { buffer: basename(path) } : { path };
}
