/** The Chrome DevTools Protocol to the main thread's V8, as promises. Connected from the first request to `close`. */
import { type Debugger, Session } from 'node:inspector';
import { SondeError } from '@sonde/schema/error';

type Listener = (params: never) => void;

/** What an event of V8 brings with it. */
interface Events {
  'Debugger.scriptParsed': Debugger.ScriptParsedEventDataType;
  'Debugger.paused': Debugger.PausedEventDataType;
  'Debugger.resumed': undefined;
}

/** JavaScript that runs lets the inspector in; native code does not, and no answer may wait for it for ever. */
const usualPatience = 10_000;

export class Inspector {
  private session: Session | undefined;
  private readonly listeners: [event: string, listener: Listener][] = [];

  /** Kept across connections. */
  on<E extends keyof Events>(event: E, listener: (params: Events[E]) => void): void {
    this.listeners.push([event, listener]);
  }

  async post<T = object>(method: string, params: object = {}, patience = usualPatience): Promise<T> {
    const session = (this.session ??= this.connect());
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise<T>((resolve, reject) => {
        timer = setTimeout(() => reject(stuck(method)), patience);
        session.post(method, params, (error, result) => {
          if (error) reject(refusal(error));
          else resolve(result as T);
        });
      });
    } finally {
      clearTimeout(timer);
    }
  }

  /** Whatever was asked for ends with it: domains, breakpoints, a pause. */
  close(): void {
    this.session?.disconnect();
    this.session = undefined;
  }

  private connect(): Session {
    const session = new Session();
    session.connectToMainThread();
    for (const [event, listener] of this.listeners) {
      session.on(event, ({ params }: { params: never }) => listener(params));
    }
    return session;
  }
}

function stuck(method: string): SondeError {
  return new SondeError(
    'debugger-stuck',
    `The kernel did not answer ${method}: its thread is in native code`,
    {
      hint: 'Try again when that code has returned.'
    }
  );
}

/** Without the transport's words around it. */
function refusal(error: Error): Error {
  const { message } = error as { message: string };
  return new Error(/^Inspector error -?\d+: (.*)$/s.exec(message)?.[1] ?? message, { cause: error });
}
