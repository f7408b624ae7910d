/** Which files can be read as which kind of input, by how their names end: for searches, dialogs and the code of cells. */
import type { PortInfo, ValueType } from './module.js';

/** What the toolkit's readers take; toolkit/src/data/readable-files.spec.ts holds them to it. */
export const fileEndings: Partial<Record<ValueType, readonly string[]>> = {
  image: ['png', 'jpg', 'jpeg', 'jpe', 'gif', 'webp', 'avif', 'tif', 'tiff', 'svg'],
  audio: ['wav', 'mp3', 'flac', 'ogg', 'oga', 'opus'],
  // Any file of text is one; these are those that people have.
  text: ['txt', 'md', 'rst', 'log', 'tex', 'html', 'csv', 'tsv', 'json', 'ts', 'js', 'py'],
  // A table may be one, may hold rows, and may be values over time.
  table: ['csv', 'tsv'],
  row: ['csv', 'tsv', 'json'],
  series: ['csv', 'tsv']
};

/** In small letters, without the dot; empty where there is none. */
export function endingOf(name: string): string {
  return /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
}

/** The kinds of input that a file of this name can be. */
export function typesOfFile(name: string): ValueType[] {
  const ending = endingOf(name);
  return Object.entries(fileEndings).flatMap(([type, endings]) =>
    endings.includes(ending) ? [type as ValueType] : []
  );
}

/** False for a module that would take the path of this file for the text itself. */
export function takesPath({ type, files = [] }: Pick<PortInfo, 'type' | 'files'>, path: string): boolean {
  return type !== 'text' || files.includes(endingOf(path));
}
