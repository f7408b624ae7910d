/** What cells leave behind: timers and promises that end, or fail, when another cell runs. */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { KernelClient, printed, result } from './testing/client.js';

jest.setTimeout(60_000);

let kernel: KernelClient;

beforeAll(async () => {
  kernel = await KernelClient.start({
    files: { 'fail.js': 'export const fail = async () => { await 1; throw new Error("in a package") }' }
  });
});

afterAll(() => kernel.close());

/** Runs one cell, then another that waits until the first one's background has come to `done()`. */
async function after(code: string) {
  const first = await kernel.execute(
    `var done = () => {}; var over = new Promise<void>(r => { done = r });\nvar go = () => {}; var begun = new Promise<void>(r => { go = r });\n${code}; 1`
  );
  const second = await kernel.execute(
    'go(); await over; await new Promise(r => setTimeout(r, 10)); console.log("second")'
  );
  const parentOf = (matches: (content: Record<string, unknown>) => boolean) =>
    kernel.iopub.filter(one => matches(one.content)).at(-1)?.parent.msg_id;
  return { first, second, parentOf };
}

const waits =
  'const timer = setInterval(() => { if (!started) return; clearInterval(timer); work() }, 1); let started = false; begun.then(() => { started = true });';

describe('what a timer prints', () => {
  it.each([
    ['console.log', 'console.log("tick")'],
    ['process.stdout', 'process.stdout.write("tick\\n")']
  ])('with %s is output of the cell that started it', async (_name, print) => {
    const { first, second, parentOf } = await after(`const work = () => { ${print}; done() }; ${waits}`);
    expect(printed(second)).toBe('second\n');
    expect(parentOf(({ text }) => text === 'tick\n')).toBe(first.id);
  });

  it('shows there too', async () => {
    const { first, parentOf } = await after(
      `const work = () => { display({ 'text/plain': 'shown' }); done() }; ${waits}`
    );
    expect(
      parentOf(({ data }) => (data as Record<string, unknown> | undefined)?.['text/plain'] === 'shown')
    ).toBe(first.id);
  });
});

describe('an error', () => {
  it.each([
    ['of a timer', `const work = () => { done(); throw new Error('mine') }; ${waits}`],
    ['of a timer, that is no error', `const work = () => { done(); throw 'mine' }; ${waits}`],
    ['of a promise', `begun.then(() => { done(); throw new Error('mine') })`],
    ['of an asynchronous function', `(async () => { await begun; done(); throw new Error('mine') })()`],
    [
      'of a package that it called',
      `import { fail } from './fail.js'; (async () => { await begun; done(); await fail() })()`
    ]
  ])('%s is shown under the cell that left it behind', async (_name, code) => {
    const { first, second, parentOf } = await after(code);
    expect(second.reply.content.status).toBe('ok');
    expect(second.outputs.some(one => one.header.msg_type === 'error')).toBe(false);
    await kernel.until(() =>
      kernel.iopub.some(one => one.header.msg_type === 'error' && one.parent.msg_id === first.id)
    );
    expect(parentOf(({ ename }) => ename !== undefined)).toBe(first.id);
  });

  it('of a function that another cell called is shown under that one', async () => {
    await kernel.execute(
      'async function later() { await new Promise(r => setTimeout(r, 1)); throw new Error("theirs") }'
    );
    const second = await kernel.execute('later(); await new Promise(r => setTimeout(r, 100))');
    expect(second.outputs.some(one => one.content.evalue === 'theirs')).toBe(true);
  });
});

describe('timers', () => {
  it('are what they were otherwise', async () => {
    const code = `import { promisify } from 'node:util'; import { setTimeout as imported } from 'node:timers'; import { setTimeout as sleep } from 'node:timers/promises';
      const said: unknown[] = [imported === setTimeout, setTimeout.name, setTimeout.length];
      said.push(await promisify(setTimeout)(1, 'value'), await sleep(1, 'slept'));
      await new Promise<void>(r => { const t = setTimeout(function (this: unknown, a: number, b: number) { said.push(this === t, a + b); r() }, 1, 2, 3) });
      try { (setTimeout as any)('x') } catch (error) { said.push((error as any).code) }
      JSON.stringify(said)`;
    expect(result(await kernel.execute(code))).toBe(
      `'[true,"setTimeout",${setTimeout.length},"value","slept",true,5,"ERR_INVALID_ARG_TYPE"]'`
    );
  });

  it('that are interrupted leave the next cell its output', async () => {
    const running = kernel.execute(
      'setTimeout(() => { console.log("in"); for (;;); }, 1); await new Promise(() => {})'
    );
    await kernel.until(() => kernel.iopub.at(-1)?.content.text === 'in\n');
    await kernel.request('control', 'interrupt_request', {});
    expect((await running).reply.content.ename).toBe('KeyboardInterrupt');
    expect(printed(await kernel.execute('console.log("next")'))).toBe('next\n');
  });
});
