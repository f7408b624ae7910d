/** The checker on TypeScript 7's native language server, in a process of its own. One request at a time: order matters. */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { SondeError } from '@sonde/schema/error';
import { lineStarts, positionAt } from '../cells/edits.js';
import { moduleName } from '../cells/module-cell.js';
import { parseCell, type ParsedCell } from '../cells/parse.js';
import type { KernelLanguage } from '../options.js';
import type { Checker, Completions, Diagnostic, Hover } from './checker.js';
import {
  completionsOf,
  diagnosticsOf,
  isUsualInJavaScript,
  hoverOf,
  type LspCompletionItem,
  type LspCompletionList,
  type LspDiagnostic,
  type LspHover
} from './lsp-answers.js';
import { Buffers, firstFiles } from './buffers.js';
import { bufferName, DeclarationFiles } from './declaration-files.js';
import { LanguageServer } from './language-server.js';
import { createTypeProject, type TypeProject } from './project.js';
import { NotebookScope } from './scope.js';

export interface CheckerOptions {
  directory: string;
  provide: Readonly<Record<string, string>>;
  /** Absolute paths of declaration files that cells see; they may be missing, and change. */
  types: readonly string[];
  language: KernelLanguage;
}

export async function startTypeScript7(options: CheckerOptions): Promise<Checker> {
  const { directory, provide, types, language } = options;
  const files = {
    ...Object.fromEntries(types.map((_, index) => [bufferName(index), ''])),
    ...firstFiles(language)
  };
  const project = await createTypeProject(directory, provide, files, language);
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
  return new TypeScript7(server, project, new DeclarationFiles(types), language);
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
  private readonly buffers: Buffers;
  private last: Promise<unknown> = Promise.resolve();
  private runs = 0;
  /** By the whole text of the module, which says where each name comes from. */
  private readonly checked = new Map<string, Diagnostic[]>();

  constructor(
    private readonly server: LanguageServer,
    private readonly project: TypeProject,
    private readonly given: DeclarationFiles,
    private readonly language: KernelLanguage
  ) {
    this.buffers = new Buffers(server, project, language);
  }

  get alive(): boolean {
    return this.server.alive;
  }

  // Each asks with the names as they are now; the server is told in its turn, and in the same order.

  check(code: string, cell: ParsedCell): Promise<Diagnostic[]> {
    return this.diagnose(code, cell, this.scope.moduleText(code, cell));
  }

  run(code: string, cell: ParsedCell, { check = true }: { check?: boolean } = {}): Promise<Diagnostic[]> {
    const module = moduleName(code);
    if (module !== undefined) return this.inTurn(() => this.addModule(module, code, cell));
    const text = this.scope.moduleText(code, cell);
    const diagnostics = check ? this.diagnose(code, cell, text) : Promise.resolve([]);
    if (!this.scope.stands(cell, text)) {
      const run = ++this.runs;
      const forgotten = this.scope.add(run, code, cell, text);
      void this.inTurn(this.buffers.place(run, cell, text, this.scope, forgotten));
    }
    return diagnostics;
  }

  /** A cell that is a module sees no other cells, and is seen by its name. */
  private async addModule(name: string, code: string, { language }: ParsedCell): Promise<Diagnostic[]> {
    const file = `${name}.${language}`;
    // The server looks for no buffers in folders that are not there.
    await mkdir(dirname(join(this.project.folder, file)), { recursive: true });
    this.buffers.set(file, code);
    this.checked.clear();
    return [];
  }

  complete(code: string, offset: number): Promise<Completions> {
    const draft = this.draft(code, offset);
    return this.inTurn(async () => {
      await this.refresh(code);
      const list = await this.server.request<LspCompletionList | null>('textDocument/completion', {
        ...draft(),
        context: { triggerKind: 1 }
      });
      return completionsOf(await this.detailed(list), code, offset);
    });
  }

  hover(code: string, offset: number): Promise<Hover | undefined> {
    const draft = this.draft(code, offset);
    return this.inTurn(async () => {
      await this.refresh(code);
      return hoverOf(await this.server.request<LspHover | null>('textDocument/hover', draft()));
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
      this.buffers.set(file, text);
      this.checked.clear();
    }
  }

  /** Where a question points: the text is that of now, its buffer is set when the question is asked. */
  private draft(code: string, offset: number): () => { textDocument: { uri: string }; position: unknown } {
    const cell = parseCell(code, this.language);
    const text = this.scope.moduleText(code, cell, true);
    const { line, column } = positionAt(lineStarts(code), offset);
    return () => ({
      textDocument: this.buffers.draft(cell, text),
      position: { line: line + 1, character: column }
    });
  }

  private async diagnose(code: string, cell: ParsedCell, text: string): Promise<Diagnostic[]> {
    const known = this.checked.get(text);
    if (known && (await this.given.same())) return known;
    return this.inTurn(async () => {
      await this.refresh(code);
      const { items = [] } = await this.server.request<{ items?: LspDiagnostic[] }>(
        'textDocument/diagnostic',
        { textDocument: this.buffers.draft(cell, text) }
      );
      const isScript = this.language === 'javascript';
      const wrong = isScript ? items.filter(one => !isUsualInJavaScript(one)) : items;
      const diagnostics = diagnosticsOf(wrong, code);
      this.checked.set(text, diagnostics);
      const [oldest] = this.checked.keys();
      if (this.checked.size > rememberedChecks && oldest !== undefined) this.checked.delete(oldest);
      return diagnostics;
    });
  }

  private inTurn<T>(work: () => Promise<T> | T): Promise<T> {
    const turn = this.last.then(work);
    this.last = turn.catch(() => undefined);
    return turn;
  }
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
