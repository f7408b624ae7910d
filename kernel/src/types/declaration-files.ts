/**
 * Declaration files from outside that cells see, which may come, change and go while the kernel runs. They are handed to
 * the language server as open buffers, so that nobody has to watch a disk: whoever asks looks first. A file that adds to a
 * package waits until a cell mentions the package: with it come all the package's own types, and they cost time and memory.
 */
import { readFile, stat } from 'node:fs/promises';

export class DeclarationFiles {
  private readonly seen = new Map<string, string>();
  /** Files that wait, and the packages that they add to. */
  private readonly waiting = new Map<string, { text: string; packages: string[] }>();
  /** All short texts in quotes that cells have: the names of packages are among them. */
  private readonly quoted = new Set<string>();

  /** @param paths absolute; a file that is not there is an empty one */
  constructor(private readonly paths: readonly string[]) {}

  /** None is other than at the last call of `changed`. */
  async same(): Promise<boolean> {
    const marks = await Promise.all(this.paths.map(markOf));
    return marks.every((mark, index) => mark === (this.seen.get(this.paths[index] ?? '') ?? absent));
  }

  /** A cell's text: the packages that it mentions matter from now on. */
  mentioned(code: string): void {
    if (this.quoted.size > mostQuoted) return;
    for (const match of code.matchAll(/(['"])([^'"\n]{1,100})\1/g)) this.quoted.add(match[2] ?? '');
  }

  /** The files that are other than at the last call, by their name in the project; empty at first. */
  async changed(): Promise<{ file: string; text: string }[]> {
    const found = await Promise.all(
      this.paths.map(async (path, index) => {
        const mark = await markOf(path);
        if (mark !== (this.seen.get(path) ?? absent)) {
          const text = await readFile(path, 'utf8').catch(() => '');
          this.seen.set(path, mark);
          this.waiting.set(path, { text, packages: packagesIn(text) });
        }
        const { text, packages } = this.waiting.get(path) ?? {};
        if (text === undefined || packages === undefined) return [];
        if (packages.length > 0 && !packages.some(name => this.quoted.has(name))) return [];
        this.waiting.delete(path);
        return [{ file: bufferName(index), text }];
      })
    );
    return found.flat();
  }
}

function packagesIn(text: string): string[] {
  return [...text.matchAll(/declare module (['"])([^'"]+)\1/g)].map(match => match[2] ?? '');
}

const mostQuoted = 10_000;

/** What the file at `index` is called among the buffers. */
export function bufferName(index: number): string {
  return `given${index}.d.ts`;
}

const absent = 'absent';

/** Other for every content: a file that is replaced is another file, one that is written has another time. */
async function markOf(path: string): Promise<string> {
  return stat(path, { bigint: true }).then(
    ({ ino, size, mtimeNs }) => `${ino}:${size}:${mtimeNs}`,
    () => absent
  );
}
