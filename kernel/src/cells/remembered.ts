/** Parsing and rewriting with a memory: most cells are typed, checked, run and run again with the same text. */
import type { ParsedCell } from './parse.js';
import { rewriteCell, type RewrittenCell, type RewriteOptions } from './rewrite.js';

/** Texts that are remembered. */
const most = 50;

export class RememberedRewrites {
  private readonly scripts = new Map<string, { rewritten: RewrittenCell; shadowed: number }>();

  async rewrite(source: string, cell: ParsedCell, options: RewriteOptions): Promise<RewrittenCell> {
    const before = this.scripts.get(source);
    // Names are only ever added, so what introduced none before introduces none now.
    if (before?.shadowed === options.shadowed.size) return before.rewritten;
    const rewritten = await rewriteCell(source, cell, options);
    // The awaits of a script carry the number of its run.
    if (rewritten.async || rewritten.introduces.length > 0) return rewritten;
    const shadowed = new Set([...options.shadowed, ...rewritten.shadows]).size;
    this.scripts.set(source, { rewritten, shadowed });
    const [oldest] = this.scripts.keys();
    if (this.scripts.size > most && oldest !== undefined) this.scripts.delete(oldest);
    return rewritten;
  }
}
