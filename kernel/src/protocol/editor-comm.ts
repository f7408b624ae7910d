/**
 * The comm `sonde.diagnostics`, between a notebook's editor and the types: the editor sends its cells as they are typed
 * and gets back what is wrong with them, and asks what it wants to show at a place. All of it lives in the worker, so it
 * is there while a cell runs.
 */
import type { CommData } from '../channel/messages.js';
import type { At } from '../types/cell-modules.js';
import type { Checker } from '../types/checker.js';
import { NotebookCells } from '../types/notebook-cells.js';
import type { CallJudge } from './call-judge.js';
import { DraftChecks, type Draft } from './diagnostics.js';
import type { Editor } from './editor.js';
import { textOf } from './text-of.js';
import type { TypeGuard } from './type-guard.js';

type Content = Record<string, unknown>;

export class EditorComm {
  private readonly notebook: NotebookCells;
  private readonly checks: DraftChecks;
  private readonly stopListening: () => void;

  constructor(
    readonly id: string,
    private readonly types: TypeGuard,
    calls: CallJudge,
    private readonly editor: Pick<Editor, 'notebooks'>,
    private readonly send: (comm: CommData) => void
  ) {
    this.notebook = new NotebookCells(types.language);
    this.checks = new DraftChecks(this.notebook, types, calls, checked => this.say({ ...checked }));
    this.stopListening = types.onStarted(names => this.checks.again(names));
    editor.notebooks.add(this.notebook);
    // The editor is open: have the checker ready before the first cell is typed.
    void types.get();
  }

  receive({ event, data }: CommData): void {
    if (event === 'close') return this.close();
    const content = (data ?? {}) as Content;
    if (typeof content.ask === 'string') void this.answer(content);
    else if (Array.isArray(content.notebook)) this.reorder(content.notebook);
    else this.check(content);
  }

  private close(): void {
    this.stopListening();
    this.editor.notebooks.delete(this.notebook);
    this.reorder([]);
  }

  private check({ cell, code, version }: Content): void {
    if (typeof cell !== 'string' || typeof code !== 'string') return;
    const draft: Draft = { cell, code, version: typeof version === 'number' ? version : 0 };
    this.checks.add(draft, this.notebook.change(cell, code));
  }

  /** All cells of the notebook, in order. */
  private reorder(cells: readonly unknown[]): void {
    const all = cells.flatMap(one => {
      const { cell, code } = (one ?? {}) as Content;
      return typeof cell === 'string' && typeof code === 'string' ? [{ id: cell, code }] : [];
    });
    const before = new Set(this.notebook.all.flatMap(one => [...one.declares.keys()]));
    this.notebook.set(all);
    const ids = new Set(all.map(one => one.id));
    this.checks.keep(ids);
    this.checks.again(new Set([...before, ...this.notebook.all.flatMap(one => [...one.declares.keys()])]));
    void this.types.running().then(checker => checker?.forget(this.notebook));
  }

  private async answer({ ask, id, ...content }: Content): Promise<void> {
    const code = textOf(content.code);
    const at: At = { notebook: this.notebook, cell: textOf(content.cell) };
    try {
      const question = questions[String(ask)];
      if (!question)
        throw new Error(`Cannot answer "${String(ask)}": known are ${Object.keys(questions).join(', ')}`);
      this.notebook.change(at.cell, code);
      const checker = await this.types.upToDate();
      const result = checker ? await question(checker, { content, code, at }) : undefined;
      this.say({ answer: id, result: result ?? null });
    } catch (error) {
      this.say({ answer: id, error: (error as Error).message });
    }
  }

  private say(data: unknown): void {
    this.send({ event: 'message', id: this.id, data, metadata: {}, buffers: [] });
  }
}

interface Question {
  content: Content;
  code: string;
  at: At;
}

/** What an editor may ask. All but `source` name a cell, its text and a UTF-16 offset in it. */
const questions: Record<string, (checker: Checker, question: Question) => Promise<unknown>> = {
  complete: (checker, { content, code, at }) => checker.complete(code, offsetOf(content, code), at, true),
  describe: (checker, { content, code, at }) =>
    checker.describe(
      {
        text: textOf(content.text),
        ...(typeof content.module === 'string' && { module: content.module })
      },
      code,
      at
    ),
  hover: (checker, { content, code, at }) => checker.hover(code, offsetOf(content, code), at),
  signatures: (checker, { content, code, at }) => checker.signatures(code, offsetOf(content, code), at),
  definitions: (checker, { content, code, at }) => checker.definitions(code, offsetOf(content, code), at),
  rename: (checker, { content, code, at }) =>
    checker.rename(code, offsetOf(content, code), textOf(content.to), at),
  source: async (_checker, { content }) => {
    const { readFile } = await import('node:fs/promises');
    return { text: await readFile(textOf(content.path), 'utf8') };
  }
};

function offsetOf({ offset }: Content, code: string): number {
  return typeof offset === 'number' ? Math.max(0, Math.min(Math.trunc(offset), code.length)) : code.length;
}
