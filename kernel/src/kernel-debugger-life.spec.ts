/** The debugger beside everything else that a kernel does: nothing hangs because a program stands still. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { KernelClient, result } from './testing/client.js';
import { DebugClient } from './testing/debug-client.js';

jest.setTimeout(60_000);

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

test('an interrupt ends a cell that is stopped, whatever it would have done', async () => {
  for (const rest of ['1 + 1', 'while (true) {}', 'for (;;) debugger;', 'await new Promise(() => {})']) {
    const run = kernel.execute(`var kept = 1;\ndebugger;\n${rest}`);
    await debug.stopped();
    await kernel.request('control', 'interrupt_request', {});
    expect((await run).reply.content).toMatchObject({ status: 'error', ename: 'KeyboardInterrupt' });
    await debug.event('continued');
  }
  expect(result(await kernel.execute('kept'))).toBe('1');
  const run = kernel.execute('debugger;\n"stops again"');
  await debug.stopped();
  await debug.continue();
  expect(result(await run)).toBe("'stops again'");
});

test('the end of the session lets a stopped program go on, and nothing stops any more', async () => {
  const cell = 'let round = 0;\nround++;\nround';
  await debug.breakpoints(cell, [{ line: 2 }]);
  const run = kernel.execute(cell);
  await debug.stopped();
  await debug.ask('disconnect');
  await debug.event('terminated');
  expect(result(await run)).toBe('1');
  expect(result(await kernel.execute(`${cell}; debugger; round`))).toBe('1');
  expect(await debug.ask('debugInfo')).toMatchObject({
    isStarted: false,
    breakpoints: [],
    stoppedThreads: []
  });
});

test('a stopped kernel still answers: heartbeat, completion, and whether a cell is complete', async () => {
  const run = kernel.execute('const waiting = 1;\ndebugger;\nwaiting');
  await debug.stopped();
  await kernel.heartbeat();
  const { reply } = await kernel.request('shell', 'complete_request', { code: 'Math.flo', cursor_pos: 8 });
  expect(reply.content.matches).toContain('floor');
  const complete = await kernel.request('shell', 'is_complete_request', { code: '1 +' });
  expect(complete.reply.content.status).toBe('incomplete');
  await debug.continue();
  expect(result(await run)).toBe('1');
});

test('a loop is paused, looked into, and goes on', async () => {
  const run = kernel.execute(
    'let turns = 0;\nlet go = true;\nconsole.log("in the loop");\nwhile (go) {\n  turns++;\n}\ngo'
  );
  await kernel.until(() => kernel.iopub.some(one => one.content.text === 'in the loop\n'));
  await debug.ask('pause', { threadId: 1 });
  expect(await debug.stopped()).toMatchObject({ reason: 'pause', where: expect.stringMatching(/^Cell \[/) });
  expect(Number(await debug.evaluate('turns'))).toBeGreaterThanOrEqual(0);
  await debug.evaluate('go = false');
  await debug.continue();
  expect(result(await run)).toBe('false');
});

test('an evaluation that does not end is ended', async () => {
  const run = kernel.execute('debugger;\n1');
  await debug.stopped();
  const frameId = (await debug.frames())[0]?.id;
  const { success, message } = await debug.request('evaluate', { expression: 'while (true) {}', frameId });
  expect({ success, message }).toEqual({ success: false, message: 'It was stopped after 5 seconds' });
  expect((await debug.request('evaluate', { expression: 'while (true) {}' })).message).toBe(message);
  // Neither does the way that this object says it is to be shown.
  const expression = `({ [Symbol.for('nodejs.util.inspect.custom')]() { for (;;); } })`;
  expect((await debug.ask('evaluate', { expression, frameId, context: 'repl' })).result).toMatch(/^\{/);
  expect(await debug.evaluate('1 + 1')).toBe('2');
  await debug.continue();
  await run;
});

test('the variables of the notebook, while nothing is stopped', async () => {
  await kernel.execute(
    `const shape = { [Symbol.for('Jupyter.display')]: async () => ({ 'text/html': '<b>shape</b>' }) };
const URL = 'mine';`
  );
  const { variables } = await debug.ask('inspectVariables');
  expect(variables.find(one => one.name === 'URL')?.value).toBe("'mine'");
  expect((await debug.ask('richInspectVariables', { variableName: 'shape' })).data).toMatchObject({
    'text/html': '<b>shape</b>'
  });
  expect((await debug.ask('richInspectVariables', { variableName: 'URL' })).data).toEqual({
    'text/plain': "'mine'"
  });
  expect((await debug.ask('richInspectVariables', { variableName: 'nowhere' })).data).toEqual({});
  const run = kernel.execute('function inner(part: number[]) {\n  debugger;\n}\ninner([1, 2]);');
  await debug.stopped();
  const frameId = (await debug.frames())[0]?.id;
  const rich = await debug.ask('richInspectVariables', { variableName: 'part', frameId });
  expect(rich.data).toEqual({ 'text/plain': '[ 1, 2 ]' });
  await debug.continue();
  await run;
});

test('a variable is shown as it is now, when the frame that it was asked for in is gone', async () => {
  const run = kernel.execute(`const outside = 'of the notebook';
function turn(inside: number) {
  debugger;
}
turn(1);
turn(2);
debugger;`);
  await debug.stopped();
  const frameId = (await debug.frames())[0]?.id;
  const show = async (variableName: string) =>
    (await debug.ask('richInspectVariables', { variableName, frameId })).data;
  const plain = (text: string) => ({ 'text/plain': text });
  expect([await show('inside'), await show('outside')]).toEqual([plain('1'), plain("'of the notebook'")]);
  await debug.continue();
  await debug.stopped();
  expect([await show('inside'), await show('outside')]).toEqual([plain('2'), plain("'of the notebook'")]);
  await debug.continue();
  await debug.stopped();
  expect([await show('inside'), await show('outside')]).toEqual([{}, plain("'of the notebook'")]);
  expect((await debug.request('scopes', { frameId })).message).toMatch(/^There is no frame/);
  await debug.continue();
  await run;
  expect([await show('inside'), await show('outside')]).toEqual([{}, plain("'of the notebook'")]);
});

test('the first cell of a kernel shows its variables as any other does', async () => {
  const fresh = await KernelClient.start();
  const first = new DebugClient(fresh);
  await first.attach();
  const run = fresh.execute('const rows = [{ a: 1, b: 2 }, { a: 3, b: 4 }];\ndebugger;\nrows');
  await first.stopped();
  const frameId = (await first.frames())[0]?.id;
  const { data } = await first.ask('richInspectVariables', { variableName: 'rows', frameId });
  expect(data['text/html']).toContain('<table');
  await first.continue();
  expect(data['text/plain']).toBe(result(await run));
  await fresh.close();
});

test('a detached kernel has no Debugger domain: a debugger statement is nothing', async () => {
  await debug.ask('disconnect');
  const { outputs, reply } = await kernel.execute('for (let i = 0; i < 1e6; i++) { debugger; }');
  expect(reply.content.status).toBe('ok');
  expect(outputs.filter(one => one.header.msg_type === 'debug_event')).toEqual([]);
  expect((await debug.ask('modules')).modules).toEqual([]);
  expect(await debug.request('setBreakpoints', { source: { path: '/x.ts' }, breakpoints: [] })).toMatchObject(
    {
      success: false,
      message: 'The debugger is not attached: send attach first'
    }
  );
});

test('what cannot be done is said', async () => {
  expect((await debug.request('continue')).message).toBe('Cannot continue: the program is not stopped');
  expect((await debug.request('scopes', { frameId: 99 })).message).toMatch(/^There is no frame 99/);
  expect((await debug.request('variables', { variablesReference: 99_999 })).message).toMatch(
    /^Nothing is known/
  );
  expect((await debug.request('fly')).message).toBe('The debugger does not know the request "fly"');
  expect((await debug.request('source', { source: { path: '/no/such.ts' } })).message).toBe(
    'There is no source /no/such.ts'
  );
  expect((await debug.request('setExceptionBreakpoints', { filters: ['some'] })).message).toBe(
    'There is no exception filter "some": use all or uncaught'
  );
});
