/** Completion and inspection requests. Their cursors count Unicode code points; JavaScript counts UTF-16 units. */
import type { TypeGuard } from './type-guard.js';
import { textOf } from './text-of.js';

type Content = Record<string, unknown>;

export class Editor {
  constructor(private readonly types: TypeGuard) {}

  async complete({ code, cursor_pos }: Content): Promise<Content> {
    const text = textOf(code);
    const cursor = typeof cursor_pos === 'number' ? cursor_pos : codePoints(text);
    const found = await (await this.types.upToDate())?.complete(text, utf16Offset(text, cursor));
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
    const hover = at === undefined ? undefined : await checker?.hover(text, at);
    if (!hover) return undefined;
    const markdown = detail > 0 ? hover.markdown : brief(hover.markdown);
    return { 'text/plain': plain(markdown), 'text/markdown': markdown };
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

/** A cursor inside or right behind a name, or behind `name(`, means that name. */
function wordOffset(text: string, offset: number): number | undefined {
  if (/[\w$]/.test(text[offset] ?? '')) return offset;
  const before = /([\w$])[\s(]*$/.exec(text.slice(0, offset));
  return before ? before.index : undefined;
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
