/** Questions to the user: `await input()`, and `prompt()` for those who want the answer at once. */
import { receiveMessageOnPort, type MessagePort } from 'node:worker_threads';
import type { InputAnswer } from '../channel/messages.js';
import { SondeError } from '@sonde/schema/error';
import { KeyboardInterrupt } from './interrupt.js';
import type { Link } from './link.js';

export class Input {
  private readonly flag: Int32Array;
  private readonly waiting = new Map<number, (answer: InputAnswer) => void>();
  private next = 1;
  constructor(
    private readonly link: Link,
    flag: SharedArrayBuffer,
    private readonly answers: MessagePort,
    private readonly cell: () => { readonly allowStdin: boolean }
  ) {
    this.flag = new Int32Array(flag);
  }

  /** Does the front end of the running cell take questions? */
  get allowed(): boolean {
    return this.cell().allowStdin;
  }

  /** Asks without stopping the event loop. */
  ask(prompt = '', { password = false }: { password?: boolean } = {}): Promise<string> {
    const id = this.question(prompt, password, false);
    return new Promise((resolve, reject) => {
      this.waiting.set(id, answer => {
        this.waiting.delete(id);
        if ('value' in answer) resolve(answer.value);
        else reject(new KeyboardInterrupt());
      });
    });
  }

  /** Asks and waits: nothing else runs on this thread until the answer is there. */
  askNow(prompt = '', { password = false }: { password?: boolean } = {}): string {
    Atomics.store(this.flag, 0, 0);
    this.question(prompt, password, true);
    for (;;) {
      const received: { message: InputAnswer } | undefined = receiveMessageOnPort(this.answers);
      if (received) {
        if ('value' in received.message) return received.message.value;
        throw new KeyboardInterrupt();
      }
      Atomics.wait(this.flag, 0, 0, 200);
    }
  }

  /** As browsers have it: an empty answer means `otherwise`. */
  prompt(question = '', otherwise = ''): string {
    const hint = otherwise === '' ? '' : ` [${otherwise}]`;
    return this.askNow(`${question}${hint}`) || otherwise;
  }

  /** Yes is yes, whatever else is typed is no. */
  confirm(question = 'Are you sure?'): boolean {
    return /^\s*y(es)?\s*$/i.test(this.askNow(`${question} [y/N] `));
  }

  receive(id: number, answer: InputAnswer): void {
    this.waiting.get(id)?.(answer);
  }

  interrupt(): void {
    for (const answer of this.waiting.values()) answer({ interrupted: true });
  }

  private question(prompt: string, password: boolean, sync: boolean): number {
    if (!this.allowed) {
      throw new SondeError('input-refused', 'Cannot ask for input: this front end takes no questions', {
        hint: 'Run the cell in a notebook or a console, or pass the value in the code.'
      });
    }
    const id = this.next++;
    this.link.send({ type: 'input', run: this.link.run, id, prompt: prompt, password, sync });
    return id;
  }
}
