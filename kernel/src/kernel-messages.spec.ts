/** Everything of the protocol besides cells and types: displays, comms, requests, life and death. */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Message } from './protocol/wire.js';
import { childrenOf } from './testing/children.js';
import { KernelClient, result } from './testing/client.js';

jest.setTimeout(60_000);

let kernel: KernelClient;

beforeAll(async () => {
  kernel = await KernelClient.start({ answer: prompt => `answer to ${prompt}` });
});

afterAll(() => kernel.close());

const of = (type: string) => (message: Message) => message.header.msg_type === type;

describe('displays', () => {
  it('are shown, updated under their id, and cleared', async () => {
    const { outputs } = await kernel.execute(`
      const port = (globalThis as any)[Symbol.for('sonde.display')];
      port.show({ 'text/plain': 'one' }, { id: 'x', metadata: { isolated: true } });
      port.update('x', { 'text/plain': 'two' });
      port.clear({ wait: true });
      const handle = await display({ 'text/html': '<b>1</b>' }, { id: 'y' });
      await handle.update({ 'text/html': '<b>2</b>' });`);
    const shown = outputs.filter(one => /display_data|clear_output/.test(one.header.msg_type));
    expect(shown.map(one => [one.header.msg_type, one.content])).toEqual([
      [
        'display_data',
        { data: { 'text/plain': 'one' }, metadata: { isolated: true }, transient: { display_id: 'x' } }
      ],
      [
        'update_display_data',
        { data: { 'text/plain': 'two' }, metadata: {}, transient: { display_id: 'x' } }
      ],
      ['clear_output', { wait: true }],
      [
        'display_data',
        { data: { 'text/html': '<b>1</b>', 'text/plain': '1' }, metadata: {}, transient: { display_id: 'y' } }
      ],
      [
        'update_display_data',
        { data: { 'text/html': '<b>2</b>', 'text/plain': '2' }, metadata: {}, transient: { display_id: 'y' } }
      ]
    ]);
  });

  it.each([
    ['new Uint8Array([137,80,78,71,13,10,26,10,0,0,0,0,0])', 'image/png', 'iVBORw0KGgoAAAAAAA=='],
    ['({ outerHTML: "<i>e</i>" })', 'text/html', '<i>e</i>'],
    [
      '({ toSpec: () => ({ $schema: "https://vega.github.io/schema/vega-lite/v5.json" }) })',
      'application/vnd.vegalite.v5+json',
      expect.any(Object)
    ],
    ['({ toDataURL: () => "data:image/jpeg;base64,AAAA" })', 'image/jpeg', 'AAAA'],
    [
      '({ async [Symbol.for("Jupyter.display")]() { return { "text/markdown": "*x*" } } })',
      'text/markdown',
      '*x*'
    ],
    ['new Error("as a value")', 'text/plain', expect.stringContaining('as a value')],
    ['({ a: [1, { b: "c" }] })', 'text/plain', "{ a: [ 1, { b: 'c' } ] }"],
    ['null', 'text/plain', 'null']
  ])('know %s', async (code, mime, expected) => {
    const { outputs } = await kernel.execute(code);
    const data = outputs.find(of('execute_result'))?.content.data as Record<string, unknown>;
    expect(data[mime]).toEqual(expected);
    expect(typeof data['text/plain']).toBe('string');
  });

  it('that come after their cell still belong to it', async () => {
    const { id } = await kernel.execute('setTimeout(() => display({ "text/plain": "late" }), 30)');
    await kernel.until(() =>
      kernel.iopub.some(one => one.header.msg_type === 'display_data' && one.parent.msg_id === id)
    );
  });
});

describe('comms', () => {
  it('are opened by the cell, and speak both ways with buffers', async () => {
    const { outputs } = await kernel.execute(`
      const comm = (globalThis as any)[Symbol.for('sonde.display')].comm('test.target', { hello: 1 }, { buffers: [new Uint8Array([1, 2])] });
      comm.onMessage = (m: any) => comm.send({ got: m.data.n, bytes: [...m.buffers[0]] }, { buffers: [new Uint8Array(m.buffers[0]).reverse()] });
      comm.onClose = () => console.log('closed by front end');`);
    const open = outputs.find(of('comm_open'));
    expect(open?.content).toMatchObject({ target_name: 'test.target', data: { hello: 1 } });
    expect([...(open?.buffers[0] ?? [])]).toEqual([1, 2]);
    const comm_id = String(open?.content.comm_id);
    await kernel.notify('comm_msg', { comm_id, data: { n: 7 } }, [new Uint8Array([5, 6, 7])]);
    const isAnswer = (one: Message) => one.header.msg_type === 'comm_msg' && one.content.comm_id === comm_id;
    await kernel.until(() => kernel.iopub.some(isAnswer));
    const answer = kernel.iopub.find(isAnswer);
    expect(answer?.content.data).toEqual({ got: 7, bytes: [5, 6, 7] });
    expect([...(answer?.buffers[0] ?? [])]).toEqual([7, 6, 5]);
    const info = await kernel.request('shell', 'comm_info_request', { target_name: 'test.target' });
    expect(info.reply.content.comms).toEqual({ [comm_id]: { target_name: 'test.target' } });
    await kernel.notify('comm_close', { comm_id, data: {} });
    await kernel.until(() => kernel.iopub.some(one => one.content.text === 'closed by front end\n'));
    expect((await kernel.request('shell', 'comm_info_request', {})).reply.content.comms).toEqual({});
  });

  it('are opened by the front end; an unknown target is closed', async () => {
    await kernel.execute(
      `(globalThis as any)[Symbol.for('sonde.display')].onComm('from.lab', (c: any, data: any) => { c.send({ echo: data }); c.close() })`
    );
    await kernel.notify('comm_open', { comm_id: 'c1', target_name: 'from.lab', data: 5 });
    await kernel.notify('comm_open', { comm_id: 'c2', target_name: 'nobody', data: {} });
    await kernel.until(() => kernel.iopub.filter(of('comm_close')).length >= 2);
    expect(
      kernel.iopub.find(one => one.content.comm_id === 'c1' && one.header.msg_type === 'comm_msg')?.content
        .data
    ).toEqual({ echo: 5 });
    expect(kernel.iopub.filter(of('comm_close')).map(one => one.content.comm_id)).toEqual(['c1', 'c2']);
  });

  it('that throw in a cell’s handler do not end the kernel', async () => {
    await kernel.execute(
      `(globalThis as any)[Symbol.for('sonde.display')].onComm('throws', () => { throw new Error('in handler') })`
    );
    await kernel.notify('comm_open', { comm_id: 'c3', target_name: 'throws', data: {} });
    await kernel.notify('comm_msg', { comm_id: 'no such comm', data: {} });
    await kernel.until(() => kernel.iopub.some(one => one.content.evalue === 'in handler'));
    expect(result(await kernel.execute('1 + 1'))).toBe('2');
  });
});

describe('requests', () => {
  it('are answered about completeness, history, usage and the kernel', async () => {
    const isComplete = (code: string) => kernel.request('shell', 'is_complete_request', { code });
    expect((await isComplete('if (a) {')).reply.content).toEqual({ status: 'incomplete', indent: '  ' });
    expect((await isComplete('a b c')).reply.content).toEqual({ status: 'invalid' });
    await kernel.execute('"for history"');
    const history = await kernel.request('shell', 'history_request', {
      hist_access_type: 'tail',
      n: 1,
      output: true,
      raw: true
    });
    expect(history.reply.content.history).toEqual([
      [1, expect.any(Number), ['"for history"', "'for history'"]]
    ]);
    const usage = await kernel.request('control', 'usage_request', {});
    expect(usage.reply.content).toMatchObject({ pid: kernel.process.pid, kernel_memory: expect.any(Number) });
    const info = await kernel.request('shell', 'kernel_info_request', {});
    expect(info.reply.content).toMatchObject({
      status: 'ok',
      language_info: {
        name: 'typescript',
        mimetype: 'text/typescript',
        file_extension: '.ts',
        nbconvert_exporter: 'script'
      }
    });
  });

  it('for help become a page', async () => {
    const { reply } = await kernel.execute('JSON.parse?');
    expect(reply.content.payload).toMatchObject([
      { source: 'page', data: { 'text/plain': expect.stringContaining('parse') } }
    ]);
  });

  it('to the user are answered, at once or later; refused where nobody can answer', async () => {
    expect(result(await kernel.execute('prompt("now?")'))).toBe("'answer to now?'");
    expect(result(await kernel.execute('await input("later?")'))).toBe("'answer to later?'");
    const { reply } = await kernel.execute('await input("x")', { allow_stdin: false });
    expect(reply.content.evalue).toContain('takes no questions');
  });

  it('with a wrong signature or no sense are dropped without a word', async () => {
    const before = kernel.iopub.length;
    const frames = ['<IDS|MSG>', '0'.repeat(64), '{}', '{}', '{}', '{}'].map(part => Buffer.from(part));
    const header = Buffer.from(JSON.stringify({ msg_id: 'm', msg_type: 'execute_request', session: 's' }));
    await kernel.raw(frames);
    await kernel.raw([
      frames[0],
      frames[1],
      header,
      ...frames.slice(3, 5),
      Buffer.from('{"code":"globalThis.hacked = 1"}')
    ] as Buffer[]);
    await kernel.raw([Buffer.from('noise')]);
    await new Promise(resolve => setTimeout(resolve, 100));
    expect(kernel.iopub.length).toBe(before);
    expect(result(await kernel.execute('typeof hacked'))).toBe("'undefined'");
  });

  it('of unknown kind and with odd contents are survived', async () => {
    await kernel.notify('no_such_request', {});
    await kernel.request('shell', 'execute_request', { code: 5 });
    await kernel.request('shell', 'complete_request', {});
    await kernel.request('shell', 'inspect_request', { code: 'x', cursor_pos: 99 });
    await kernel.request('shell', 'history_request', { hist_access_type: 'search', pattern: '[(' });
    expect(result(await kernel.execute('1 + 1'))).toBe('2');
  });
});

describe('the end', () => {
  const exit = (client: KernelClient) =>
    new Promise<[number | null, string | null]>(resolve => {
      client.process.once('exit', (code, signal) => resolve([code, signal]));
    });

  it('comes cleanly by request, with a reply', async () => {
    const client = await KernelClient.start();
    const exited = exit(client);
    await client.execute('setInterval(() => {}, 1000); await new Promise(r => setTimeout(r, 30))');
    const { reply } = await client.request('control', 'shutdown_request', { restart: true });
    expect(reply.content).toEqual({ status: 'ok', restart: true });
    expect(await exited).toEqual([0, null]);
    await client.close();
  });

  it('comes cleanly by SIGTERM', async () => {
    const client = await KernelClient.start();
    const exited = exit(client);
    await client.execute('1');
    client.process.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
    await client.close();
  });

  it('comes to a spinning kernel too', async () => {
    const client = await KernelClient.start();
    const exited = exit(client);
    void client.execute('while (true) {}');
    await new Promise(resolve => setTimeout(resolve, 200));
    await client.request('control', 'shutdown_request', { restart: false });
    await exited;
    await client.close();
  });

  it('comes when the process that started it is gone', async () => {
    const client = await KernelClient.start({ orphanable: true });
    const [kernelPid = 0] = await childrenOf(client.process.pid ?? 0);
    await client.execute('1');
    client.process.kill('SIGKILL');
    const isAlive = () => {
      try {
        return process.kill(kernelPid, 0);
      } catch {
        return false;
      }
    };
    const since = Date.now();
    while (isAlive() && Date.now() - since < 8000) await new Promise(resolve => setTimeout(resolve, 50));
    expect(isAlive()).toBe(false);
    await client.close();
  });

  it('comes with a sentence alone for a connection file that lacks what it should hold', async () => {
    const file = join(kernel.folder, 'empty.json');
    await writeFile(file, '{}');
    expect(await ended([file])).toEqual({
      said: `The connection file ${file} has no shell_port\nJupyter writes it; start the kernel through Jupyter.\n`,
      code: 1
    });
  });

  it('comes with a sentence for an address that is none of this machine', async () => {
    const file = join(kernel.folder, 'elsewhere.json');
    const ports = { shell_port: 1, control_port: 2, stdin_port: 3, iopub_port: 4, hb_port: 5 };
    // From the addresses that are kept for documentation (RFC 5737).
    await writeFile(file, JSON.stringify({ ip: '192.0.2.1', ...ports }));
    const { said, code } = await ended([file]);
    expect(said).toContain(`Cannot listen on tcp://192.0.2.1:1, as the connection file ${file} wants: `);
    expect(said).not.toMatch(/^ +at /m);
    expect(code).toBe(1);
  });

  it.each([
    [['/no/such/file.json'], 'Cannot read the connection file /no/such/file.json', 1],
    [
      ['c.json', '--cwd', '/no/such/folder'],
      'Cannot start the kernel: there is no folder /no/such/folder',
      2
    ],
    [['--language', 'javascript'], 'Cannot start the kernel: it wants a connection file', 2],
    [['instal'], 'There is no command "instal"; did you mean "install"?', 2]
  ])('comes with a sentence when it is started with %j', async (args, sentence, wanted) => {
    const { said, code } = await ended(args);
    expect(said).toContain(sentence);
    expect(said).not.toMatch(/^ +at /m);
    expect(code).toBe(wanted);
  });
});

/** What a kernel that is started with these says, and its exit code. */
async function ended(args: readonly string[]): Promise<{ said: string; code: unknown }> {
  const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));
  const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', chunk => (said += String(chunk)));
  const code = await new Promise(resolve => child.once('close', resolve));
  return { said, code };
}
