/** The checker on TypeScript 7's native language server, in a process of its own. One request at a time: order matters. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { SondeError } from '@sonde/schema/error';
import { lineStarts, positionAt, type Position } from '../cells/edits.js';
import { declarations } from '../cells/declarations.js';
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
import { NotebookScope } from './scope.js';

export interface CheckerOptions {
  directory: string;
  provide: Readonly<Record<string, string>>;
  /** Absolute paths of declaration files that cells see; they may be missing, and change. */
  types: readonly string[];
}

export async function startTypeScript7({ directory, provide, types }: CheckerOptions): Promise<Checker> {
  const project = await createTypeProject(
    directory,
    provide,
    types.map((_, index) => bufferName(index))
  );
  const server = new LanguageServer(serverPath(), ['--lsp', '-stdio'], project.folder);
  const rootUri = project.uri('.');
  await server.request('initialize', {
    processId: process.pid,
    rootUri,
    workspaceFolders: [{ uri: rootUri, name: 'cells' }],
    capabilities: {
      textDocument: {
        diagnostic: {},
        hover: { contentFormat: ['markdown'] },
        completion: { completionItem: { documentationFormat: ['markdown'], snippetSupport: false } }
      }
    }
  });
  server.notify('initialized', {});
  return new TypeScript7(server, project, new DeclarationFiles(types));
}

/** Details are asked for one by one, half a millisecond each. */
const mostDetailed = 24;

class TypeScript7 implements Checker {
  private readonly scope = new NotebookScope();
  private readonly versions = new Map<string, number>();
  private last: Promise<unknown> = Promise.resolve();
  private runs = 0;
  private checked: { code: string; version: number; diagnostics: Diagnostic[] } | undefined;

  constructor(
    private readonly server: LanguageServer,
    private readonly project: TypeProject,
    private readonly given: DeclarationFiles
  ) {}

  get alive(): boolean {
    return this.server.alive;
  }

  check(code: string, cell: ParsedCell): Promise<Diagnostic[]> {
    return this.inTurn(async () => {
      await this.refresh();
      const { version } = this.scope;
      const diagnostics = await this.diagnose(draft(cell), code, this.scope.moduleText(code, cell));
      this.checked = { code, version, diagnostics };
      return diagnostics;
    });
  }

  run(code: string, cell: ParsedCell): Promise<Diagnostic[]> {
    const text = { value: '' };
    const diagnostics = this.inTurn(async () => {
      await this.refresh();
      text.value = this.scope.moduleText(code, cell);
      const { code: last, version, diagnostics } = this.checked ?? {};
      if (diagnostics && last === code && version === this.scope.version) return diagnostics;
      // In the draft's buffer: the program stays the same but for one file.
      return this.diagnose(draft(cell), code, text.value);
    });
    void this.inTurn(() => {
      // Nothing to remember, nothing to open.
      if (declarations(cell.body).length === 0) return;
      const file = `cell${++this.runs}.${extension(cell)}`;
      for (const forgotten of this.scope.add(file, code, cell)) this.closeBuffer(forgotten);
      this.setBuffer(file, text.value);
    });
    return diagnostics;
  }

  complete(code: string, offset: number): Promise<Completions> {
    return this.inTurn(async () => {
      await this.refresh();
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
      await this.refresh();
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

  /** What was given from outside may have changed since the last question. */
  private async refresh(): Promise<void> {
    for (const { file, text } of await this.given.changed()) {
      this.setBuffer(file, text);
      this.checked = undefined;
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

  private async diagnose(file: string, code: string, text: string): Promise<Diagnostic[]> {
    this.setBuffer(file, text);
    const { items = [] } = await this.server.request<{ items?: LspDiagnostic[] }>('textDocument/diagnostic', {
      textDocument: { uri: this.project.uri(file) }
    });
    return diagnosticsOf(items, code);
  }

  private setBuffer(file: string, text: string): void {
    const uri = this.project.uri(file);
    const version = (this.versions.get(file) ?? 0) + 1;
    this.versions.set(file, version);
    if (version === 1) {
      const languageId = file.endsWith('x') ? 'typescriptreact' : 'typescript';
      this.server.notify('textDocument/didOpen', { textDocument: { uri, languageId, version, text } });
    } else {
      this.server.notify('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [{ text }]
      });
    }
  }

  private closeBuffer(file: string): void {
    if (!this.versions.delete(file)) return;
    this.server.notify('textDocument/didClose', { textDocument: { uri: this.project.uri(file) } });
  }

  private inTurn<T>(work: () => Promise<T> | T): Promise<T> {
    const turn = this.last.then(work);
    this.last = turn.catch(() => undefined);
    return turn;
  }
}

function draft(cell: ParsedCell): string {
  return `draft.${extension(cell)}`;
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
