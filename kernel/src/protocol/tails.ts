/** Files that children of the cells write to while the main thread waits for their end: read as they grow. */
import { closeSync, openSync, readSync, rmSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';

/** Between two looks, in milliseconds. */
const lookTime = 30;

export class Tails {
  private readonly open = new Map<string, Tail>();

  constructor(private readonly print: (run: number, stream: 'stdout' | 'stderr', text: string) => void) {}

  /** `id` is the file's path. */
  begin(id: string, run: number, stream: 'stdout' | 'stderr'): void {
    this.open.set(id, new Tail(id, text => this.print(run, stream, text)));
  }

  /** Takes what is left: all has been written by now. */
  end(id: string): void {
    this.open.get(id)?.close();
    this.open.delete(id);
  }

  close(): void {
    for (const id of [...this.open.keys()]) this.end(id);
  }
}

class Tail {
  private readonly fd: number;
  private readonly timer: NodeJS.Timeout;
  private readonly decoder = new StringDecoder('utf8');
  private readonly buffer = Buffer.alloc(64 * 1024);
  private position = 0;

  constructor(
    file: string,
    private readonly print: (text: string) => void
  ) {
    this.fd = openSync(file, 'r');
    // Whoever has it open keeps it; nothing is left when we are killed.
    rmSync(file, { force: true });
    this.timer = setInterval(() => this.read(), lookTime);
  }

  close(): void {
    clearInterval(this.timer);
    this.read();
    const rest = this.decoder.end();
    if (rest !== '') this.print(rest);
    closeSync(this.fd);
  }

  private read(): void {
    for (;;) {
      const bytes = readSync(this.fd, this.buffer, 0, this.buffer.length, this.position);
      if (bytes === 0) return;
      this.position += bytes;
      const text = this.decoder.write(this.buffer.subarray(0, bytes));
      if (text !== '') this.print(text);
    }
  }
}
