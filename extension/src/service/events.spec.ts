/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import { SondeError } from '@sonde/schema';
import { follow, readEvents, type Followed } from './events.js';

/** A body that arrives in these pieces. */
function body(...pieces: (string | Uint8Array | Error)[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    pull(controller) {
      const piece = pieces.shift();
      if (piece === undefined) controller.close();
      else if (piece instanceof Error) controller.error(piece);
      else controller.enqueue(typeof piece === 'string' ? new TextEncoder().encode(piece) : piece);
    }
  });
}

describe('readEvents', () => {
  it('reads events that are cut anywhere, even inside a character', async () => {
    const bytes = new TextEncoder().encode(
      'id: 7\nevent: job\ndata: {"title":"Größe"}\n\n: ping\n\ndata: a\ndata: b\n\n'
    );
    const pieces = Array.from(bytes, byte => Uint8Array.of(byte));
    const events = [];
    for await (const event of readEvents(body(...pieces))) events.push(event);
    expect(events).toEqual([
      { id: '7', event: 'job', data: '{"title":"Größe"}' },
      { id: undefined, event: undefined, data: 'a\nb' }
    ]);
  });

  it('drops an event that the end of the stream cut off', async () => {
    const events = [];
    for await (const event of readEvents(body('data: whole\n\ndata: ha'))) events.push(event.data);
    expect(events).toEqual(['whole']);
  });

  it('ends the request when its reader leaves early', async () => {
    let cancelled = false;
    const stream = new ReadableStream<Uint8Array>({
      pull: controller => controller.enqueue(new TextEncoder().encode('data: x\n\n')),
      cancel: () => {
        cancelled = true;
      }
    });
    for await (const event of readEvents(stream)) {
      expect(event.data).toBe('x');
      break;
    }
    expect(cancelled).toBe(true);
  });
});

describe('follow', () => {
  /** Follows streams that open one after the other; stops after the last. */
  async function steps(opened: (ReadableStream<Uint8Array> | Error)[]) {
    const stop = new AbortController();
    const asked: (string | undefined)[] = [];
    const waited: number[] = [];
    const seen: Followed[] = [];
    const open = (lastId: string | undefined) => {
      asked.push(lastId);
      const next = opened.shift();
      if (next === undefined) stop.abort();
      return next instanceof ReadableStream
        ? Promise.resolve(next)
        : Promise.reject(next ?? new Error('done'));
    };
    const wait = (ms: number) => {
      waited.push(ms);
      return Promise.resolve();
    };
    for await (const step of follow(open, { signal: stop.signal, wait, delays: [1, 2, 4] })) seen.push(step);
    return { asked, waited, kinds: seen.map(step => step.kind), seen };
  }

  it('resumes after the last event it has seen', async () => {
    const { asked, kinds } = await steps([
      body('id: 4\ndata: x\n\nid: 5\ndata: y\n\n', new TypeError('network')),
      body('id: 6\ndata: z\n\n')
    ]);
    expect(asked).toEqual([undefined, '5', '6']);
    expect(kinds).toEqual(['open', 'event', 'event', 'lost', 'open', 'event', 'lost']);
  });

  it('waits longer after each failure, and starts over once a connection opens', async () => {
    const down = () => new SondeError('service-down', 'The service is down');
    const { waited } = await steps([down(), down(), down(), down(), body('data: x\n\n'), down()]);
    expect(waited).toEqual([1, 2, 4, 4, 1, 2]);
  });

  it('tells why the connection is lost', async () => {
    const { seen } = await steps([new SondeError('service-down', 'The service is down'), body()]);
    expect(seen[0]).toMatchObject({ kind: 'lost', error: { code: 'service-down' }, retryIn: 1 });
    expect(seen[2]).toMatchObject({ kind: 'lost', error: { code: 'stream-ended' } });
  });

  it('ends quietly when it is told to stop', async () => {
    const stop = new AbortController();
    const open = (_: string | undefined, signal: AbortSignal) =>
      Promise.resolve(
        new ReadableStream<Uint8Array>({
          start: controller => signal.addEventListener('abort', () => controller.error(signal.reason))
        })
      );
    const seen: string[] = [];
    for await (const step of follow(open, { signal: stop.signal })) {
      seen.push(step.kind);
      stop.abort();
    }
    expect(seen).toEqual(['open']);
  });
});
