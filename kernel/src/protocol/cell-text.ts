/**
 * Everything about the text of cells: parser, rewriter, tracebacks. Loaded with the first cell; a kernel that starts does not
 * wait for it.
 */
export type CellTools = typeof import('../cells/index.js');

export class CellText {
  private loaded: CellTools | undefined;

  /** Undefined until it was loaded. */
  get now(): CellTools | undefined {
    return this.loaded;
  }

  async load(): Promise<CellTools> {
    return (this.loaded ??= await import('../cells/index.js'));
  }
}
