/**
 * Renames what a name stands for in all cells of a notebook. Cells are modules that import each other's names, and a
 * language server renames an imported name only up to the import; so the cell that declares it and every cell that takes
 * it from there are each asked, and their answers put together.
 */
import { SondeError } from '@sonde/schema/error';
import { parseCell } from '../cells/parse.js';
import type { At } from './cell-modules.js';
import type { Edit, Renaming } from '@sonde/schema/editor';
import { ownEdits, toBuffer } from './lsp-positions.js';
import type { LspPosition, LspTextEdit } from './lsp-answers.js';
import { bindingOffset } from './names.js';
import type { WrittenCell } from './notebook-cells.js';
import { moduleOf } from './scope.js';
import { fileOf, type Session } from './session.js';

interface LspWorkspaceEdit {
  changes?: Record<string, LspTextEdit[]>;
}

type Changes = Map<string, LspTextEdit[]>;

export async function renameInNotebook(
  session: Session,
  { code, offset, to, at }: { code: string; offset: number; to: string; at: At }
): Promise<Renaming> {
  const name = nameAt(code, offset);
  const fail = (why: string, hint?: string) => {
    throw new SondeError('rename', `Cannot rename "${name}"${to && ` to "${to}"`}: ${why}`, { hint });
  };
  if (name === '') fail('there is no name at this place', 'Put the cursor on a name.');
  if (!isName(to))
    fail('that is not a name', 'A name has letters, digits, _ and $, and is no word of the language.');
  const { notebook } = at;
  for (const { mentions, broken } of notebook.all) {
    if (broken && mentions.has(name))
      fail('a cell with this name has a syntax error', 'Mend the cell first.');
  }
  const files = new Map<string, WrittenCell>();
  for (const one of notebook.all) {
    const place = { notebook, cell: one.id };
    files.set(session.modules.open(one.code, one.cell, place, { reading: 'notebook' }), one);
  }
  const here = [...files].find(([, one]) => one.id === at.cell);
  if (!here || here[1].code !== code) return fail('the cell has changed meanwhile', 'Try again.');

  const first = await ask(session, here[0], toBuffer(code, offset), to);
  if (typeof first === 'string') return fail(first);
  const origin = originOf(first, here, name, at);
  const changes = origin ? await everywhere(session, files, origin, name, to) : [first];
  const cells = new Map<string, Edit[]>();
  for (const [file, edits] of changes.flatMap(one => [...one])) {
    const one = files.get(file);
    if (!one) return fail(`it is declared in ${file}, outside this notebook`, 'Change it there.');
    const before = cells.get(one.id) ?? [];
    const isNew = ({ from }: Edit) =>
      !before.some(other => other.from.line === from.line && other.from.column === from.column);
    cells.set(one.id, [...before, ...ownEdits(edits, one.code).filter(isNew)]);
  }
  for (const { id, declares } of notebook.all) {
    const touched = cells.get(id)?.length ?? 0;
    if (origin ? declares.has(to) : touched > 0 && declares.has(to)) {
      fail(`a cell of this notebook already declares "${to}"`, 'Choose another name.');
    }
  }
  const ordered = notebook.all.flatMap(({ id }) => {
    const edits = cells.get(id) ?? [];
    return edits.length === 0 ? [] : [{ cell: id, edits }];
  });
  if (ordered.length === 0) fail('it is not declared in this notebook');
  return { name, cells: ordered };
}

/** The cell whose top level the name is of, if it is of one. */
function originOf(
  changes: Changes,
  [file, one]: [string, WrittenCell],
  name: string,
  { notebook, cell }: At
): WrittenCell | undefined {
  const lines = one.code.split('\n').length;
  const edits = changes.get(file) ?? [];
  if (edits.some(({ range }) => range.start.line === 0)) return notebook.declaring(name, cell);
  const isExported = edits.some(({ range }) => range.start.line > lines);
  const isImported = [...changes].some(
    ([other, edits]) => other !== file && edits.some(({ range }) => range.start.line === 0)
  );
  return one.declares.has(name) && (isExported || isImported) ? one : undefined;
}

async function everywhere(
  session: Session,
  files: ReadonlyMap<string, WrittenCell>,
  origin: WrittenCell,
  name: string,
  to: string
): Promise<Changes[]> {
  const found: Changes[] = [];
  for (const [file, one] of files) {
    const position =
      one === origin ? declared(one, name) : imported(session.buffers.text(file), name, files, origin);
    if (!position) continue;
    const changes = await ask(session, file, position, to);
    if (typeof changes === 'string')
      throw new SondeError('rename', `Cannot rename "${name}" to "${to}": ${changes}`);
    // What it says of other cells is about the line that imports, which the next run of this loop sees better.
    found.push(new Map([[file, changes.get(file) ?? []]]));
  }
  return found;
}

function declared({ code, cell }: WrittenCell, name: string): LspPosition | undefined {
  const offset = bindingOffset(cell, name);
  return offset === undefined ? undefined : toBuffer(code, offset);
}

/** Where a buffer's first line imports the name from the cell it is of. */
function imported(
  text: string,
  name: string,
  files: ReadonlyMap<string, WrittenCell>,
  origin: WrittenCell
): LspPosition | undefined {
  const [home] = [...files].find(([, one]) => one === origin) ?? [''];
  const line = text.slice(0, text.indexOf('\n'));
  const module = moduleOf({ file: home });
  const at = ['import { ', 'import { type ']
    .map(start => ({ start, at: line.indexOf(`${start}${name} } from './${module}'`) }))
    .find(one => one.at >= 0);
  return at && { line: 0, character: at.at + at.start.length };
}

/** The changes by buffer, or why there are none. */
async function ask(
  session: Session,
  file: string,
  position: LspPosition,
  newName: string
): Promise<Changes | string> {
  const textDocument = { uri: session.project.uri(file) };
  let edit: LspWorkspaceEdit | null;
  try {
    edit = await session.server.request('textDocument/rename', { textDocument, position, newName });
  } catch (error) {
    return (error as Error).message;
  }
  if (!edit?.changes) return 'it is not declared in this notebook';
  return new Map(
    Object.entries(edit.changes).map(([uri, edits]) => {
      const file = fileOf(session, uri);
      return ['buffer' in file ? file.buffer : file.path, edits];
    })
  );
}

function nameAt(code: string, offset: number): string {
  const before = /[\p{ID_Continue}$]*$/u.exec(code.slice(0, offset))?.[0] ?? '';
  const after = /^[\p{ID_Continue}$]*/u.exec(code.slice(offset))?.[0] ?? '';
  return before + after;
}

function isName(text: string): boolean {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(text) && parseCell(`let ${text};`).errors.length === 0;
}
