/** The notebook's own TypeScript files as they were loaded: where in them is what a stack frame says? */
import { isAbsolute, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { receiveMessageOnPort, type MessagePort } from 'node:worker_threads';
import type { LoadedFile } from '../channel/messages.js';
import { mappingOf } from '../cells/source-map.js';
import type { CellSource } from '../cells/traceback.js';

/** Of one file that is loaded again and again, the newest suffice. */
const mostKept = 1000;

export class FileSources {
  private port: MessagePort | undefined;
  /** Cells that are modules lie in a folder of their own, as if it was the notebook's. */
  private readonly folders: string[];
  private readonly sources = new Map<string, CellSource>();

  /** @param directory the notebook's folder */
  constructor(directory: string) {
    this.folders = [directory];
  }

  /** @param loaded where a {@link LoadedFile} arrives before its code runs */
  listen(loaded: MessagePort, cells: string): void {
    this.port = loaded;
    this.folders.push(cells);
  }

  find(url: string): CellSource | undefined {
    if (!this.port || !url.startsWith('file:')) return undefined;
    for (;;) {
      const waiting: { message: LoadedFile } | undefined = receiveMessageOnPort(this.port);
      if (!waiting) return this.sources.get(url);
      this.add(waiting.message);
    }
  }

  private add({ url, text, mappings }: LoadedFile): void {
    const path = fileURLToPath(url.replace(/\?.*$/, ''));
    const inside = this.folders
      .map(folder => relative(folder, path))
      .find(one => !/^\.\./.test(one) && !isAbsolute(one));
    this.sources.set(url, {
      label: inside ?? path,
      isFile: true,
      source: text,
      mapping: mappingOf(mappings)
    });
    const [oldest] = this.sources.keys();
    if (this.sources.size > mostKept && oldest !== undefined) this.sources.delete(oldest);
  }
}
