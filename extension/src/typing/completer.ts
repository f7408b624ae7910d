/**
 * Completions of cells of a Sonde notebook: with types, documentation, and names that are imported when they are chosen.
 * Lab's own provider for kernels stays for consoles and files; where both answer, what is the same is shown once.
 */
import type { CodeEditor } from '@jupyterlab/codeeditor';
import { CodeMirrorEditor } from '@jupyterlab/codemirror';
import {
  Completer,
  type CompletionHandler,
  type ICompletionContext,
  type ICompletionProvider
} from '@jupyterlab/completer';
import { Text } from '@jupyterlab/coreutils';
import type { NotebookPanel } from '@jupyterlab/notebook';
import { OrderedCompletions, type PlacedItem } from './completion-order.js';
import type { TypesConnection } from './connection.js';
import { toChanges } from './edits.js';
import type { Answers, Completion } from '@sonde/schema/editor';

export interface TypedItem extends PlacedItem {
  typed?: Completion;
}

interface Offered {
  editor: CodeEditor.IEditor;
  connection: TypesConnection;
  cell: string;
  code: string;
  /** What was already asked of an item. */
  details: Map<Completion, Promise<Answers['describe'] | undefined>>;
  items: Completion[];
}

export interface TypesCompleterOptions {
  connectionOf(widget: unknown): TypesConnection | undefined;
  render(markdown: string): Promise<HTMLElement>;
}

export class TypesCompleter implements ICompletionProvider<TypedItem> {
  readonly identifier = 'sonde:types';
  /**
   * Before the kernel's own (550), which knows less of the same; and before the debugger's (1000), since Lab takes the list and
   * what draws documentation from the first of all providers.
   */
  readonly rank = 1100;
  readonly renderer: Completer.IRenderer;

  constructor(private readonly _options: TypesCompleterOptions) {
    this.renderer = new Renderer(_options.render);
  }

  modelFactory(): Promise<Completer.IModel> {
    return Promise.resolve(new OrderedCompletions());
  }

  isApplicable(context: ICompletionContext): Promise<boolean> {
    return Promise.resolve(this._place(context) !== undefined);
  }

  async fetch(
    { offset, text }: CompletionHandler.IRequest,
    context: ICompletionContext
  ): Promise<CompletionHandler.ICompletionItemsReply<TypedItem>> {
    const place = this._place(context);
    // Lab counts characters, editors count UTF-16 units.
    const at = Text.charIndexToJsIndex(offset, text);
    const nothing = { start: offset, end: offset, items: [] };
    if (!place) return nothing;
    const { editor, connection, cell } = place;
    const found = await connection.ask('complete', { cell, code: text, offset: at });
    if (!found) return nothing;
    this._offered = { editor, connection, cell, code: text, details: new Map(), items: found.items };
    return {
      start: Text.jsIndexToCharIndex(found.start, text),
      end: Text.jsIndexToCharIndex(found.end, text),
      items: found.items.map((typed, place) => ({
        place,
        label: typed.module === undefined ? typed.text : `${typed.text} (${typed.module})`,
        insertText: typed.text,
        type: typed.type,
        typed
      }))
    };
  }

  async resolve(item: TypedItem): Promise<TypedItem> {
    const details = item.typed && (await this._describe(item.typed));
    return details?.markdown ? { ...item, documentation: details.markdown } : item;
  }

  /** A completion has been put in: brings its import, where it needs one. */
  async chosen(text: string): Promise<void> {
    const offered = this._offered;
    this._offered = undefined;
    const item = offered?.items.find(one => one.text === text);
    if (!offered || item?.module === undefined || !(offered.editor instanceof CodeMirrorEditor)) return;
    const details = await this._describe(item, offered);
    const view = offered.editor.editor;
    const changes = toChanges(view.state.doc.toString(), details?.edits ?? []);
    if (changes.length > 0) view.dispatch({ changes, userEvent: 'input.complete' });
  }

  private _describe(item: Completion, offered = this._offered): Promise<Answers['describe'] | undefined> {
    if (!offered) return Promise.resolve(undefined);
    const known = offered.details.get(item);
    if (known) return known;
    const { connection, cell, code, details } = offered;
    const { text, module } = item;
    const asked = connection.ask('describe', { cell, code, text, module });
    details.set(item, asked);
    return asked;
  }

  private _place({
    widget,
    editor
  }: ICompletionContext):
    { editor: CodeEditor.IEditor; connection: TypesConnection; cell: string } | undefined {
    const connection = this._options.connectionOf(widget);
    if (!connection?.isOpen || !editor) return undefined;
    const cell = cellOf(connection.panel, editor);
    return cell === undefined ? undefined : { editor, connection, cell };
  }

  private _offered: Offered | undefined;
}

function cellOf({ content }: NotebookPanel, editor: CodeEditor.IEditor): string | undefined {
  const { activeCell } = content;
  const cell =
    activeCell?.editor === editor ? activeCell : content.widgets.find(one => one.editor === editor);
  return cell?.model.type === 'code' ? cell.model.id : undefined;
}

/** Draws documentation as what it is; completions of others look as they always do. */
class Renderer extends Completer.Renderer {
  constructor(private readonly _render: (markdown: string) => Promise<HTMLElement>) {
    super();
  }

  override createDocumentationNode(item: TypedItem): HTMLElement {
    if (!item.typed) return super.createDocumentationNode(item);
    const host = document.createElement('div');
    void this._render(item.documentation ?? '').then(text => host.append(text));
    return host;
  }
}
