/**
 * The queues of cells: the main shell's, and one for each subshell (JEP 91), whose cells run beside the main shell's on the
 * same event loop. A message says by its header's `subshell_id` which one it is for.
 */
import { randomUUID } from 'node:crypto';
import type { Request } from './publisher.js';

/** Runs its cells one after another. */
export interface Shell {
  readonly queue: Request[];
  working: boolean;
}

export class Subshells {
  private readonly shells = new Map<string, Shell>();
  private readonly main: Shell = { queue: [], working: false };

  create(): { status: 'ok'; subshell_id: string } {
    const id = randomUUID();
    this.shells.set(id, { queue: [], working: false });
    return { status: 'ok', subshell_id: id };
  }

  list(): { status: 'ok'; subshell_id: string[] } {
    return { status: 'ok', subshell_id: [...this.shells.keys()] };
  }

  /** A cell that runs there goes on to its end. Returns the ones that waited for it. */
  delete(id: unknown): Request[] {
    const shell = this.shells.get(String(id));
    if (!shell) throw new Error(unknown(id));
    this.shells.delete(String(id));
    return shell.queue.splice(0);
  }

  /** Throws a sentence where there is none. */
  of({ message: { header } }: Request): Shell {
    const id = header['subshell_id'];
    if (id === undefined || id === null) return this.main;
    const shell = typeof id === 'string' ? this.shells.get(id) : undefined;
    if (!shell) throw new Error(unknown(id));
    return shell;
  }

  isMain(shell: Shell): boolean {
    return shell === this.main;
  }
}

function unknown(id: unknown): string {
  return `There is no subshell ${JSON.stringify(id)}: it has been deleted, or belongs to another kernel. Ask for one with create_subshell_request.`;
}
