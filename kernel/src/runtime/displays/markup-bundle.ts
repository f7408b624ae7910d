/** Elements of a document, of whichever library makes them: their markup, and the words in it. */
import type { MimeBundle } from '@sonde/schema/display';
import { oneLine } from './cell-text.js';
import { member } from './member.js';

export function markupBundle(value: object): MimeBundle | undefined {
  const markup = member(value, 'outerHTML');
  return typeof markup === 'string' ? htmlBundle(markup) : undefined;
}

/** How markup begins that is a picture. */
export const svgStart = /^\s*<svg[\s/>]/;

export function htmlBundle(markup: string): MimeBundle {
  const svg = svgStart.test(markup);
  return {
    'text/html': markup,
    // A picture stays where markup is not trusted; as a file it must say what it is.
    ...(svg && { 'image/svg+xml': named(markup) }),
    'text/plain': wordsOf(markup, svg ? 'SVG' : 'HTML')
  };
}

/** Also where a declaration or a comment stands before the element. */
export function svgBundle(markup: string): MimeBundle {
  const picture = svgStart.test(markup) ? named(markup) : markup;
  return { 'image/svg+xml': picture, 'text/plain': wordsOf(markup, 'SVG') };
}

function named(svg: string): string {
  return /^\s*<svg[^>]*\sxmlns=/.test(svg)
    ? svg
    : svg.replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg"');
}

const mostWords = 1000;

/** What a reader without the markup sees of it. */
export function wordsOf(markup: string, kind: string): string {
  const words = markup
    .slice(0, 100_000)
    .replace(/<(style|script)\b[\s\S]*?<\/\1\s*>/gi, '')
    .replace(/<(br|\/p|\/div|\/tr|\/li|\/h[1-6])\b[^>]*>/gi, '\n')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (_, name: string) => entities[name] ?? ' ')
    .split('\n')
    .map(line => line.replace(/\s+/g, ' ').trim())
    .filter(line => line !== '')
    .join('\n');
  if (words === '') return `<${kind}: ${oneLine(markup.trim(), 60)}>`;
  return words.length > mostWords ? `${words.slice(0, mostWords)}…` : words;
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' };
