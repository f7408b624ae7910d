/** Completion and inspection requests. Their cursors count Unicode code points; JavaScript counts UTF-16 units. */
import type { At } from '../types/cell-modules.js';
import type { NotebookCells } from '../types/notebook-cells.js';
import type { TypeGuard } from './type-guard.js';
import { textOf } from './text-of.js';

type Content = Record<string, unknown>;

export class Editor {
  /** What front ends have open and tell us of; a request names no cell, but its text does. */
  readonly notebooks = new Set<NotebookCells>();

  /** `declaration`: the statement with which a cell declared a name. */
  constructor(
    private readonly types: TypeGuard,
    private readonly declaration: (name: string) => string | undefined = () => undefined
  ) {}

  async complete({ code, cursor_pos }: Content): Promise<Content> {
    const text = textOf(code);
    const cursor = typeof cursor_pos === 'number' ? cursor_pos : codePoints(text);
    const found = await (
      await this.types.upToDate()
    )?.complete(text, utf16Offset(text, cursor), this.placeOf(text));
    const start = found ? codePoints(text.slice(0, found.start)) : cursor;
    const end = found ? codePoints(text.slice(0, found.end)) : cursor;
    const items = found?.items ?? [];
    return {
      status: 'ok',
      matches: items.map(one => one.text),
      cursor_start: start,
      cursor_end: end,
      metadata: { _jupyter_types_experimental: items.map(one => ({ ...one, start, end })) }
    };
  }

  async inspect({ code, cursor_pos, detail_level }: Content): Promise<Content> {
    const text = textOf(code);
    const cursor = typeof cursor_pos === 'number' ? cursor_pos : codePoints(text);
    const data = await this.describe(text, utf16Offset(text, cursor), Number(detail_level ?? 0));
    return { status: 'ok', found: data !== undefined, data: data ?? {}, metadata: {} };
  }

  /** What is known of the name at or before `offset`; detail 1 tells all, detail 0 only the first paragraph. */
  async describe(text: string, offset: number, detail: number): Promise<Content | undefined> {
    const checker = await this.types.upToDate();
    const at = wordOffset(text, offset);
    const found = at === undefined ? undefined : await checker?.hover(text, at, this.placeOf(text));
    // The type of what there is not.
    const hover = found && plain(found.markdown) === 'any' ? undefined : found;
    const source = detail > 0 && at !== undefined ? this.declaration(nameAt(text, at)) : undefined;
    if (!hover && !source) return undefined;
    const markdown = hover ? (detail > 0 ? hover.markdown : brief(hover.markdown)) : '';
    if (!source) return { 'text/plain': plain(markdown), 'text/markdown': markdown };
    return {
      'text/plain': `${plain(markdown)}\n\nSource:\n${source}`.trimStart(),
      'text/markdown': `${markdown}\n\n\`\`\`typescript\n${source}\n\`\`\``.trimStart()
    };
  }

  private placeOf(text: string): At | undefined {
    for (const notebook of this.notebooks) {
      const cell = notebook.holding(text);
      if (cell) return { notebook, cell: cell.id };
    }
    return undefined;
  }
}

export function utf16Offset(text: string, points: number): number {
  let offset = 0;
  for (let left = points; left > 0 && offset < text.length; left--) {
    offset += (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
  }
  return offset;
}

export function codePoints(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; count++) at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  return count;
}

/** A cursor inside or right behind a name means that name; one among the arguments of a call, what is called. */
function wordOffset(text: string, offset: number): number | undefined {
  if (/[\w$]/.test(text[offset] ?? '')) return offset;
  const before = /([\w$])[\s(]*$/.exec(text.slice(0, offset));
  return before ? before.index : calledOffset(text, offset);
}

/** The end of the name before the innermost bracket that is open at `offset`. */
function calledOffset(text: string, offset: number): number | undefined {
  let closed = 0;
  for (let at = offset - 1; at >= 0; at--) {
    const character = text.charAt(at);
    if (/[)\]}]/.test(character)) closed++;
    else if (/[([{]/.test(character) && --closed < 0)
      return character === '(' && /[\w$]/.test(text[at - 1] ?? '') ? at - 1 : undefined;
  }
  return undefined;
}

/** The name around an offset; none where it is a member, which no cell declares. */
function nameAt(text: string, offset: number): string {
  const start = offset - (/[\p{L}\p{N}$_]*$/u.exec(text.slice(0, offset))?.[0].length ?? 0);
  if (text[start - 1] === '.') return '';
  return /^[\p{L}\p{N}$_]+/u.exec(text.slice(start))?.[0] ?? '';
}

/** Signature, first paragraph and default. */
function brief(markdown: string): string {
  const fence = markdown.indexOf('```', 3);
  const end = fence < 0 ? -1 : markdown.indexOf('\n\n', fence + 4);
  if (end < 0) return markdown;
  const byDefault = /\n\*@default(?:Value)?\* — .*/.exec(markdown.slice(end))?.[0] ?? '';
  return `${markdown.slice(0, end)}${byDefault && `\n${byDefault}`}`;
}

function plain(markdown: string): string {
  return markdown
    .replace(/```\w*\n?/g, '')
    .replace(/\*([^*\n]+)\*/g, '$1')
    .replace(/\\([\\`@<*/])/g, '$1')
    .trim();
}
