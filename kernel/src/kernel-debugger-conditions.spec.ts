/** Breakpoints that stop sometimes: in a loop, again and again, after steps, and when a front end tells them anew. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { KernelClient, printed, result } from './testing/client.js';
import { DebugClient } from './testing/debug-client.js';

let kernel: KernelClient;
let debug: DebugClient;

beforeAll(async () => {
  kernel = await KernelClient.start();
  debug = new DebugClient(kernel);
});
beforeEach(() => debug.attach());
afterEach(async () => {
  await debug.ask('disconnect');
});
afterAll(() => kernel.close());

const loop = `let total = 0;
for (let i = 0; i < 10; i++) {
  total += i;
}
total`;
const line = 3;
/** The same with everything on one line: where it stops is told by the column. */
const short = 'let sum = 0;\nfor (let i = 0; i < 10; i++) { sum += i; }\nsum';

/** The values of `i` at which a run stops, until it is over. `at` is done at each stop. */
async function stops(
  run: Promise<unknown>,
  at: (i: string) => Promise<unknown> | undefined = () => undefined
): Promise<string[]> {
  const seen: string[] = [];
  while (await debug.stopsIn(run)) {
    const i = await debug.evaluate('i');
    seen.push(i);
    await at(i);
    await debug.continue();
  }
  return seen;
}

const all = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

test('a condition holds in every run of a cell', async () => {
  await debug.breakpoints(loop, [{ line, condition: 'i === 4' }]);
  for (let round = 0; round < 5; round++) {
    const run = kernel.execute(loop);
    expect(await stops(run)).toEqual(['4']);
    expect(result(await run)).toBe('45');
  }
});

test('a condition holds after steps, which stop where they lead', async () => {
  await debug.breakpoints(loop, [{ line, condition: 'i === 4 || i === 7' }]);
  const run = kernel.execute(loop);
  const stepped: string[] = [];
  const at = async (i: string): Promise<void> => {
    if (i !== '4') return;
    for (let step = 0; step < 3; step++) {
      const where = await debug.step('next');
      stepped.push(`${where.split(':').at(-1)} ${await debug.evaluate('typeof i === "number" && i')}`);
    }
  };
  expect(await stops(run, at)).toEqual(['4', '7']);
  expect(stepped).toEqual(['2 4', '3 5', '2 5']);
});

test('a front end that tells the same condition again and again changes nothing', async () => {
  const wanted = [{ line, condition: 'i === 4' }];
  await debug.breakpoints(loop, wanted);
  const run = kernel.execute(loop);
  expect(await stops(run, () => debug.breakpoints(loop, wanted))).toEqual(['4']);
});

test('a breakpoint without its condition stops at each turn, with it again at one', async () => {
  await debug.breakpoints(loop, [{ line, condition: 'i === 4' }]);
  let run = kernel.execute(loop);
  expect(
    await stops(run, i => {
      if (i === '4') return debug.breakpoints(loop, [{ line }]);
      if (i === '6') return debug.breakpoints(loop, [{ line, condition: 'i === 8' }]);
      return undefined;
    })
  ).toEqual(['4', '5', '6', '8']);
  await debug.breakpoints(loop, [{ line }]);
  run = kernel.execute(loop);
  expect(await stops(run)).toEqual(all);
  await debug.breakpoints(loop, [{ line, condition: 'i === 4' }]);
  run = kernel.execute(loop);
  expect(await stops(run)).toEqual(['4']);
});

test('a breakpoint that is replaced at the moment at which the program comes to it', async () => {
  // Native code lets nobody in: V8 hears of the new breakpoint only when it stands at the old one.
  const slow = `const letters = 'a'.repeat(2 ** 25);
let found = 0;
for (let i = 0; i < 6; i++) {
  for (let again = 0; again < 1; again++) letters.indexOf('ab');
  found += i;
}
found`;
  await debug.breakpoints(slow, [{ line: 5 }]);
  const run = kernel.execute(slow);
  const seen = await stops(run, i => {
    if (i === '0') setTimeout(() => void debug.breakpoints(slow, [{ line: 5, condition: 'i === 4' }]), 20);
    return undefined;
  });
  expect(seen).toEqual(['0', '4']);
});

test.each([
  ['5', all.slice(4)],
  ['== 5', ['4']],
  ['% 4', ['3', '7']],
  ['< 3', ['0', '1']]
])('the number of hits %s, anew in each run that it is told before', async (hitCondition, expected) => {
  for (let round = 0; round < 2; round++) {
    await debug.breakpoints(loop, []);
    await debug.breakpoints(loop, [{ line, hitCondition }]);
    expect(await stops(kernel.execute(loop))).toEqual(expected);
  }
});

test('on one line, the column says which part', async () => {
  const [point] = await debug.breakpoints(short, [{ line: 2, column: 32, condition: 'i === 4' }]);
  expect(point).toMatchObject({ verified: true, line: 2, column: 32 });
  const run = kernel.execute(short);
  expect(await stops(run)).toEqual(['4']);
  await debug.breakpoints(short, [{ line: 2, condition: 'i === 4' }]);
  // Without one it is where the line begins, once and before the first turn.
  expect(await stops(kernel.execute(short))).toEqual([]);
});

test('a message is printed at each turn, or at those that its condition names, and nothing stops', async () => {
  await debug.breakpoints(loop, [{ line, logMessage: 'i = {i}' }]);
  let run = kernel.execute(loop);
  expect(await stops(run)).toEqual([]);
  expect(printed(await run)).toBe(all.map(i => `i = ${i}\n`).join(''));
  await debug.breakpoints(loop, [{ line, logMessage: 'i = {i}', condition: 'i === 4' }]);
  run = kernel.execute(loop);
  expect(await stops(run)).toEqual([]);
  expect(printed(await run)).toBe('i = 4\n');
});
