/** The open files of the language server: the cells that have run, the module of all their names, and the cell being written. */
import type { ParsedCell } from '../cells/parse.js';
import type { KernelLanguage } from '../options.js';
import type { LanguageServer } from './language-server.js';
import type { TypeProject } from './project.js';
import { namesModule, NotebookScope } from './scope.js';
import { Slots, type Slot } from './slots.js';

// All names of files have a dot inside: that of a cell that is a module has none.

/** What a buffer holds before its first cell: it imports what all of them do. */
const emptyModule = `import {} from "./${namesModule}";\n\nexport {};\n`;

/** The files that the project has from the beginning, see slots.ts. */
export function firstFiles(language: KernelLanguage): Record<string, string> {
  const slots = new Slots(plainEnding[language]);
  return {
    ...Object.fromEntries(slots.all.map(slot => [fileOf(slot), emptyModule])),
    [`draft.cell.${plainEnding[language]}`]: emptyModule,
    [namesFile]: namesText(new NotebookScope(), slots)
  };
}

const plainEnding = { typescript: 'ts', javascript: 'js' } as const;

export class Buffers {
  private readonly open = new Map<string, { version: number; text: string }>();
  private readonly slots: Slots;
  private openSlots: number;

  constructor(
    private readonly server: LanguageServer,
    private readonly project: TypeProject,
    language: KernelLanguage
  ) {
    this.slots = new Slots(plainEnding[language]);
    this.openSlots = this.slots.all.length;
  }

  /**
   * Finds a run its place; the names in `scope` are those after it. Returns how to tell the server, which has to wait for
   * its turn.
   */
  place(
    run: number,
    cell: ParsedCell,
    text: string,
    scope: NotebookScope,
    forgotten: readonly number[]
  ): () => Promise<void> {
    const slot = this.slots.take(run, cell);
    for (const one of forgotten) this.slots.free(one);
    const names = namesText(scope, this.slots);
    return async () => {
      this.openNewSlots();
      if (slot.extension !== cell.language) {
        this.close(fileOf(slot));
        slot.extension = cell.language;
      }
      // One file at a time, see slots.ts.
      await this.settle(fileOf(slot), text);
      await this.settle(namesFile, names);
    };
  }

  /** The file of the cell that is being written, with that text. */
  draft(cell: ParsedCell, text: string): { uri: string } {
    const file = `draft.cell.${cell.language}`;
    this.set(file, text);
    return { uri: this.project.uri(file) };
  }

  set(file: string, text: string): void {
    const uri = this.project.uri(file);
    const open = this.open.get(file);
    if (open?.text === text) return;
    const version = (open?.version ?? 0) + 1;
    this.open.set(file, { version, text });
    if (open) {
      this.server.notify('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [{ text }]
      });
    } else {
      const languageId = languageIds[/\.(\w+)$/.exec(file)?.[1] ?? ''] ?? 'typescript';
      this.server.notify('textDocument/didOpen', { textDocument: { uri, languageId, version, text } });
    }
  }

  private close(file: string): void {
    if (!this.open.delete(file)) return;
    this.server.notify('textDocument/didClose', { textDocument: { uri: this.project.uri(file) } });
  }

  /** Those that the project did not have from the beginning. */
  private openNewSlots(): void {
    for (const slot of this.slots.all.slice(this.openSlots)) this.set(fileOf(slot), emptyModule);
    this.openSlots = this.slots.all.length;
  }

  /** Sets a buffer and has the server look at it before another one changes. */
  private async settle(file: string, text: string): Promise<void> {
    this.set(file, text);
    const textDocument = { uri: this.project.uri(file) };
    await this.server.request('textDocument/foldingRange', { textDocument });
  }
}

const namesFile = `${namesModule}.ts`;

function namesText(scope: NotebookScope, slots: Slots): string {
  return slots.all.map(({ name, run }) => scope.exportsOf(run, name)).join('\n');
}

function fileOf({ name, extension }: Slot): string {
  return `${name}.${extension}`;
}

const languageIds: Readonly<Record<string, string>> = {
  ts: 'typescript',
  tsx: 'typescriptreact',
  js: 'javascript',
  jsx: 'javascriptreact'
};
