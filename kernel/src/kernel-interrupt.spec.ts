/** The ladder of interrupts: whatever a cell is stuck in, it ends, and what was computed before is still there. */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { KernelClient, printed, result } from './testing/client.js';

jest.setTimeout(60_000);

let kernel: KernelClient;
let round = 0;

beforeAll(async () => {
  kernel = await KernelClient.start();
});

afterAll(() => kernel.close());

/** Runs code that does not end, interrupts it, and returns its exchange with the answer to the interrupt. */
async function interrupt(code: string) {
  const running = kernel.execute(`const kept${++round} = ${round};\nconsole.log("in");\n${code}`);
  await kernel.until(
    () => kernel.iopub.at(-1)?.content.text === 'in\n' || kernel.iopub.at(-2)?.content.text === 'in\n'
  );
  await new Promise(resolve => setTimeout(resolve, 50));
  const { reply } = await kernel.request('control', 'interrupt_request', {});
  return { exchange: await running, reply };
}

/** Sends SIGINT to a kernel that runs nothing, and waits until it has come: the kernel's own listener is the first. */
async function heedlessly(pid: number, word: string): Promise<void> {
  await kernel.execute(`process.once('SIGINT', () => console.log('${word}')); 0`);
  process.kill(pid, 'SIGINT');
  await kernel.until(() => kernel.iopub.some(one => one.content.text === `${word}\n`));
}

describe('an interrupt', () => {
  it.each([
    ['a loop', 'while (true) {}'],
    ['a loop in try and finally', 'try { while (true) {} } catch { while (true) {} } finally { }'],
    ['a loop after an await', 'await 1; while (true) {}'],
    ['a loop in a timer', 'setTimeout(() => { while (true) {} }); await new Promise(() => {})'],
    ['a flood of microtasks', 'const spin = (): Promise<void> => Promise.resolve().then(spin); await spin()'],
    ['a catastrophic regular expression', '/(a+)+$/.test("a".repeat(40) + "b")'],
    ['Atomics.wait', 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)'],
    ['an await that never settles', 'await new Promise(() => {})'],
    [
      'an asynchronous loop in a function',
      'async function loop() { for (;;) await new Promise(r => setTimeout(r, 2)) }\nawait loop()'
    ],
    [
      'an asynchronous iteration',
      'for await (const x of (async function* () { for (;;) { await 0; yield 1 } })()) { void x }'
    ],
    ['a loop that swallows errors', 'for (;;) { try { await new Promise(r => setTimeout(r, 2)) } catch {} }'],
    ['a question nobody answers', 'await new Promise(() => { setInterval(() => {}, 5) })']
  ])('ends %s, with the state kept', async (_name, code) => {
    const { exchange, reply } = await interrupt(code);
    expect(reply.content.status).toBe('ok');
    expect(exchange.reply.content).toMatchObject({ status: 'error', ename: 'KeyboardInterrupt' });
    expect(result(await kernel.execute(`kept${round}`))).toBe(String(round));
  });

  it('ends a cell that is about to run, and what waits behind it', async () => {
    for (const code of [
      'await new Promise(() => {})',
      '// @types: block\nawait new Promise(() => {})',
      'while (true) {}'
    ])
      for (let n = 0; n < 5; n++) {
        kernel.iopub.length = 0;
        const running = kernel.execute(code);
        const behind = kernel.execute('"behind"');
        await kernel.until(() => kernel.iopub.some(one => one.header.msg_type === 'execute_input'));
        await kernel.request('control', 'interrupt_request', {});
        expect((await running).reply.content).toMatchObject({ status: 'error', ename: 'KeyboardInterrupt' });
        expect((await behind).reply.content.status).toBe('aborted');
        expect(result(await kernel.execute('1 + 1'))).toBe('2');
      }
  });

  it('ends a cell that is so long that nothing is read while it is made ready', async () => {
    const running = kernel.execute(`globalThis.longCell = 1;\n${'x = 1;\n'.repeat(200_000)}`);
    await new Promise(resolve => setTimeout(resolve, 200));
    await kernel.request('control', 'interrupt_request', {});
    expect((await running).reply.content.ename).toBe('KeyboardInterrupt');
    expect(result(await kernel.execute('(globalThis as any).longCell'))).toBeUndefined();
  });

  it('may come by signal where the cell waits, and does no harm where none runs', async () => {
    const pid = Number(result(await kernel.execute('process.pid')));
    const waits = 'await new Promise(() => {})';
    for (let n = 0; n < 3; n++) {
      kernel.iopub.length = 0;
      const running = kernel.execute(waits);
      await kernel.until(() => kernel.iopub.some(one => one.header.msg_type === 'execute_input'));
      process.kill(pid, 'SIGINT');
      expect((await running).reply.content).toMatchObject({ status: 'error', ename: 'KeyboardInterrupt' });
      await heedlessly(pid, `heard ${n}`);
      expect(result(await kernel.execute('1 + 1'))).toBe('2');
    }
  });

  it('ends a cell that the main thread has no time to begin', async () => {
    for (let n = 0; n < 3; n++) {
      await kernel.execute(`setTimeout(() => require('node:child_process').execSync('sleep 0.4'), 5); 0`);
      await new Promise(resolve => setTimeout(resolve, 50));
      kernel.iopub.length = 0;
      const running = kernel.execute('await new Promise(() => {})');
      await kernel.until(() => kernel.iopub.some(one => one.header.msg_type === 'execute_input'));
      await kernel.request('control', 'interrupt_request', {});
      expect((await running).reply.content).toMatchObject({ status: 'error', ename: 'KeyboardInterrupt' });
      expect(result(await kernel.execute('1 + 1'))).toBe('2');
    }
  });

  it('lets awaits unwind, and aborts the display port’s signal', async () => {
    const { exchange } = await interrupt(
      `const port = (globalThis as any)[Symbol.for('sonde.display')];
       port.signal.addEventListener('abort', () => console.log('aborted', port.signal.reason.name));
       try { await new Promise(() => {}) } finally { console.log('unwound') }`
    );
    expect(printed(exchange)).toBe('in\naborted KeyboardInterrupt\nunwound\n');
    expect(
      result(await kernel.execute('(globalThis as any)[Symbol.for("sonde.display")].signal.aborted'))
    ).toBe('false');
  });

  it('holds the cell while it is asked what the interrupt means', async () => {
    const asking = await KernelClient.start({ answer: prompt => (prompt === 'stop?' ? 'yes' : '') });
    const running = asking.execute(
      `const port = (globalThis as any)[Symbol.for('sonde.display')];
       port.signal.addEventListener('abort', () => port.askOnInterrupt('stop?', (answer: string) =>
         new Promise<void>(done => setTimeout(() => { console.log('answer', answer); done(); }, 200))));
       console.log('in'); await new Promise(() => {})`
    );
    await asking.until(() => asking.iopub.some(one => one.content.text === 'in\n'));
    await asking.request('control', 'interrupt_request', {});
    const exchange = await running;
    expect(exchange.reply.content).toMatchObject({ status: 'error', ename: 'KeyboardInterrupt' });
    expect(printed(exchange)).toBe('in\nanswer yes\n');
    await asking.close();
  });

  it('ends a cell that asks at once when it comes again', async () => {
    const running = kernel.execute(
      `(globalThis as any)[Symbol.for('sonde.display')].signal.addEventListener('abort', () =>
         (globalThis as any)[Symbol.for('sonde.display')].askOnInterrupt('?', () => new Promise(() => {})));
       console.log('in again'); await new Promise(() => {})`
    );
    await kernel.until(() => kernel.iopub.some(one => one.content.text === 'in again\n'));
    await kernel.request('control', 'interrupt_request', {});
    await new Promise(resolve => setTimeout(resolve, 150));
    await kernel.request('control', 'interrupt_request', {});
    expect((await running).reply.content).toMatchObject({ status: 'error', ename: 'KeyboardInterrupt' });
    expect(result(await kernel.execute('1 + 1'))).toBe('2');
  });

  it('answers at once while native code blocks, and says so', async () => {
    const running = kernel.execute(
      `require('node:child_process').execSync('echo sleeping; sleep 8', { stdio: 'inherit' })`
    );
    await kernel.until(() => kernel.iopub.some(one => one.content.text === 'sleeping\n'));
    let over = false;
    void running.then(() => (over = true));
    await kernel.request('control', 'interrupt_request', {});
    expect(over).toBe(false);
    const exchange = await running;
    expect(exchange.reply.content.ename).toBe('KeyboardInterrupt');
    expect(printed(exchange, 'stderr')).toContain('blocked in native code');
    expect(result(await kernel.execute('1 + 1'))).toBe('2');
  });

  it('does nothing to an idle kernel, nor does SIGINT', async () => {
    await kernel.request('control', 'interrupt_request', {});
    await heedlessly(kernel.process.pid ?? 0, 'heard');
    expect(result(await kernel.execute('1 + 1'))).toBe('2');
  });

  it('that a child gets as from a terminal does not come back for the next cell', async () => {
    const leader = await KernelClient.start({ ownGroup: true });
    const sleeps = 'require("node:child_process").execSync("sleep 5; true")';
    const running = leader.execute(sleeps);
    await leader.until(() => leader.iopub.some(one => one.header.msg_type === 'execute_input'));
    await new Promise(resolve => setTimeout(resolve, 100));
    await leader.request('control', 'interrupt_request', {});
    expect((await running).reply.content.ename).toBe('KeyboardInterrupt');
    const next = await leader.execute('await new Promise(resolve => setTimeout(resolve, 200)); "fine"');
    expect(result(next)).toBe("'fine'");
    await leader.close();
  });

  it('aborts the cells that wait behind', async () => {
    const behind = interrupt('while (true) {}');
    const waiting = kernel.execute('1');
    await behind;
    expect((await waiting).reply.content.status).toBe('aborted');
  });
});

describe('while a cell spins', () => {
  it('everything else is answered', async () => {
    const running = kernel.execute(`while (!require('node:fs').existsSync('go-on')) {}`);
    await kernel.until(() => kernel.iopub.some(one => String(one.content.code).includes('go-on')));
    await kernel.heartbeat();
    const { reply: info } = await kernel.request('control', 'kernel_info_request', {});
    const { reply: complete } = await kernel.request('shell', 'complete_request', {
      code: 'JSON.par',
      cursor_pos: 8
    });
    const { reply: inspect } = await kernel.request('shell', 'inspect_request', {
      code: 'JSON.parse',
      cursor_pos: 7,
      detail_level: 0
    });
    const { outputs } = await kernel.request('shell', 'is_complete_request', { code: '1' });
    expect(info.content.implementation).toBe('sonde');
    expect(complete.content.matches).toEqual(['parse']);
    expect(inspect.content.found).toBe(true);
    // A front end shows the last status it saw.
    expect(outputs.at(-1)?.content.execution_state).toBe('idle');
    await kernel.until(() => kernel.iopub.at(-1)?.content.execution_state === 'busy');
    await writeFile(join(kernel.folder, 'go-on'), '');
    expect((await running).reply.content.status).toBe('ok');
  });
});
