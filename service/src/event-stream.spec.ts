import { describe, expect, it, jest } from '@jest/globals';
import { isFinal, paths, type JobRecord, type Problem } from '@sonde/schema';
import { runningService } from './testing/running-service.js';

const service = runningService();

/** A server-sent event, or a comment. */
interface Sent {
  id?: string;
  event?: string;
  data?: string;
  comment?: string;
}

/** Reads an event stream until `enough` says so, or it ends. */
async function stream(
  path: string,
  enough: (sent: Sent) => boolean = () => false,
  headers: Record<string, string> = {}
): Promise<Sent[]> {
  const response = await service.ask(path, { headers: { Accept: 'text/event-stream', ...headers } });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  const all: Sent[] = [];
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk, { stream: true });
    const parts = text.split('\n\n');
    text = parts.pop() ?? '';
    for (const part of parts) {
      const sent: Record<string, string> = {};
      for (const line of part.split('\n')) {
        const at = line.indexOf(':');
        sent[line.slice(0, at) || 'comment'] = line.slice(at + 1).trimStart();
      }
      all.push(sent);
      if (enough(sent)) return all; // leaving the loop closes the connection
    }
  }
  return all;
}

describe('event streams', () => {
  it('of a job give each line with its number, to the final event, and resume after a line', async () => {
    const { id } = await service.submit({ epochs: 5, pause: 10 });
    const all = (await stream(paths.jobEvents(id))).filter(sent => sent.data);
    expect(all.map(sent => Number(sent.id))).toEqual(all.map((_, index) => index + 1));
    expect(JSON.parse(all.at(-1)?.data ?? '')).toMatchObject({ kind: 'state', state: 'succeeded' });
    const cut = 4;
    expect((await stream(`${paths.jobEvents(id)}?from=${cut}`)).filter(sent => sent.data)).toEqual(
      all.slice(cut)
    );
    const resumed = await stream(paths.jobEvents(id), undefined, { 'Last-Event-ID': String(cut) });
    expect(resumed.filter(sent => sent.data)).toEqual(all.slice(cut));
    const wrong = await service.ask(`${paths.jobEvents(id)}?from=-1`);
    expect([wrong.status, ((await wrong.json()) as Problem).fields]).toEqual([
      422,
      { from: ['it must be a whole number of 0 or more'] }
    ]);
  });

  it('of all jobs tell each record when it changes', async () => {
    const states: string[] = [];
    const watched = stream(paths.jobsStream, sent => {
      if (sent.event !== 'job') return false;
      const record = JSON.parse(sent.data ?? '') as JobRecord;
      if (record.title !== 'watched') return false;
      states.push(record.state);
      return isFinal(record.state);
    });
    await service.post(paths.jobs, {
      kind: 'train',
      module: 'count',
      data: service.data,
      title: 'watched',
      args: { epochs: 40, pause: 50 }
    });
    await watched;
    expect(states).toContain('running');
    expect(states.at(-1)).toBe('succeeded');
  });

  it('of all jobs reach every listener, and cost one look at the disk', async () => {
    const look = jest.spyOn(service.jobs, 'changes');
    const titles = ['first', 'second', 'third'];
    const all = titles.map(() => {
      const seen = new Set<string>();
      return stream(paths.jobsStream, sent => {
        if (sent.event === 'job') seen.add((JSON.parse(sent.data ?? '') as JobRecord).title);
        return titles.every(title => seen.has(title));
      });
    });
    for (const title of titles)
      await service.post(paths.jobs, { kind: 'train', module: 'count', data: service.data, title });
    await Promise.all(all);
    expect(look.mock.calls.length).toBeLessThanOrEqual(1); // none, when the look of the test before goes on
    look.mockRestore();
  });

  it('beat while nothing happens', async () => {
    const { id } = await service.submit({ epochs: 2, pause: 400 });
    const sent = await stream(paths.jobEvents(id));
    expect(sent[0]).toEqual({ comment: 'open' });
    expect(sent.filter(one => one.comment === 'beat').length).toBeGreaterThan(3);
  });

  it('end, and leave the service well, when the client goes', async () => {
    const { id } = await service.submit({ epochs: 1000, pause: 20 });
    for (let client = 0; client < 20; client++) {
      await stream(paths.jobEvents(id), sent => sent.id === '5');
      await stream(paths.jobsStream, sent => sent.event === 'job');
    }
    expect(await service.json<JobRecord>(paths.jobCancel(id), { method: 'POST' })).toMatchObject({
      state: 'cancelled'
    });
  });
});
