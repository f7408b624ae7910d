/** Reads what a user passes as input: a text, several, or the path of a text file or of a CSV file with a column of texts. */
import { SondeError, endingOf } from '@sonde/schema';
import { readTable, readText, type Table } from '@sonde/toolkit';

/** A text, texts, or the path or URL of a .txt, .md, .csv or .tsv file. */
export type TextsSource = string | readonly string[] | URL;

/** Beyond this a text is a book: a chapter of it tells as much. */
const longestText = 1_000_000;

export async function readTexts(source: TextsSource): Promise<string[]> {
  const texts = await given(source);
  if (texts.length === 0) throw new SondeError('input-empty', 'No text was given; one or more were wanted');
  texts.forEach((text, i) => check(text, texts.length > 1 ? `Text ${i + 1}` : 'The text'));
  return texts;
}

async function given(source: TextsSource): Promise<string[]> {
  if (source instanceof URL || (typeof source === 'string' && isPath(source))) return fromFile(source);
  const texts = Array.isArray(source) ? (source as unknown[]) : [source];
  const wrong = texts.find(text => typeof text !== 'string');
  if (wrong !== undefined || texts.includes(undefined)) {
    throw new SondeError('input-wrong', `A text was wanted, not ${JSON.stringify(wrong) ?? typeof wrong}`, {
      hint: 'Pass a string, a list of strings, or the path of a .txt or .csv file.'
    });
  }
  return texts as string[];
}

/** Endings of what is taken for a path; any other string is a text. */
export const textFiles: readonly string[] = ['txt', 'md', 'csv', 'tsv'];

function isPath(text: string): boolean {
  const line = text.trim();
  return line.length <= 1000 && !line.includes('\n') && textFiles.includes(endingOf(line));
}

async function fromFile(path: string | URL): Promise<string[]> {
  const name = String(path);
  if (/\.(csv|tsv)$/i.test(name)) {
    const table = await readTable(path);
    const column = textColumn(table);
    return table.column(column).map(cell => (cell === null ? '' : String(cell)));
  }
  return [
    await readText(path).catch((error: unknown) => {
      if (!(error instanceof SondeError) || error.code !== 'file-missing') throw error;
      throw new SondeError(error.code, error.message, {
        cause: error,
        hint: `${error.hint ?? ''} A text that ends like a file name is taken for a path; put it into a list to have it read as it is.`
      });
    })
  ];
}

/** Name of the column with the longest texts. */
export function textColumn(table: Table): string {
  const columns = table.columns.filter(column => column.type === 'text');
  const lengths = columns.map(({ name }) => ({
    name,
    length: table.column(name).reduce<number>((sum, cell) => sum + String(cell ?? '').length, 0)
  }));
  const longest = lengths.reduce((most, one) => (one.length > most.length ? one : most), {
    name: '',
    length: 0
  });
  if (longest.name) return longest.name;
  throw new SondeError('data-no-text', `"${table.source}" has no column of texts, only numbers`, {
    hint: `Its columns are ${table.columns.map(column => column.name).join(', ')}.`
  });
}

function check(text: string, what: string): void {
  if (text.length > longestText) {
    throw new SondeError(
      'text-long',
      `${what} has ${text.length.toLocaleString('en')} characters; at most ${longestText.toLocaleString('en')} were wanted`,
      { hint: 'Pass a part of it, or a list of its paragraphs.' }
    );
  }
  if (/[\p{L}\p{N}]/u.test(text)) return;
  const shown = text.trim() === '' ? 'is empty' : `holds no word: "${text.trim().slice(0, 40)}"`;
  throw new SondeError('text-empty', `${what} ${shown}`, { hint: 'Pass a few words or more.' });
}
