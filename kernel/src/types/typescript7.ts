/** The checker on TypeScript 7's native language server, in a process of its own. One request at a time: order matters. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { SondeError } from '@sonde/schema/error';
import { lineStarts, positionAt, type Position } from '../cells/edits.js';
import { parseCell, type ParsedCell } from '../cells/parse.js';
import type { Checker, Completions, Diagnostic, Hover } from './checker.js';
import {
  completionsOf,
  diagnosticsOf,
  hoverOf,
  type LspCompletionItem,
  type LspCompletionList,
  type LspDiagnostic,
  type LspHover
} from './lsp-answers.js';
import { bufferName, DeclarationFiles } from './declaration-files.js';
import { LanguageServer } from './language-server.js';
import { createTypeProject, type TypeProject } from './project.js';
import { namesModule, NotebookScope } from './scope.js';
import { Slots } from './slots.js';

export interface CheckerOptions {
  directory: string;
  provide: Readonly<Record<string, string>>;
  /** Absolute paths of declaration files that cells see; they may be missing, and change. */
  types: readonly string[];
}

export async function startTypeScript7({ directory, provide, types }: CheckerOptions): Promise<Checker> {
  const slots = new Slots();
  const project = await createTypeProject(directory, provide, {
    ...Object.fromEntries(types.map((_, index) => [bufferName(index), ''])),
    ...Object.fromEntries(slots.all.map(slot => [`${slot.name}.ts`, emptyModule])),
    [draftFile('ts')]: emptyModule,
    [`${namesModule}.ts`]: namesText(new NotebookScope(), slots)
  });
  const server = new LanguageServer(serverPath(), ['--lsp', '-stdio'], project.folder, settings);
  const rootUri = project.uri('.');
  await server.request('initialize', {
    processId: process.pid,
    rootUri,
    workspaceFolders: [{ uri: rootUri, name: 'cells' }],
    initializationOptions: { disablePushDiagnostics: true, logVerbosity: 0 },
    capabilities: {
      workspace: { configuration: true },
      textDocument: {
        diagnostic: {},
        hover: { contentFormat: ['markdown'] },
        completion: { completionItem: { documentationFormat: ['markdown'], snippetSupport: false } }
      }
    }
  });
  server.notify('initialized', {});
  return new TypeScript7(server, project, slots, new DeclarationFiles(types));
}

/**
 * Otherwise it looks through all packages for names to offer, again after every change, and is deaf meanwhile.
 */
const settings = { suggest: { autoImports: false } };

/** Details are asked for one by one, half a millisecond each. */
const mostDetailed = 24;

/** Cells whose diagnostics are remembered. */
const rememberedChecks = 100;

class TypeScript7 implements Checker {
  private readonly scope = new NotebookScope();
  private readonly buffers = new Map<string, { version: number; text: string }>();
  private last: Promise<unknown> = Promise.resolve();
  private runs = 0;
  private openSlots: number;
  /** By the whole text of the module, which says where each name comes from. */
  private readonly checked = new Map<string, Diagnostic[]>();

  constructor(
    private readonly server: LanguageServer,
    private readonly project: TypeProject,
    private readonly slots: Slots,
    private readonly given: DeclarationFiles
  ) {
    this.openSlots = slots.all.length;
  }

  get alive(): boolean {
    return this.server.alive;
  }

  check(code: string, cell: ParsedCell): Promise<Diagnostic[]> {
    return this.inTurn(async () => {
      await this.refresh(code);
      return this.diagnose(code, cell, this.scope.moduleText(code, cell));
    });
  }

  run(code: string, cell: ParsedCell): Promise<Diagnostic[]> {
    const text = { value: '' };
    const diagnostics = this.inTurn(async () => {
      await this.refresh(code);
      text.value = this.scope.moduleText(code, cell);
      return this.diagnose(code, cell, text.value);
    });
    void this.inTurn(() => this.remember(code, cell, text.value));
    return diagnostics;
  }

  complete(code: string, offset: number): Promise<Completions> {
    return this.inTurn(async () => {
      await this.refresh(code);
      const params = this.openDraft(code, offset);
      const list = await this.server.request<LspCompletionList | null>('textDocument/completion', {
        ...params,
        context: { triggerKind: 1 }
      });
      return completionsOf(await this.detailed(list), code, offset);
    });
  }

  hover(code: string, offset: number): Promise<Hover | undefined> {
    return this.inTurn(async () => {
      await this.refresh(code);
      const params = this.openDraft(code, offset);
      return hoverOf(await this.server.request<LspHover | null>('textDocument/hover', params));
    });
  }

  async close(): Promise<void> {
    this.server.close();
    await this.project.remove();
  }

  /** A short list (the options of a call, not all there is) with types and documentation. */
  private async detailed(list: LspCompletionList | null): Promise<LspCompletionList | null> {
    if (!list || list.items.length > mostDetailed) return list;
    const ask = (item: LspCompletionItem) =>
      this.server.request<LspCompletionItem>('completionItem/resolve', item).catch(() => item);
    return { items: await Promise.all(list.items.map(ask)) };
  }

  /** What was given from outside may have changed since the last question, or matters only now. */
  private async refresh(code: string): Promise<void> {
    for (const { file, text } of await this.given.changed(code)) {
      this.setBuffer(file, text);
      this.checked.clear();
    }
  }

  private openDraft(code: string, offset: number): { textDocument: { uri: string }; position: Position } {
    const cell = parseCell(code);
    const file = draft(cell);
    this.setBuffer(file, this.scope.moduleText(code, cell, true));
    const { line, column } = positionAt(lineStarts(code), offset);
    const position = { line: line + 1, character: column };
    return { textDocument: { uri: this.project.uri(file) }, position: position as unknown as Position };
  }

  private async diagnose(code: string, cell: ParsedCell, text: string): Promise<Diagnostic[]> {
    const known = this.checked.get(text);
    if (known) return known;
    const file = draft(cell);
    this.setBuffer(file, text);
    const { items = [] } = await this.server.request<{ items?: LspDiagnostic[] }>('textDocument/diagnostic', {
      textDocument: { uri: this.project.uri(file) }
    });
    const diagnostics = diagnosticsOf(items, code);
    this.checked.set(text, diagnostics);
    const [oldest] = this.checked.keys();
    if (this.checked.size > rememberedChecks && oldest !== undefined) this.checked.delete(oldest);
    return diagnostics;
  }

  /** The names of a cell that runs mean it from now on. */
  private async remember(code: string, cell: ParsedCell, text: string): Promise<void> {
    if (this.scope.stands(cell, text)) return;
    const run = ++this.runs;
    const slot = this.slots.take(run, cell);
    for (const forgotten of this.scope.add(run, code, cell, text)) this.slots.free(forgotten);
    this.openNewSlots();
    if (slot.extension !== extension(cell)) {
      this.closeBuffer(`${slot.name}.${slot.extension}`);
      slot.extension = extension(cell);
    }
    // One file at a time, see slots.ts.
    await this.settle(`${slot.name}.${slot.extension}`, text);
    await this.settle(`${namesModule}.ts`, namesText(this.scope, this.slots));
  }

  /** Those that the project did not have from the beginning. */
  private openNewSlots(): void {
    for (const slot of this.slots.all.slice(this.openSlots)) {
      this.setBuffer(`${slot.name}.${slot.extension}`, emptyModule);
    }
    this.openSlots = this.slots.all.length;
  }

  /** Sets a buffer and has the server look at it before another one changes. */
  private async settle(file: string, text: string): Promise<void> {
    this.setBuffer(file, text);
    const textDocument = { uri: this.project.uri(file) };
    await this.server.request('textDocument/foldingRange', { textDocument });
  }

  private setBuffer(file: string, text: string): void {
    const uri = this.project.uri(file);
    const open = this.buffers.get(file);
    if (open?.text === text) return;
    const version = (open?.version ?? 0) + 1;
    this.buffers.set(file, { version, text });
    if (open) {
      this.server.notify('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [{ text }]
      });
    } else {
      const languageId = file.endsWith('x') ? 'typescriptreact' : 'typescript';
      this.server.notify('textDocument/didOpen', { textDocument: { uri, languageId, version, text } });
    }
  }

  private closeBuffer(file: string): void {
    if (!this.buffers.delete(file)) return;
    this.server.notify('textDocument/didClose', { textDocument: { uri: this.project.uri(file) } });
  }

  private inTurn<T>(work: () => Promise<T> | T): Promise<T> {
    const turn = this.last.then(work);
    this.last = turn.catch(() => undefined);
    return turn;
  }
}

/** What a buffer holds before its first cell: it imports what all of them do. */
const emptyModule = `import {} from "./${namesModule}";\n\nexport {};\n`;

function namesText(scope: NotebookScope, slots: Slots): string {
  return slots.all.map(({ name, run }) => scope.exportsOf(run, name)).join('\n');
}

function draft(cell: ParsedCell): string {
  return draftFile(extension(cell));
}

function draftFile(ending: 'ts' | 'tsx'): string {
  return `draft.${ending}`;
}

function extension(cell: ParsedCell): 'ts' | 'tsx' {
  return cell.language === 'tsx' ? 'tsx' : 'ts';
}

/** The native binary: its package ships it, so there is no second Node process between us and it. */
function serverPath(): string {
  const require = createRequire(import.meta.url);
  const typescript = createRequire(require.resolve('typescript7/package.json'));
  const platform = `@typescript/typescript-${process.platform}-${process.arch}`;
  try {
    const folder = dirname(typescript.resolve(`${platform}/package.json`));
    const path = join(folder, 'lib', process.platform === 'win32' ? 'tsc.exe' : 'tsc');
    if (existsSync(path)) return path;
  } catch {
    // Said below, for both ways of missing it.
  }
  throw new SondeError(
    'language-server',
    `TypeScript's language server for this machine (${platform}) is not installed`,
    {
      hint: 'Install the packages again without --no-optional. Cells run without it, unchecked and without completions.'
    }
  );
}
