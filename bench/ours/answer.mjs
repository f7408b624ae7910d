// How our side speaks to bench/contender.mjs: a line when ready, then an answer for each question.
import { createInterface } from 'node:readline';

/**
 * @param {object} ready
 * @param {(question: any) => Promise<object>} answer
 */
export async function answerEach(ready, answer) {
  console.log(JSON.stringify(ready));
  for await (const line of createInterface({ input: process.stdin })) {
    console.log(JSON.stringify(await answer(JSON.parse(line))));
  }
  process.exit(0);
}

/** Milliseconds of each of `times` calls, after a few that do not count. */
export async function timed(times, action) {
  const all = [];
  for (let i = -2; i < times; i++) {
    const begun = performance.now();
    await action();
    if (i >= 0) all.push(performance.now() - begun);
  }
  return all;
}
