/** Writes JSDoc from other people's text: nothing in it can end the comment, start a tag, or become markup. */

/** A comment of `lines` (already safe, see {@link docLines}) and a line break; nothing when there is nothing to say. */
export function docComment(lines: readonly string[], indent: string): string {
  if (lines.length === 0) return '';
  if (lines.length === 1) return `${indent}/** ${lines[0]!} */\n`;
  return `${indent}/**\n${lines.map(line => `${indent} * ${line}\n`).join('')}${indent} */\n`;
}

/** `text` as the lines of a comment, one for each of its paragraphs. What Markdown or JSDoc would act on is escaped. */
export function docLines(text: string): string[] {
  return text
    .split(/\n\s*\n/)
    .map(paragraph =>
      paragraph
        // Line breaks of all kinds, and characters that nobody can see.
        .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
        .trim()
        .replace(/[\\`@<]/g, '\\$&')
        .replaceAll('*/', '*\\/')
    )
    .filter(line => line !== '');
}
