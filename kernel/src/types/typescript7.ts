/** The checker on TypeScript 7's native language server, in a process of its own. One request at a time: order matters. */
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { moduleName } from '../cells/module-cell.js';
import { parseCell, type ParsedCell } from '../cells/parse.js';
import type { KernelLanguage } from '../options.js';
import { Buffers } from './buffers.js';
import { CellModules, type At } from './cell-modules.js';
import type {
  CompletionDetails,
  Completions,
  Diagnostic,
  Hover,
  Place,
  Renaming,
  Signatures
} from '@sonde/schema/editor';
import type { Checker } from './checker.js';
import { bufferName, DeclarationFiles } from './declaration-files.js';
import { findDefinitions } from './definitions.js';
import { diagnose } from './diagnose.js';
import { LanguageServer } from './language-server.js';
import {
  completionsOf,
  hoverOf,
  type LspCompletionItem,
  type LspCompletionList,
  type LspHover
} from './lsp-answers.js';
import { detailsOf } from './lsp-details.js';
import { toBuffer } from './lsp-positions.js';
import { signaturesOf, type LspSignatureHelp } from './lsp-signatures.js';
import { wordBefore } from './names.js';
import type { NotebookCells } from './notebook-cells.js';
import { createTypeProject, globalsFile } from './project.js';
import { firstFiles, RanCells } from './ran-cells.js';
import { renameInNotebook } from './rename.js';
import { openAt, type Session } from './session.js';
import { Surroundings } from './surroundings.js';
import { serverPath } from './server-path.js';

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
  const server = new LanguageServer(serverPath(), ['--lsp', '-stdio'], project.folder, quiet);
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
        completion: { completionItem: { documentationFormat: ['markdown'], snippetSupport: false } },
        signatureHelp: {
          signatureInformation: { documentationFormat: ['markdown'], activeParameterSupport: true }
        },
        definition: { linkSupport: true },
        codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix'] } } }
      }
    }
  });
  server.notify('initialized', {});
  const buffers = new Buffers(server, project);
  const ran = new RanCells(server, project, buffers, language);
  const session = { server, project, buffers, modules: new CellModules(buffers, ran) };
  return new TypeScript7(session, ran, options);
}

/**
 * Whether names are offered that would have to be imported first. If so, the server looks through all packages for them,
 * again after every change, and is deaf meanwhile: only while somebody wants them.
 */
const quiet = { suggest: { autoImports: false } };
const offering = { suggest: { autoImports: true } };

/** Details are asked for one by one, half a millisecond each. */
const mostDetailed = 24;

/** Cells whose diagnostics are remembered. */
const rememberedChecks = 100;

class TypeScript7 implements Checker {
  private readonly types: readonly string[];
  private readonly language: KernelLanguage;
  private readonly given: DeclarationFiles;
  private readonly surroundings: Surroundings;
  private last: Promise<unknown> = Promise.resolve();
  /** By the whole text of the module, which says where each name comes from. */
  private readonly checked = new Map<string, Diagnostic[]>();
  /** The last completions of each buffer. */
  private readonly offered = new Map<string, { text: string; items: LspCompletionItem[] }>();

  constructor(
    private readonly session: Session,
    private readonly ran: RanCells,
    { directory, types, language }: CheckerOptions
  ) {
    this.types = types;
    this.language = language;
    this.surroundings = new Surroundings(directory, session.project.packages);
    this.given = new DeclarationFiles(types);
  }

  get alive(): boolean {
    return this.session.server.alive;
  }

  check(code: string, cell: ParsedCell, at?: At): Promise<Diagnostic[]> {
    this.given.mentioned(code);
    if (!at) return this.checkText(code, cell, this.session.modules.textOf(code, cell));
    return this.inTurn(() => this.withImports(() => diagnose(this.session, code, cell, at)));
  }

  run(code: string, cell: ParsedCell, { check = true }: { check?: boolean } = {}): Promise<Diagnostic[]> {
    this.given.mentioned(code);
    const module = moduleName(code);
    if (module !== undefined) return this.inTurn(() => this.addModule(module, code, cell));
    const { modules } = this.session;
    const text = modules.textOf(code, cell);
    const diagnostics = check ? this.checkText(code, cell, text) : Promise.resolve([]);
    const before = this.ran.added;
    modules.run(code, cell, text);
    // The server is told when nobody waits.
    if (this.ran.added > before) void this.inTurn(() => undefined).catch(() => undefined);
    return diagnostics;
  }

  /** Of a text that stands on nothing but cells that have run. */
  private async checkText(code: string, cell: ParsedCell, text: string): Promise<Diagnostic[]> {
    const known = this.checked.get(text);
    const { added } = this.ran;
    if (known && !this.surroundings.changed && (await this.given.same())) return known;
    return this.inTurn(async () => {
      // In the draft's buffer: the program stays the same but for one file.
      const diagnostics = await diagnose(this.session, code, cell, undefined, text);
      this.checked.set(text, diagnostics);
      const [oldest] = this.checked.keys();
      if (this.checked.size > rememberedChecks && oldest !== undefined) this.checked.delete(oldest);
      return diagnostics;
    }, added);
  }

  /** A cell that is a module sees no other cells, and is seen by its name. */
  private async addModule(name: string, code: string, { language }: ParsedCell): Promise<Diagnostic[]> {
    const file = `${name}.${language}`;
    // The server looks for no buffers in folders that are not there.
    await mkdir(dirname(join(this.session.project.folder, file)), { recursive: true });
    this.session.buffers.set(file, code);
    this.checked.clear();
    return [];
  }

  complete(code: string, offset: number, at?: At, imports = false): Promise<Completions> {
    this.given.mentioned(code);
    return this.inTurn(async () => {
      const { server, modules, project, buffers } = this.session;
      const file = modules.open(code, this.parse(code), at, { beginning: wordBefore(code, offset) });
      const ask = () =>
        server.request<LspCompletionList | null>('textDocument/completion', {
          textDocument: { uri: project.uri(file) },
          position: toBuffer(code, offset),
          context: { triggerKind: 1 }
        });
      const list = await (imports ? this.withImports(ask) : ask());
      if (!imports) return completionsOf(await this.detailed(list, code, offset), code, offset);
      this.offered.set(file, { text: buffers.text(file), items: list?.items ?? [] });
      return completionsOf(list, code, offset, true);
    });
  }

  describe(
    { text, module }: { text: string; module?: string },
    code: string,
    at: At
  ): Promise<CompletionDetails | undefined> {
    return this.inTurn(async () => {
      const { server, modules, buffers } = this.session;
      const file = modules.fileOf(at, this.parse(code));
      const offered = this.offered.get(file);
      const item = offered?.items.find(
        one =>
          (one.textEdit?.newText ?? one.insertText ?? one.label) === text &&
          one.data?.autoImport?.moduleSpecifier === module
      );
      if (!offered || !item) return undefined;
      buffers.set(file, offered.text);
      const details = detailsOf(
        await server.request<LspCompletionItem>('completionItem/resolve', item),
        code
      );
      return module === undefined ? details : { ...details, markdown: await this.imported(text, module) };
    });
  }

  hover(code: string, offset: number, at?: At): Promise<Hover | undefined> {
    return this.inTurn(async () => {
      const params = openAt(this.session, { code, cell: this.parse(code), offset, ...(at && { at }) });
      return hoverOf(await this.session.server.request<LspHover | null>('textDocument/hover', params));
    });
  }

  signatures(code: string, offset: number, at?: At): Promise<Signatures | undefined> {
    return this.inTurn(async () => {
      const params = openAt(this.session, { code, cell: this.parse(code), offset, ...(at && { at }) });
      return signaturesOf(
        await this.session.server.request<LspSignatureHelp | null>('textDocument/signatureHelp', params)
      );
    });
  }

  definitions(code: string, offset: number, at: At): Promise<Place[]> {
    return this.inTurn(() =>
      findDefinitions(this.session, { code, offset, at }, buffer => {
        const index = this.types.findIndex((_, index) => bufferName(index) === buffer);
        return buffer === globalsFile ? join(this.session.project.folder, buffer) : this.types[index];
      })
    );
  }

  rename(code: string, offset: number, to: string, at: At): Promise<Renaming> {
    return this.inTurn(() => renameInNotebook(this.session, { code, offset, to, at }));
  }

  forget(notebook: NotebookCells): void {
    void this.inTurn(() => this.session.modules.prune(notebook)).catch(() => undefined);
  }

  async close(): Promise<void> {
    this.surroundings.close();
    this.session.server.close();
    await this.session.project.remove();
  }

  /** What a module's name is: asked of a text that imports it, because nothing is said of it before. */
  private async imported(name: string, module: string): Promise<string> {
    const text = `import { ${name} } from '${module}';\n${name}`;
    const params = openAt(this.session, { code: text, cell: this.parse(text), offset: text.length - 1 });
    const hover = hoverOf(
      await this.session.server.request<LspHover | null>('textDocument/hover', params)
    )?.markdown.trim();
    return [hover, `Imported from \`${module}\``].filter(Boolean).join('\n\n');
  }

  /** Those of what is offered that begin as what is typed, with types and documentation, unless they are many. */
  private async detailed(
    list: LspCompletionList | null,
    code: string,
    offset: number
  ): Promise<LspCompletionList | null> {
    const typed = wordBefore(code, offset).toLowerCase();
    const begins = ({ label }: LspCompletionItem) => label.toLowerCase().startsWith(typed);
    if (!list || list.items.filter(begins).length > mostDetailed) return list;
    const ask = async (item: LspCompletionItem) =>
      begins(item)
        ? this.session.server.request<LspCompletionItem>('completionItem/resolve', item).catch(() => item)
        : item;
    return { items: await Promise.all(list.items.map(ask)) };
  }

  private parse(code: string): ParsedCell {
    return parseCell(code, this.language);
  }

  /** Asks with names on offer that would have to be imported first. */
  private async withImports<T>(ask: () => Promise<T>): Promise<T> {
    this.session.server.configure(offering);
    try {
      return await ask();
    } finally {
      this.session.server.configure(quiet);
    }
  }

  /** What was given from outside may have changed since the last question. */
  private async refresh(): Promise<void> {
    const changes = this.surroundings.take();
    if (changes.length > 0) {
      this.session.server.notify('workspace/didChangeWatchedFiles', { changes });
      this.checked.clear();
    }
    for (const { file, text } of await this.given.changed()) {
      this.session.buffers.set(file, text);
      this.checked.clear();
    }
  }

  /** `ran`: how many of the cells that have run the question is about; all, when it is not said. */
  private inTurn<T>(work: () => Promise<T> | T, ran = Infinity): Promise<T> {
    const turn = this.last
      .then(() => this.refresh())
      .then(() => this.ran.tell(ran))
      .then(work);
    this.last = turn.catch(() => undefined);
    return turn;
  }
}
