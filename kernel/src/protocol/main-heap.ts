/** How much the main thread's heap holds, asked through the inspector: it answers in the middle of a loop. */
import { Session } from 'node:inspector';

export class MainHeap {
  private session: Session | undefined;
  private closed = false;

  /** In bytes. Waits as long as native code runs. */
  used(): Promise<number> {
    if (this.closed) return Promise.resolve(0);
    if (!this.session) {
      this.session = new Session();
      this.session.connectToMainThread();
    }
    const { session } = this;
    return new Promise(resolve => {
      session.post('Runtime.getHeapUsage', (error, usage) => {
        // An inspector that is being closed: nobody needs the number any more.
        resolve(error ? 0 : (usage as { usedSize: number }).usedSize);
      });
    });
  }

  /** Node waits for inspector sessions when it exits. */
  close(): void {
    this.closed = true;
    this.session?.disconnect();
    this.session = undefined;
  }
}
