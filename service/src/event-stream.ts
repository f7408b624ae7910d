/** Server-sent events from an async iterator, with a heartbeat so that proxies keep the connection. */
import { setImmediate as turn } from 'node:timers/promises';
import type { Context } from 'hono';
import { streamSSE, type SSEMessage } from 'hono/streaming';

export interface EventStreamOptions {
  /** Milliseconds between heartbeats. */
  heartbeat?: number;
}

/** Characters after which the reader is waited for. */
const enough = 64 * 1024;

/**
 * Answers with what `source` yields, until it ends or the client goes. `source` gets a signal that is aborted then. Messages that
 * come together are sent together: a write for each costs more than all else.
 */
export function eventStream(
  context: Context,
  source: (signal: AbortSignal) => AsyncIterable<SSEMessage & { data: string }>,
  { heartbeat = 15_000 }: EventStreamOptions = {}
): Response {
  context.header('X-Accel-Buffering', 'no');
  return streamSSE(context, async stream => {
    const gone = new AbortController();
    stream.onAbort(() => gone.abort());
    // Says at once that the stream is open: a proxy sends the headers with the first byte.
    await stream.write(': open\n\n');
    const beat = setInterval(() => void stream.write(': beat\n\n'), heartbeat);
    let waiting = '';
    let sending: Promise<void> | undefined;
    const send = async (): Promise<void> => {
      await turn();
      const text = waiting;
      waiting = '';
      sending = undefined;
      await stream.write(text);
    };
    try {
      for await (const message of source(gone.signal)) {
        if (gone.signal.aborted) return;
        waiting += written(message);
        sending ??= send();
        if (waiting.length > enough) await sending;
      }
      await sending;
    } catch (error) {
      console.error(error);
    } finally {
      clearInterval(beat);
    }
  });
}

/** As the HTML standard writes an event: a line for each field, an empty one at the end. */
function written({ event, id, data }: SSEMessage & { data: string }): string {
  const lines = data.split(/\r\n|\r|\n/).map(line => `data: ${line}`);
  if (event !== undefined) lines.unshift(`event: ${event}`);
  if (id !== undefined) lines.push(`id: ${id}`);
  return `${lines.join('\n')}\n\n`;
}
