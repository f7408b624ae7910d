import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import type { JobChange, Jobs } from '@sonde/toolkit';
import { JobFeed } from './job-feed.js';

const gone = (id: string): JobChange => ({ kind: 'gone', id });
beforeEach(() => {
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => {
  jest.restoreAllMocks();
});

/** Jobs whose changes are these, one look after the other; `undefined` is a look that fails. */
function looks(...each: (JobChange[] | undefined)[]) {
  const fail = { now: () => {} };
  const stopped = jest.fn();
  let looked = 0;
  const jobs = {
    async *changes({ signal }: { signal: AbortSignal }): AsyncGenerator<JobChange> {
      const changes = each[looked];
      looked += 1;
      if (!changes) throw new Error('The disk is away');
      yield* changes;
      await new Promise<void>((resolve, reject) => {
        fail.now = () => reject(new Error('The disk is away'));
        signal.addEventListener('abort', () => {
          stopped();
          resolve();
        });
      });
    }
  } as unknown as Jobs;
  return { feed: new JobFeed(jobs), fail, stopped };
}

it('ends all listeners when it cannot look any more, and looks again for the next', async () => {
  const { feed, fail } = looks([{ kind: 'watching' }, gone('a')], [{ kind: 'watching' }, gone('b')]);
  const listeners = [await feed.listen(), await feed.listen()];
  const told = listeners.map(async listener => {
    const ids: string[] = [];
    for await (const change of feed.changes(listener, new AbortController().signal))
      if (change.kind === 'gone') ids.push(change.id);
    return ids;
  });
  await new Promise(resolve => setTimeout(resolve, 10));
  fail.now();
  expect(await Promise.all(told)).toEqual([['a'], ['a']]);

  const again = new AbortController();
  for await (const change of feed.changes(await feed.listen(), again.signal)) {
    expect(change).toEqual(gone('b'));
    again.abort();
  }
});

it('tells whoever begins to listen that it cannot look, and keeps nothing of them', async () => {
  const { feed, stopped } = looks(undefined, [{ kind: 'watching' }, gone('a')]);
  await expect(feed.listen()).rejects.toThrow('The disk is away');
  const signal = new AbortController();
  for await (const change of feed.changes(await feed.listen(), signal.signal)) {
    expect(change).toEqual(gone('a'));
    signal.abort();
  }
  // With the last listener the look ends, too.
  expect(stopped).toHaveBeenCalledTimes(1);
});
