/** The children of the cells, as the worker knows them: it ends them with the kernel, also when the cells' thread is stuck. */
export class ChildProcesses {
  private readonly alive = new Set<number>();

  note(pid: number, alive: boolean): void {
    if (alive) this.alive.add(pid);
    else this.alive.delete(pid);
  }

  /** As Ctrl-C in a terminal does; ours is a group of its own under Jupyter, and we do not mind SIGINT. */
  interrupt(): void {
    if (leadsGroup()) signal(-process.pid, 'SIGINT');
    else for (const pid of this.alive) signal(pid, 'SIGINT');
  }

  /** Asks them to end; and all that they have started, where we lead a group of our own, as Jupyter has us do. */
  end(): void {
    for (const pid of this.alive) signal(pid, 'SIGTERM');
    // Our own thread listens to SIGTERM, and knows already.
    if (leadsGroup()) signal(-process.pid, 'SIGTERM');
  }
}

/** Ends this process now, and its group where it has one of its own. */
export function endGroup(): void {
  if (leadsGroup()) signal(-process.pid, 'SIGKILL');
  signal(process.pid, 'SIGKILL');
}

/** The group of our number exists only when we made it. */
function leadsGroup(): boolean {
  return process.platform !== 'win32' && signal(-process.pid, 0);
}

function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    // It has ended meanwhile.
    return false;
  }
}
