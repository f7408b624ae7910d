/** Tells from the name of a file which kinds of input it can be, for the search by example. */
import { typesOfFile, type ValueType } from '@sonde/schema';

/** A file that the modules shown must accept. */
export interface ExampleFile {
  name: string;
  types: readonly ValueType[];
}

export function exampleFile(path: string): ExampleFile {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf(':')) + 1);
  return { name, types: typesOfFile(name) };
}
