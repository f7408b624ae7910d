/**
 * The interrupt ladder. A main thread that answers is idle or awaiting: it ends its cell itself. One that does not is in
 * JavaScript: V8 is told to throw that off the stack, through the inspector, after which the message is answered. What
 * stays silent is in native code: nothing but patience helps, and the user is told so.
 */
import { Session } from 'node:inspector';
import { availableParallelism, loadavg } from 'node:os';
import type { ToMain } from '../channel/messages.js';
import { mainSchedule, starves } from './main-schedule.js';

export interface InterrupterOptions {
  send(message: ToMain): void;
  /** Tells the user. */
  say(sentence: string): void;
  /** Native code: it may be waiting for a child process, which can be interrupted. */
  interruptChildren(): void;
  /** The runs that the main thread has been told to begin and has not ended. */
  going(): number[];
  /** The main thread has no such run: it has told so, or the termination hit what would have begun or ended it. */
  over(run: number): void;
}

/**
 * How long an idle thread may take to answer once it has a processor; where that is not known, and others want them, too; and
 * one that stood still in the debugger and goes on only to end.
 */
const answerTime = { calm: 4, crowded: 25, unwinding: 250 };
/** How long it may want for a processor. */
const starvedTime = 500;
/** Between two attempts to stop a thread that does not answer. */
const retryTime = 40;
const childTime = 200;
const nativeTime = 2000;

export class Interrupter {
  private session: Session | undefined;
  private readonly answers = new Map<number, (alive: readonly number[]) => void>();
  private next = 1;
  private climbs = 0;
  private climbing: Promise<void> | undefined;

  constructor(private readonly options: InterrupterOptions) {}

  /**
   * Resolves when the main thread has answered, or is known to be in native code.
   *
   * @param now `terminated`: the debugger has already told V8 to throw what stood still off the stack; to tell it twice, when
   *   the first is not over, could hit Node's own code. `computes`: a cell is known to be on the stack.
   */
  interrupt(now: { terminated: boolean; computes: boolean }): Promise<void> {
    this.climbing ??= this.climb(now).finally(() => (this.climbing = undefined));
    return this.climbing;
  }

  /** Nothing may be sent to the main thread while a termination is under way: it could be the one that dies. */
  async settled(): Promise<void> {
    await this.climbing;
  }

  /** `alive`: the runs that go on. */
  answered(id: number, alive: readonly number[]): void {
    this.answers.get(id)?.(alive);
  }

  /** Node waits for inspector sessions when it exits. */
  close(): void {
    this.session?.disconnect();
    this.session = undefined;
  }

  private async climb({ terminated, computes }: { terminated: boolean; computes: boolean }): Promise<void> {
    this.climbs += 1;
    // One that is known to compute is not asked first.
    if ((terminated || !computes) && (await this.ask(terminated, firstPatience(terminated)))) return;
    const started = performance.now();
    let told = false;
    let passedOn = false;
    for (;;) {
      await this.terminate();
      // Asked again each time: the termination may have hit the very handler that would have answered.
      if (await this.ask(true, retryTime)) return;
      if (!passedOn && performance.now() - started > childTime) {
        passedOn = true;
        this.options.interruptChildren();
      }
      if (!told && performance.now() - started > nativeTime) {
        told = true;
        this.options.say(
          'The cell is blocked in native code, which cannot be interrupted; it ends when that code returns.\n'
        );
      }
    }
  }

  private async ask(terminated: boolean, patience: number): Promise<boolean> {
    const id = this.next++;
    // Messages keep their order: of these it has heard before, and told before it answers which of them it has ended.
    const told = this.options.going();
    const asked = performance.now();
    const schedule = mainSchedule();
    const answer = new Promise<boolean>(resolve => {
      let timer = setTimeout(late, patience);
      function late(): void {
        if (starves(schedule) && performance.now() - asked < starvedTime) timer = setTimeout(late, patience);
        else resolve(false);
      }
      this.answers.set(id, alive => {
        clearTimeout(timer);
        for (const run of told) if (!alive.includes(run)) this.options.over(run);
        resolve(true);
      });
    });
    this.options.send({ type: 'interrupt', id, climb: this.climbs, terminated });
    try {
      return await answer;
    } finally {
      this.answers.delete(id);
    }
  }

  /** The inspector answers once JavaScript is off the stack; native code makes it wait, so we do not wait long. */
  private async terminate(): Promise<void> {
    if (!this.session) {
      this.session = new Session();
      this.session.connectToMainThread();
    }
    const { session } = this;
    const patience = new Promise<void>(resolve => setTimeout(resolve, retryTime));
    const done = new Promise<void>(resolve => session.post('Runtime.terminateExecution', () => resolve()));
    await Promise.race([done, patience]);
  }
}

function firstPatience(terminated: boolean): number {
  const { calm, crowded, unwinding } = answerTime;
  if (terminated) return unwinding;
  return mainSchedule() === undefined && isCrowded() ? crowded : calm;
}

/** More work than processors: a thread that is silent may only be waiting for its turn. */
function isCrowded(): boolean {
  return (loadavg()[0] ?? 0) > availableParallelism();
}
