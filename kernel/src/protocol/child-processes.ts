/** The children of the cells, as the worker knows them: it ends them with the kernel, also when the cells' thread is stuck. */
export class ChildProcesses {
  private readonly alive = new Set<number>();
  /** The signal that the group has got comes back to us, too. */
  private returning = false;

  note(pid: number, alive: boolean): void {
    if (alive) this.alive.add(pid);
    else this.alive.delete(pid);
  }

  /** As Ctrl-C in a terminal does; ours is a group of its own under Jupyter. */
  interrupt(): void {
    if (leadsGroup()) this.returning = signal(-process.pid, 'SIGINT');
    else for (const pid of this.alive) signal(pid, 'SIGINT');
  }

  /** Is the SIGINT that this process has got the one that {@link interrupt} sent? */
  isOurs(): boolean {
    const ours = this.returning;
    this.returning = false;
    return ours;
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
