/**
 * Declaration files from outside that cells see, which may come, change and go while the kernel runs. They are handed to
 * the language server as open buffers, so that nobody has to watch a disk: whoever asks looks first.
 */
import { readFile, stat } from 'node:fs/promises';

export class DeclarationFiles {
  private readonly seen = new Map<string, string>();

  /** @param paths absolute; a file that is not there is an empty one */
  constructor(private readonly paths: readonly string[]) {}

  /** The files that are other than at the last call, by their name in the project; empty at first. */
  async changed(): Promise<{ file: string; text: string }[]> {
    const found = await Promise.all(
      this.paths.map(async (path, index) => {
        const mark = await markOf(path);
        if (mark === (this.seen.get(path) ?? absent)) return [];
        const text = await readFile(path, 'utf8').catch(() => '');
        this.seen.set(path, mark);
        return [{ file: bufferName(index), text }];
      })
    );
    return found.flat();
  }
}

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
