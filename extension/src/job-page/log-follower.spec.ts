/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import type { LogPart } from '@sonde/schema';
import type { LogQuery } from '../service/client.js';
import { LogFollower } from './log-follower.js';
import { countOf, linesOf } from './log-window.js';

const part = (from: number, text: string, more: Partial<LogPart> = {}): LogPart => ({
  from,
  to: from + text.length,
  size: from + text.length,
  text,
  ended: false,
  ...more
});

/** Follows a service that gives these answers, to the end of the job. */
async function follow(answers: (LogPart | Error)[], later: (LogPart | Error)[] = []) {
  const asked: LogQuery[] = [];
  const client = {
    logPart: (_id: string, { from, most, seen, wait }: LogQuery = {}) => {
      asked.push({ from, most, seen, wait });
      const answer = answers.shift() ?? new Error('asked too often');
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    }
  };
  const follower = new LogFollower('j', client, () => Promise.resolve());
  const errors: string[] = [];
  await new Promise<void>(resolve => {
    follower.changed.connect(() => {
      if (follower.error) errors.push(follower.error.message);
      if (follower.window.ended) resolve();
    });
    follower.start();
  });
  await new Promise(resolve => setTimeout(resolve));
  const lines = linesOf(follower.window);
  if (later.length > 0) answers.push(...later);
  else follower.dispose();
  return { lines, asked, errors, follower };
}

describe('a log that is followed', () => {
  it('begins with its end, goes on where it was, and stops with the job', async () => {
    const { lines, asked } = await follow([
      part(0, 'a\n'),
      part(2, ''),
      part(2, 'b\n'),
      part(4, '', { ended: true })
    ]);
    expect(lines).toEqual(['a', 'b']);
    expect(asked.map(({ from }) => from)).toEqual([undefined, 2, 2, 4]);
    expect(asked[1]?.wait).toBeGreaterThan(1000);
  });

  it('says what is wrong and tries again from where it was', async () => {
    const { lines, errors } = await follow([
      part(0, 'a\n'),
      new Error('The service is away'),
      part(2, 'b\n', { ended: true })
    ]);
    expect(errors).toEqual(['The service is away']);
    expect(lines).toEqual(['a', 'b']);
  });

  it('shows a line while it is being written', async () => {
    const { lines, asked } = await follow([
      part(0, 'a\n', { size: 6, rest: '10%\r' }),
      part(2, '', { size: 10, rest: '20%\r' }),
      part(2, '10%\r20%\rdone\n', { ended: true })
    ]);
    expect(lines).toEqual(['a', '10%\r20%\rdone']);
    expect(asked.map(({ seen }) => seen)).toEqual([undefined, 6, 10]);
  });

  it('says why there are no earlier lines, and forgets that when it is asked again', async () => {
    const answers = [part(8, 'c\n', { ended: true }), new Error('The service is away'), part(4, 'b\n')];
    const { follower } = await follow(answers.slice(0, 1), answers.slice(1));
    await follower.loadEarlier();
    expect([follower.error, follower.earlierError?.message]).toEqual([undefined, 'The service is away']);
    await follower.loadEarlier();
    expect(follower.earlierError).toBeUndefined();
    expect(linesOf(follower.window)).toEqual(['b', 'c']);
    follower.dispose();
  });

  it('drops nothing while somebody reads, and leaves for later what would be too much', async () => {
    const lines = (n: number) => 'x\n'.repeat(n);
    const parts = [0, 1, 2, 3].map(n => part(n * 8000, lines(4000)));
    const follower = new LogFollower('j', { logPart: () => Promise.resolve(parts.shift() ?? end) });
    const end = part(32_000, '', { ended: true });
    follower.still = true;
    follower.start();
    await new Promise(resolve => setTimeout(resolve, 20));
    expect([countOf(follower.window), follower.waits, parts.length]).toEqual([12_000, true, 1]);
    follower.still = false;
    await new Promise(resolve => setTimeout(resolve, 20));
    expect([countOf(follower.window), follower.waits, parts.length]).toEqual([5000, false, 0]);
    follower.dispose();
  });

  it('takes a log up at its end when that has run far ahead', async () => {
    const far = 10_000_000;
    const { lines, asked } = await follow([part(0, 'a\n', { size: far }), part(far, 'z\n', { ended: true })]);
    expect(asked[1]?.from).toBeUndefined();
    expect(lines).toEqual(['z']);
  });
});
