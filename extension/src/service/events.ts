/** Reads server-sent events from a response body, and keeps reading when the connection breaks. */
import { SondeError } from '@sonde/schema';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { toNetworkError } from './problem.js';
import { wait, type Wait } from './wait.js';

/** Yields each event of a stream; ends when the stream ends. */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<EventSourceMessage> {
  const ready: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: event => ready.push(event) });
  const decoder = new TextDecoder();
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      parser.feed(decoder.decode(value, { stream: true }));
      yield* ready.splice(0);
    }
  } finally {
    // Leaving early must also end the request; a stream that broke has nothing left to cancel.
    await reader.cancel().catch(() => undefined);
  }
}

export type Followed =
  | { kind: 'open' }
  | { kind: 'event'; event: EventSourceMessage }
  /** The connection is gone; the next attempt comes in `retryIn` milliseconds. */
  | { kind: 'lost'; error: SondeError; retryIn: number };

export interface FollowOptions {
  signal: AbortSignal;
  wait?: Wait;
  /** Milliseconds before the attempts to reconnect; the last one repeats. A connection that opens starts over. */
  delays?: readonly number[];
}

/**
 * Follows a stream for as long as `signal` lives. `open` gets the id of the last event seen, so that the stream can
 * resume after it.
 */
export async function* follow(
  open: (lastId: string | undefined, signal: AbortSignal) => Promise<ReadableStream<Uint8Array>>,
  options: FollowOptions
): AsyncGenerator<Followed> {
  const { signal, delays = [500, 1000, 2000, 5000, 10_000] } = options;
  let lastId: string | undefined;
  let failures = 0;
  while (!signal.aborted) {
    let error: SondeError;
    try {
      const body = await open(lastId, signal);
      failures = 0;
      yield { kind: 'open' };
      for await (const event of readEvents(body)) {
        if (event.id !== undefined) lastId = event.id;
        yield { kind: 'event', event };
      }
      error = new SondeError('stream-ended', 'The Sonde service closed the connection');
    } catch (thrown) {
      if (signal.aborted) return;
      error = thrown instanceof SondeError ? thrown : toNetworkError(thrown);
    }
    const retryIn = delays[Math.min(failures, delays.length - 1)] ?? 0;
    failures += 1;
    yield { kind: 'lost', error, retryIn };
    try {
      await (options.wait ?? wait)(retryIn, signal);
    } catch (thrown) {
      if (!signal.aborted) throw thrown;
    }
  }
}
