/** Questions that cells ask the user: each is open until it is answered, or the cell is interrupted. */
import type { InputAnswer, Shared, ToMain, ToWorker } from '../channel/messages.js';
import type { Publisher, Request } from './publisher.js';
import { textOf } from './text-of.js';
import type { Message } from './wire.js';

export class Questions {
  private readonly open: { id: number; sync: boolean; asked: string }[] = [];

  constructor(
    private readonly start: Pick<Shared, 'answers' | 'inputFlag'>,
    private readonly send: (message: ToMain) => void
  ) {}

  ask(
    publisher: Publisher,
    request: Request,
    { id, sync, prompt, password }: Extract<ToWorker, { type: 'input' }>
  ): void {
    const asked = publisher.ask('input_request', { prompt, password }, request.message);
    this.open.push({ id, sync, asked });
  }

  /** The answer says which question it is for; front ends that leave that out mean the oldest. */
  answer({ parent, content }: Message): void {
    const at = this.open.findIndex(one => one.asked === parent.msg_id);
    const [question] = this.open.splice(Math.max(0, at), 1);
    if (!question) return;
    const value = textOf(content.value);
    if (question.sync) this.wake({ value });
    else this.send({ type: 'input', id: question.id, answer: { value } });
  }

  /** The main thread ends those that it awaits itself. True: one that it stood still for has been ended here. */
  interrupt(): boolean {
    const stoodStill = this.open.splice(0).some(({ sync }) => sync);
    if (stoodStill) this.wake({ interrupted: true });
    return stoodStill;
  }

  private wake(answer: InputAnswer): void {
    const flag = new Int32Array(this.start.inputFlag);
    this.start.answers.postMessage(answer);
    Atomics.store(flag, 0, 1);
    Atomics.notify(flag, 0);
  }
}
