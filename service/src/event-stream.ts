/** Server-sent events from an async iterator, with a heartbeat so that proxies keep the connection. */
import type { Context } from 'hono';
import { streamSSE, type SSEMessage } from 'hono/streaming';

export interface EventStreamOptions {
  /** Milliseconds between heartbeats. */
  heartbeat?: number;
}

/**
 * Answers with what `source` yields, until it ends or the client goes. `source` gets a signal that is aborted then.
 */
export function eventStream(
  context: Context,
  source: (signal: AbortSignal) => AsyncIterable<SSEMessage>,
  { heartbeat = 15_000 }: EventStreamOptions = {}
): Response {
  context.header('X-Accel-Buffering', 'no');
  return streamSSE(context, async stream => {
    const gone = new AbortController();
    stream.onAbort(() => gone.abort());
    // Says at once that the stream is open: a proxy sends the headers with the first byte.
    await stream.write(': open\n\n');
    const beat = setInterval(() => void stream.write(': beat\n\n'), heartbeat);
    try {
      for await (const message of source(gone.signal)) {
        if (gone.signal.aborted) return;
        await stream.writeSSE(message);
      }
    } catch (error) {
      console.error(error);
    } finally {
      clearInterval(beat);
    }
  });
}
