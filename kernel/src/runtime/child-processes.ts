/**
 * Child processes of the cells: what they would write to the kernel's own output goes to the cell that started them, and
 * they end with the kernel unless they were started `detached`.
 */
import type * as ChildProcesses from 'node:child_process';
import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { StreamName } from '../channel/ring.js';
import { redirect } from './child-stdio.js';
import type { Link } from './link.js';
import { uniqueId } from './unique-id.js';

// Loaded with the first cell, not with the kernel: Node's module brings half of its network with it.
const require = createRequire(import.meta.url);

/** Returns what ends the output of children that were waited for by code that has been terminated. */
export function captureChildren(link: Link): () => void {
  const childProcess = require('node:child_process') as typeof ChildProcesses;
  const waiting = new Waiting(link);
  // All that do not wait go through here: spawn, exec, execFile and fork.
  const prototype = childProcess.ChildProcess.prototype as unknown as Internals;
  const { spawn } = prototype;
  prototype.spawn = function (options) {
    const { stdio, captured } = redirect(options.stdio, () => 'pipe');
    const answer = spawn.call(
      this,
      captured.length > 0 || stdio !== options.stdio ? { ...options, stdio } : options
    );
    const { run } = link;
    for (const { index, stream } of captured) {
      const pipe = this.stdio?.[index] as Readable | null | undefined;
      pipe?.setEncoding('utf8').on('data', (text: string) => link.print(stream, text, run));
      // As for anyone who asked to inherit.
      if (this.stdio) this.stdio[index] = null;
      if (index === 1) this.stdout = null;
      if (index === 2) this.stderr = null;
    }
    const { pid } = this;
    if (pid !== undefined && options.detached !== true) {
      link.send({ type: 'child', pid, alive: true });
      this.once('exit', () => link.send({ type: 'child', pid, alive: false }));
    }
    return answer;
  };
  for (const name of ['spawnSync', 'execFileSync', 'execSync'] as const) {
    const original = childProcess[name] as (...args: unknown[]) => unknown;
    const patched = (...args: unknown[]) => waiting.run(original, args);
    Object.defineProperty(patched, 'name', { value: name });
    Object.assign(childProcess, { [name]: patched });
  }
  syncBuiltinESMExports();
  return () => waiting.end();
}

interface Internals {
  spawn(this: Child, options: Omit<SpawnOptions, 'stdio'> & { stdio?: unknown }): unknown;
}

type Child = Omit<ChildProcess, 'stdio' | 'stdout' | 'stderr'> & {
  stdio?: unknown[];
  stdout: unknown;
  stderr: unknown;
};

/**
 * This thread sleeps until the child has ended, so the child writes to a file, and the protocol worker reads that as it
 * grows.
 */
class Waiting {
  private readonly files: { fd: number; id: string }[] = [];

  constructor(private readonly link: Link) {}

  run(original: (...args: unknown[]) => unknown, args: unknown[]): unknown {
    const at = args.findLastIndex(one => typeof one === 'object' && one !== null && !Array.isArray(one));
    const options = args[at] as { stdio?: unknown; input?: unknown } | undefined;
    const empty = options?.input === undefined ? 'ignore' : 'pipe';
    const { stdio } = redirect(options?.stdio, stream => this.open(stream), empty);
    if (stdio === options?.stdio) return original(...args);
    try {
      return original(...args.with(at, { ...options, stdio }));
    } finally {
      // A termination comes past here: whoever interrupts does it then.
      this.end();
    }
  }

  end(): void {
    for (const { fd, id } of this.files.splice(0)) {
      closeSync(fd);
      this.link.send({ type: 'tailed', id });
    }
  }

  private open(stream: StreamName): number {
    const { link } = this;
    const id = join(tmpdir(), `sonde-child-${uniqueId()}`);
    const fd = openSync(id, 'ax', 0o600);
    this.files.push({ fd, id });
    link.send({ type: 'tail', id, run: link.run, stream });
    return fd;
  }
}
