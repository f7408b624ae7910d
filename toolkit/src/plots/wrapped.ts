/** Breaks text into lines of so many columns, at blanks where there are any, and remembers where each line starts. */
export interface Line {
  /** UTF-16 offset in the whole text. */
  start: number;
  text: string;
}

export function wrapped(text: string, columns: number): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const paragraph of text.split('\n')) {
    let from = 0;
    do {
      const length = fitting(paragraph, from, columns);
      const line = paragraph.slice(from, from + length).replace(/\r$/, '');
      lines.push({ start: start + from, text: line.replaceAll('\t', ' ') });
      from += Math.max(1, length);
    } while (from < paragraph.length);
    start += paragraph.length + 1;
  }
  return lines;
}

/** Columns that the text takes in a monospace font: East Asian characters and emoji take two, marks none. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += columnsOfOne(character);
  return columns;
}

function columnsOfOne(character: string): number {
  if (/^(\p{Mn}|\p{Me}|\p{Cf}|\ufe0f)$/u.test(character)) return 0;
  return /^(\p{sc=Han}|\p{sc=Hangul}|\p{sc=Hiragana}|\p{sc=Katakana}|[\u3000-\u303f\uff00-\uff60]|\p{Emoji_Presentation})$/u.test(
    character
  )
    ? 2
    : 1;
}

/** How many UTF-16 units of the text from `from` on fit into a line. */
function fitting(text: string, from: number, columns: number): number {
  let [used, length, blank] = [0, 0, 0];
  for (const character of text.slice(from, from + columns * 2)) {
    used += columnsOfOne(character);
    if (used > columns) return blank > 0 ? blank : length;
    length += character.length;
    if (character === ' ') blank = length;
  }
  return length;
}
