/** What front ends (JupyterLab, VS Code, nbclient) rely on: which message comes where and when, and what requests may ask. */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { KernelClient, result, traceback, type Exchange } from './testing/client.js';

jest.setTimeout(60_000);

let kernel: KernelClient;
let answer = '';

beforeAll(async () => {
  kernel = await KernelClient.start({ answer: prompt => answer.replace('{}', prompt) });
});

afterAll(() => kernel.close());

const kinds = ({ outputs }: Exchange) =>
  outputs.map(({ header, content }) =>
    header.msg_type === 'status' ? String(content.execution_state) : header.msg_type
  );

describe('the messages of a request', () => {
  it('of a cell are busy, its input, its outputs as they were made, idle', async () => {
    const cell = await kernel.execute(`
      console.log('one');
      display({ 'text/plain': 'two' }, { id: 'd' });
      console.error('three');
      display({ 'text/plain': 'four' }, { id: 'd', update: true });
      display.clear({ wait: true });
      console.log('five');
      'six'`);
    expect(kinds(cell)).toEqual([
      'busy',
      'execute_input',
      'stream',
      'display_data',
      'stream',
      'update_display_data',
      'clear_output',
      'stream',
      'execute_result',
      'idle'
    ]);
    expect(cell.channel).toBe('shell');
    expect(cell.reply.metadata).toMatchObject({ status: 'ok', dependencies_met: true });
    const begun = Date.parse(String(cell.reply.metadata.started));
    expect(Date.parse(cell.reply.header.date)).toBeGreaterThanOrEqual(begun);
    expect(Date.parse(String(cell.outputs.at(-1)?.header.date))).toBeGreaterThanOrEqual(
      Date.parse(cell.reply.header.date)
    );
  });

  it('of a cell that fails are its outputs, one error, idle; the reply says the same', async () => {
    const cell = await kernel.execute('console.log("before"); throw new RangeError("far")');
    expect(kinds(cell)).toEqual(['busy', 'execute_input', 'stream', 'error', 'idle']);
    const error = cell.outputs.find(one => one.header.msg_type === 'error')?.content;
    const { ename, evalue, traceback: lines, status } = cell.reply.content;
    expect({ ename, evalue, traceback: lines }).toEqual(error);
    expect([status, ename, evalue]).toEqual(['error', 'RangeError', 'far']);
  });

  it('of every other request are busy and idle, and the reply comes where it was asked for', async () => {
    for (const channel of ['shell', 'control'] as const) {
      for (const [type, content] of Object.entries({
        kernel_info_request: {},
        complete_request: { code: 'JSON.', cursor_pos: 5 },
        inspect_request: { code: 'JSON', cursor_pos: 2, detail_level: 0 },
        is_complete_request: { code: '1' },
        history_request: { hist_access_type: 'tail', n: 1, raw: true, output: false },
        comm_info_request: {},
        connect_request: {},
        usage_request: {}
      })) {
        const exchange = await kernel.request(channel, type, content);
        expect(kinds(exchange)).toEqual(['busy', 'idle']);
        expect(exchange.reply.header.msg_type).toBe(type.replace('request', 'reply'));
        expect(exchange.channel).toBe(channel);
        expect(exchange.reply.content.status).toMatch(/^(ok|complete)$/);
      }
    }
  });

  it('of a silent cell are busy and idle, and neither count nor history', async () => {
    const count = async () => Number((await kernel.execute('1')).reply.content.execution_count);
    const before = await count();
    const silent = await kernel.execute('"unseen"', { silent: true });
    expect(kinds(silent)).toEqual(['busy', 'idle']);
    expect(kinds(await kernel.execute('"unseen"; throw 1', { silent: true }))).toEqual(['busy', 'idle']);
    const unstored = await kernel.execute('"not kept"', { store_history: false });
    expect(unstored.reply.content.execution_count).toBe(before);
    expect(await count()).toBe(before + 1);
    const { reply } = await kernel.request('shell', 'history_request', {
      hist_access_type: 'search',
      pattern: '*[nt] ?ee*'
    });
    expect(reply.content.history).toEqual([]);
  });

  it('carry the protocol’s version and an id of their own', async () => {
    const info = await kernel.request('control', 'kernel_info_request', {});
    const { protocol_version } = info.reply.content;
    expect(protocol_version).toBe('5.5');
    const all = [info.reply, ...kernel.iopub];
    expect(new Set(all.map(one => one.header.msg_id)).size).toBe(all.length);
    expect(new Set(all.map(one => one.header.version))).toEqual(new Set(['5.5']));
  });
});

describe('after an error', () => {
  it('what was queued then is aborted, what comes later or says otherwise runs', async () => {
    const fails = 'await new Promise(resolve => setTimeout(resolve, 500)); throw new Error("x")';
    const [failed, queued, also] = await Promise.all([
      kernel.execute(fails),
      kernel.execute('1'),
      kernel.execute('2')
    ]);
    expect([failed, queued, also].map(one => one.reply.content.status)).toEqual([
      'error',
      'aborted',
      'aborted'
    ]);
    expect(kinds(queued)).toEqual(['busy', 'idle']);
    const going = await Promise.all([
      kernel.execute(fails, { stop_on_error: false }),
      kernel.execute('"ran"')
    ]);
    expect(going.map(one => one.reply.content.status)).toEqual(['error', 'ok']);
  });
});

describe('a request may ask', () => {
  it('for expressions, each with its own outcome, also of a silent cell', async () => {
    const { reply } = await kernel.execute('const base = 20', {
      silent: true,
      user_expressions: {
        fine: 'base + 1',
        later: 'await Promise.resolve(base)',
        bad: 'nope.nope',
        broken: '1 +'
      }
    });
    expect(reply.content.user_expressions).toMatchObject({
      fine: { status: 'ok', data: { 'text/plain': '21' } },
      later: { status: 'ok', data: { 'text/plain': '20' } },
      bad: { status: 'error', ename: 'ReferenceError' },
      broken: { status: 'error', ename: 'SyntaxError' }
    });
  });

  it('for a page and for the next cell by what the cell does', async () => {
    const { reply } = await kernel.execute(
      `display.page('text'); display.page({ 'text/html': '<b>x</b>' }); display.nextCell('1 + 1'); display.nextCell('2', { replace: true })`
    );
    expect(reply.content.payload).toEqual([
      { source: 'page', data: { 'text/plain': 'text' }, start: 0 },
      { source: 'page', data: { 'text/html': '<b>x</b>' }, start: 0 },
      { source: 'set_next_input', text: '1 + 1', replace: false },
      { source: 'set_next_input', text: '2', replace: true }
    ]);
  });

  it('what a name is, and with ?? its source', async () => {
    await kernel.execute(
      '/** Doubles.\n *\n * At length. */\nfunction twice(n: number) {\n  return n * 2; // the secret\n}'
    );
    const help = async (code: string) =>
      JSON.stringify((await kernel.execute(code)).reply.content.payload).replaceAll('\\n', '\n');
    expect(await help('twice?')).toContain('Doubles.');
    expect(await help('twice?')).not.toContain('the secret');
    expect(await help('twice??')).toContain('At length.');
    expect(await help('??twice')).toContain('return n * 2; // the secret');
    expect(await help('nothing_of_the_kind?')).toContain('Nothing is known about nothing_of_the_kind');
    const { reply } = await kernel.request('shell', 'inspect_request', {
      code: 'twice(1)',
      cursor_pos: 3,
      detail_level: 1
    });
    const data = reply.content.data as Record<string, string>;
    expect(data['text/plain']).toContain('Source:\nfunction twice');
    expect(data['text/markdown']).toContain('```typescript\nfunction twice');
  });

  it('the user: for text, with a value for no answer, for a secret, for yes', async () => {
    answer = 'told {}';
    expect(result(await kernel.execute('prompt("name?")'))).toBe("'told name?'");
    expect(result(await kernel.execute('await input("word?", { password: true })'))).toBe("'told word?'");
    answer = '';
    expect(result(await kernel.execute('prompt("name?", "nobody")'))).toBe("'nobody'");
    expect(result(await kernel.execute('confirm("sure?")'))).toBe('false');
    answer = 'Yes';
    expect(result(await kernel.execute('confirm("sure?")'))).toBe('true');
    const typed = await kernel.execute(
      'const sure: boolean = confirm(); const name: string = prompt("a", "b")'
    );
    expect(kinds(typed)).toEqual(['busy', 'execute_input', 'idle']);
    expect((await kernel.execute('confirm()', { allow_stdin: false })).reply.content.evalue).toContain(
      'takes no questions'
    );
  });
});

it('A cell that is deleted is forgotten: its text is in no traceback and no help, what it declared lives on', async () => {
  const run = (code: string, metadata: Record<string, unknown>) => kernel.execute(code, {}, { metadata });
  const declares = 'function thrower() {\n  throw new Error("thrown"); // in cell one\n}';
  await run(declares, { cellId: 'one' });
  await run('const other = 1;', { cellId: 'two' });
  expect(traceback(await run('thrower()', { cellId: 'three' }))).toContain('// in cell one');
  const after = traceback(await run('thrower()', { cellId: 'three', deletedCells: ['one', 'unknown', 5] }));
  expect(after).toContain('thrown');
  expect(after).not.toContain('// in cell one');
  const source = async (name: string) =>
    JSON.stringify((await kernel.execute(`${name}??`)).reply.content.payload);
  expect(await source('thrower')).not.toContain('in cell one');
  expect(await source('other')).toContain('const other = 1;');
});
