/** Shows where a name is declared: the cell, the file in Lab, or the text of a file that Lab cannot open. */
import type { JupyterFrontEnd } from '@jupyterlab/application';
import { MainAreaWidget, Notification } from '@jupyterlab/apputils';
import type { CodeEditor, IEditorServices } from '@jupyterlab/codeeditor';
import { CodeEditor as Editors, CodeEditorWrapper } from '@jupyterlab/codeeditor';
import { PageConfig } from '@jupyterlab/coreutils';
import type { IDocumentWidget } from '@jupyterlab/docregistry';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Widget } from '@lumino/widgets';
import { contentsPath } from '../job-page/contents-path.js';
import type { TypesConnection } from './connection.js';
import type { Place, Position } from '@sonde/schema/editor';

export interface GoToOptions {
  app: Pick<JupyterFrontEnd, 'commands' | 'shell'>;
  editors: IEditorServices;
  trans: TranslationBundle;
}

export async function goToDefinition(
  connection: TypesConnection,
  { cell, code, offset }: { cell: string; code: string; offset: number },
  options: GoToOptions
): Promise<void> {
  const places = (await connection.ask('definitions', { cell, code, offset })) ?? [];
  // An interface may be declared in many places; the notebook's own come first.
  const place = places.find(one => 'cell' in one) ?? places[0];
  if (!place) {
    const said = options.trans.__('Nothing is declared under this name.');
    Notification.info(said, { autoClose: 3000 });
  } else if ('cell' in place) {
    await openCell(connection.panel, place);
  } else {
    await openFile(connection, place, options);
  }
}

async function openCell(
  panel: NotebookPanel,
  { cell: id, from, to }: Place & { cell: string }
): Promise<void> {
  const { content } = panel;
  const index = content.widgets.findIndex(one => one.model.id === id);
  const cell = content.widgets[index];
  if (!cell) return;
  content.activeCellIndex = index;
  await content.scrollToItem(index, 'smart');
  await cell.ready;
  if (cell.inputHidden) cell.inputHidden = false;
  content.mode = 'edit';
  if (cell.editor) select(cell.editor, from, to);
}

async function openFile(
  connection: TypesConnection,
  { path, from, to }: Place & { path: string },
  options: GoToOptions
): Promise<void> {
  const { commands } = options.app;
  const within = pathInLab(path);
  if (within !== undefined) {
    const widget = (await commands
      .execute('docmanager:open', { path: within, factory: 'Editor' })
      // Below a folder that Lab hides: its text can be shown all the same.
      .catch(() => undefined)) as IDocumentWidget | undefined;
    if (widget) {
      await widget.context.ready;
      const editor = (widget.content as Widget & { editor?: CodeEditor.IEditor }).editor;
      if (editor) select(editor, from, to);
      return;
    }
  }
  const source = await connection.ask('source', { path });
  if (source) showSource(path, source.text, from, to, options);
}

/** A file that lies outside Lab's folder, to be read. */
function showSource(
  path: string,
  text: string,
  from: Position,
  to: Position,
  { app, editors, trans }: GoToOptions
): void {
  const id = `sonde-source-${path}`;
  const known = [...app.shell.widgets('main')].find(one => one.id === id) as
    MainAreaWidget<CodeEditorWrapper> | undefined;
  if (known) {
    app.shell.activateById(id);
    return select(known.content.editor, from, to);
  }
  const mimeType = editors.mimeTypeService.getMimeTypeByFilePath(path);
  const content = new CodeEditorWrapper({
    model: new Editors.Model({ mimeType }),
    factory: editors.factoryService.newDocumentEditor,
    editorOptions: { config: { readOnly: true, lineNumbers: true } }
  });
  content.addClass('sonde-Source');
  content.editor.model.sharedModel.setSource(text);
  const widget = new MainAreaWidget({ content });
  widget.id = id;
  widget.title.label = path.split('/').at(-1) ?? path;
  widget.title.caption = trans.__('%1 (to read)', path);
  widget.title.closable = true;
  app.shell.add(widget, 'main', { type: 'Sonde' });
  app.shell.activateById(id);
  // A tab that was just added has no height yet, so nothing to scroll in.
  requestAnimationFrame(() => select(content.editor, from, to));
}

function select(editor: CodeEditor.IEditor, from: Position, to: Position): void {
  const [start, end] = [{ ...from }, { ...to }];
  editor.focus();
  editor.setSelection({ start, end });
  editor.revealSelection({ start, end });
}

function pathInLab(path: string): string | undefined {
  try {
    return contentsPath(path, PageConfig.getOption('serverRoot'));
  } catch {
    return undefined;
  }
}
