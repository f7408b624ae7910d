/**
 * The cells that have run, as files of the language server's program. They are told to it one file at a time, see slots.ts,
 * and when nothing else is asked.
 */
import type { ParsedCell } from '../cells/parse.js';
import type { KernelLanguage } from '../options.js';
import type { Buffers } from './buffers.js';
import type { LanguageServer } from './language-server.js';
import type { TypeProject } from './project.js';
import { namesFile, namesModule, NotebookScope } from './scope.js';
import { Slots, type Slot } from './slots.js';

/** What a buffer holds before its first cell: it imports what all of them do. */
const emptyModule = `import {  } from './${namesModule}';\n\nexport {  };\n`;

/** The files that the project has from the beginning. */
export function firstFiles(language: KernelLanguage): Record<string, string> {
  const slots = new Slots(plainEnding[language]);
  return {
    ...Object.fromEntries(slots.all.map(slot => [fileOf(slot), emptyModule])),
    [`draft.cell.${plainEnding[language]}`]: emptyModule,
    [namesFile]: namesText(new NotebookScope(), slots)
  };
}

const plainEnding = { typescript: 'ts', javascript: 'js' } as const;

interface Ran {
  run: number;
  cell: ParsedCell;
  text: string;
}

export class RanCells {
  private readonly slots: Slots;
  private openSlots: number;
  private readonly waiting: (() => Promise<void>)[] = [];
  /** How many have been added. */
  added = 0;
  private settled = 0;

  constructor(
    private readonly server: Pick<LanguageServer, 'request'>,
    private readonly project: Pick<TypeProject, 'uri'>,
    private readonly buffers: Buffers,
    language: KernelLanguage
  ) {
    this.slots = new Slots(plainEnding[language]);
    this.openSlots = this.slots.all.length;
  }

  /** `scope`: the names as they are after that run. */
  add({ run, cell, text }: Ran, forgotten: readonly number[], scope: NotebookScope): void {
    const slot = this.slots.take(run, cell);
    for (const one of forgotten) this.slots.free(one);
    const names = namesText(scope, this.slots);
    this.added++;
    this.waiting.push(async () => {
      this.openNewSlots();
      if (slot.extension !== cell.language) {
        this.buffers.close(fileOf(slot));
        slot.extension = cell.language;
      }
      await this.settle(fileOf(slot), text);
      await this.settle(namesFile, names);
    });
  }

  /** Tells the server of those that were added, the first `most` of all or every one. */
  async tell(most = Infinity): Promise<void> {
    while (this.settled < most) {
      const next = this.waiting.shift();
      if (!next) return;
      this.settled++;
      await next();
    }
  }

  /** Those that the project did not have from the beginning. */
  private openNewSlots(): void {
    for (const slot of this.slots.all.slice(this.openSlots)) this.buffers.set(fileOf(slot), emptyModule);
    this.openSlots = this.slots.all.length;
  }

  /** Sets a buffer and has the server look at it before another one changes. */
  private async settle(file: string, text: string): Promise<void> {
    this.buffers.set(file, text);
    const textDocument = { uri: this.project.uri(file) };
    await this.server.request('textDocument/foldingRange', { textDocument });
  }
}

function namesText(scope: NotebookScope, slots: Slots): string {
  return slots.all.map(({ name, run }) => scope.exportsOf(run, name)).join('\n');
}

function fileOf({ name, extension }: Slot): string {
  return `${name}.${extension}`;
}
