/** The texts that the language server has open. It is told only what changes. */
import type { LanguageServer } from './language-server.js';
import type { TypeProject } from './project.js';

export class Buffers {
  private readonly open = new Map<string, { version: number; text: string }>();

  constructor(
    private readonly server: Pick<LanguageServer, 'notify'>,
    private readonly project: Pick<TypeProject, 'uri'>
  ) {}

  text(file: string): string {
    return this.open.get(file)?.text ?? '';
  }

  set(file: string, text: string): void {
    const before = this.open.get(file);
    if (before?.text === text) return;
    const uri = this.project.uri(file);
    const version = (before?.version ?? 0) + 1;
    this.open.set(file, { version, text });
    if (before) {
      const textDocument = { uri, version };
      this.server.notify('textDocument/didChange', { textDocument, contentChanges: [{ text }] });
    } else {
      const languageId = languageIds[/\.(\w+)$/.exec(file)?.[1] ?? ''] ?? 'typescript';
      this.server.notify('textDocument/didOpen', { textDocument: { uri, languageId, version, text } });
    }
  }

  close(file: string): void {
    if (!this.open.delete(file)) return;
    this.server.notify('textDocument/didClose', { textDocument: { uri: this.project.uri(file) } });
  }
}

const languageIds: Readonly<Record<string, string>> = {
  ts: 'typescript',
  tsx: 'typescriptreact',
  js: 'javascript',
  jsx: 'javascriptreact'
};
