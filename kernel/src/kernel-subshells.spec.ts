/** Subshells (JEP 91): cells beside those of the main shell, each with outputs, errors and questions of its own. */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Message } from './protocol/wire.js';
import { KernelClient, printed, result, type Exchange } from './testing/client.js';

jest.setTimeout(30_000);

let kernel: KernelClient;
let subshell: string;

beforeAll(async () => {
  kernel = await KernelClient.start({ answer: prompt => `answer to ${prompt}` });
  subshell = await create();
});

afterAll(() => kernel.close());

const control = async (type: string, content = {}) =>
  (await kernel.request('control', type, content)).reply.content;
const create = async () => String((await control('create_subshell_request')).subshell_id);
const inSubshell = (code: string, options = {}, id = subshell) =>
  kernel.execute(code, options, { subshell: id });
/** The cell has begun: its `execute_input` is there. */
const begun = (code: string) =>
  kernel.until(() =>
    kernel.iopub.some(one => one.header.msg_type === 'execute_input' && one.content.code === code)
  );

describe('subshells', () => {
  it('are offered, created, listed and deleted', async () => {
    expect((await control('kernel_info_request')).supported_features).toContain('kernel subshells');
    const other = await create();
    expect((await control('list_subshell_request')).subshell_id).toEqual([subshell, other]);
    expect(await control('delete_subshell_request', { subshell_id: other })).toEqual({ status: 'ok' });
    expect((await control('list_subshell_request')).subshell_id).toEqual([subshell]);
    expect(await control('delete_subshell_request', { subshell_id: other })).toMatchObject({
      status: 'error',
      evalue: expect.stringContaining(`no subshell "${other}"`)
    });
    const lost = await inSubshell('globalThis.lost = 1', {}, other);
    expect(lost.reply.content).toMatchObject({
      status: 'error',
      evalue: expect.stringContaining('create_subshell_request')
    });
    expect(result(await kernel.execute('typeof lost'))).toBe("'undefined'");
  });

  it('run cells while one of the main shell waits, and see its names', async () => {
    const waiting =
      'const early = 5; await new Promise<void>(resolve => { (globalThis as any).go = resolve }); early';
    const main = kernel.execute(waiting);
    await begun(waiting);
    expect(result(await inSubshell('early * 2'))).toBe('10');
    // Declared again, beside a cell that has not ended.
    expect(result(await inSubshell('const early = "again"; early'))).toBe("'again'");
    await inSubshell('go()');
    expect(result(await main)).toBe("'again'");
  });

  it('keep the outputs of both apart, wherever they come from', async () => {
    const noisy = (name: string) => `
      const inner${name} = async (n: number): Promise<void> => {
        for (let i = 0; i < n; i++) {
          await new Promise(resolve => setTimeout(resolve, 1));
          console.log('${name} inner');
          display({ 'text/plain': '${name} shown' });
        }
      };
      const parts${name} = [inner${name}(20), inner${name}(20)];
      for (let i = 0; i < 20; i++) {
        await new Promise(resolve => setImmediate(resolve));
        process.stdout.write('${name} top\\n');
      }
      await Promise.all(parts${name});
      setTimeout(() => { console.error('${name} late'); queueMicrotask(() => { throw new Error('${name} thrown') }); setTimeout(() => { throw new Error('${name} later') }); }, 20);
      '${name}'`;
    const cells = await Promise.all([kernel.execute(noisy('One')), inSubshell(noisy('Two'))]);
    const under = ({ id }: Exchange) => kernel.iopub.filter(one => one.parent.msg_id === id);
    const has = (messages: Message[], text: string) =>
      messages.some(one => JSON.stringify(one.content).includes(text));
    for (const [index, name] of ['One', 'Two'].entries()) {
      const cell = cells[index] as Exchange;
      await kernel.until(() => has(under(cell), `${name} later`));
      const text = under(cell)
        .map(one => JSON.stringify(one.content))
        .join('\n');
      expect(text).not.toContain(name === 'One' ? 'Two' : 'One');
      expect(printed(cell).match(/inner/g)).toHaveLength(40);
      expect(printed(cell).match(/top/g)).toHaveLength(20);
      expect(cell.outputs.filter(one => one.header.msg_type === 'display_data')).toHaveLength(40);
    }
  });

  it('abort only their own queue after an error', async () => {
    const slow = 'await new Promise(resolve => setTimeout(resolve, 500)); "fine"';
    const [first, failed, aborted, second] = await Promise.all([
      kernel.execute(slow),
      inSubshell('await new Promise(resolve => setTimeout(resolve, 500)); throw new Error("mine")'),
      inSubshell('1'),
      kernel.execute('2')
    ]);
    expect([first, failed, aborted, second].map(one => one.reply.content.status)).toEqual([
      'ok',
      'error',
      'aborted',
      'ok'
    ]);
    expect(failed.reply.content.evalue).toBe('mine');
  });

  it('ask the user under their own request, whoever is answered first', async () => {
    const asks = (name: string) => `await input('${name}')`;
    const [one, two] = await Promise.all([kernel.execute(asks('one')), inSubshell(asks('two'))]);
    expect([result(one), result(two)]).toEqual(["'answer to one'", "'answer to two'"]);
    const [fine, refused] = await Promise.all([
      kernel.execute('await new Promise(resolve => setTimeout(resolve, 20)); await input("x")'),
      inSubshell('await new Promise(resolve => setTimeout(resolve, 30)); await input("y")', {
        allow_stdin: false
      })
    ]);
    expect(result(fine)).toBe("'answer to x'");
    expect(refused.reply.content.evalue).toContain('takes no questions');
  });

  it('are interrupted with the main shell, waiting or spinning, and go on', async () => {
    const waits = 'await new Promise(() => {})';
    for (const other of ['await new Promise(() => undefined)', 'while (true) {}', 'await 1; for (;;) {}']) {
      const main = kernel.execute(waits);
      await begun(waits);
      const beside = inSubshell(other);
      await begun(other);
      await control('interrupt_request');
      const ends = await Promise.all([main, beside]);
      expect(ends.map(one => one.reply.content.ename)).toEqual(['KeyboardInterrupt', 'KeyboardInterrupt']);
      expect(result(await kernel.execute('1 + 1'))).toBe('2');
      expect(result(await inSubshell('2 + 2'))).toBe('4');
      kernel.iopub.length = 0;
    }
  });

  it('leave the type errors of a cell that waits under that cell', async () => {
    await kernel.request('shell', 'complete_request', { code: 'JSON.', cursor_pos: 5 });
    const waiting =
      'const wrong: number = "text"; await new Promise<void>(resolve => { (globalThis as any).check = resolve })';
    const main = kernel.execute(waiting);
    await begun(waiting);
    // The checker answers in turn: what it says of the cell has come when this has.
    await kernel.request('shell', 'complete_request', { code: 'JSON.', cursor_pos: 5 });
    expect(printed(await inSubshell('1'), 'stderr')).toBe('');
    expect(printed(await inSubshell('check()'), 'stderr')).not.toContain('TS2322');
    expect(printed(await main, 'stderr')).toContain('TS2322');
  });

  it('say that the kernel is busy while either runs', async () => {
    const waiting = 'await new Promise<void>(resolve => { (globalThis as any).free = resolve })';
    const main = kernel.execute(waiting);
    await begun(waiting);
    await inSubshell('1');
    const last = () =>
      kernel.iopub.filter(one => one.header.msg_type === 'status').at(-1)?.content.execution_state;
    await kernel.until(() => last() === 'busy');
    await inSubshell('free()');
    await main;
    await kernel.until(() => last() === 'idle');
  });

  it('answer comms and completions while a cell of the main shell waits', async () => {
    await kernel.execute(
      `(globalThis as any)[Symbol.for('sonde.display')].onComm('echo', (comm: any) => { comm.onMessage = (m: any) => comm.send(m.data) })`
    );
    const waiting = 'await new Promise<void>(resolve => { (globalThis as any).release = resolve })';
    const main = kernel.execute(waiting);
    await begun(waiting);
    await kernel.request('shell', 'complete_request', { code: 'JSON.par', cursor_pos: 8 }, { subshell });
    await kernel.notify('comm_open', { comm_id: 'e', target_name: 'echo', data: {} });
    await kernel.notify('comm_msg', { comm_id: 'e', data: 7 });
    await kernel.until(() =>
      kernel.iopub.some(one => one.header.msg_type === 'comm_msg' && one.content.data === 7)
    );
    await inSubshell('release()');
    await main;
  });

  it('that are deleted let their cell end, and abort what waits behind it', async () => {
    const doomed = await create();
    const waiting = 'await new Promise<void>(resolve => { (globalThis as any).last = resolve }); "ended"';
    const runs = inSubshell(waiting, {}, doomed);
    await begun(waiting);
    const waits = inSubshell('1', {}, doomed);
    await kernel.request('shell', 'is_complete_request', { code: '' });
    await control('delete_subshell_request', { subshell_id: doomed });
    expect((await waits).reply.content.status).toBe('aborted');
    await kernel.execute('last()');
    expect(result(await runs)).toBe("'ended'");
  });
});
