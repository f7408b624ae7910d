/** Which comms are open, and which of them the worker itself answers. */
import type { CommData } from '../channel/messages.js';

type Answer = (comm: CommData) => undefined;

export class CommTable {
  private readonly open = new Map<string, { target: string; answer?: Answer }>();

  add(id: string, target: string, answer?: Answer): void {
    this.open.set(id, { target, ...(answer && { answer }) });
  }

  /** Notes what the front end sent; returns who answers it, when that is not the main thread. */
  receive(comm: CommData): Answer | undefined {
    const answer = this.open.get(comm.id)?.answer;
    if (comm.event === 'open') this.add(comm.id, comm.target ?? '');
    if (comm.event === 'close') this.open.delete(comm.id);
    return answer;
  }

  /** Notes what the kernel sends. */
  send(comm: CommData): void {
    if (comm.event === 'open') this.add(comm.id, comm.target ?? '');
    if (comm.event === 'close') this.open.delete(comm.id);
  }

  /** The `comms` of a comm_info_reply. */
  info(target: unknown): Record<string, { target_name: string }> {
    const all = [...this.open].filter(
      ([, comm]) => typeof target !== 'string' || target === '' || comm.target === target
    );
    return Object.fromEntries(all.map(([id, comm]) => [id, { target_name: comm.target }]));
  }
}
