/** Tells from the name of a file which kinds of input it can be, for the search by example. */
import type { ValueType } from '@sonde/schema';

/** A file that the modules shown must accept. */
export interface ExampleFile {
  name: string;
  types: readonly ValueType[];
}

export function exampleFile(path: string): ExampleFile {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf(':')) + 1);
  const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  return { name, types: typesByEnding.get(ending) ?? [] };
}

const typesByEnding = new Map<string, readonly ValueType[]>();
for (const [endings, types] of [
  ['png jpg jpeg jpe gif webp avif bmp tif tiff svg heic', ['image']],
  ['wav mp3 flac ogg oga opus m4a aac', ['audio']],
  ['txt md rst log tex html ts js py', ['text']],
  // A table may be one, may hold rows, and may be a value over time.
  ['csv tsv', ['table', 'row', 'series']],
  ['json', ['row', 'json', 'series', 'tensor']],
  ['npy npz', ['tensor']]
] as const) {
  for (const ending of endings.split(' ')) typesByEnding.set(ending, types);
}
