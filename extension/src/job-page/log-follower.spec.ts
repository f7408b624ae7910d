/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import type { LogPart } from '@sonde/schema';
import type { LogQuery } from '../service/client.js';
import { LogFollower } from './log-follower.js';
import { linesOf } from './log-window.js';

const part = (from: number, text: string, more: Partial<LogPart> = {}): LogPart => ({
  from,
  to: from + text.length,
  size: from + text.length,
  text,
  ended: false,
  ...more
});

/** Follows a service that gives these answers, to the end of the job. */
async function follow(answers: (LogPart | Error)[]) {
  const asked: LogQuery[] = [];
  const client = {
    logPart: (_id: string, { from, most, wait }: LogQuery = {}) => {
      asked.push({ from, most, wait });
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
  follower.dispose();
  return { lines: linesOf(follower.window), asked, errors };
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

  it('takes a log up at its end when that has run far ahead', async () => {
    const far = 10_000_000;
    const { lines, asked } = await follow([part(0, 'a\n', { size: far }), part(far, 'z\n', { ended: true })]);
    expect(asked[1]?.from).toBeUndefined();
    expect(lines).toEqual(['z']);
  });
});
