/** Code that would end the kernel: the user is asked, and without a yes the kernel lives. */
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { KernelClient, printed, result, type ClientOptions } from './testing/client.js';

jest.setTimeout(60_000);

let kernel: KernelClient;
let questions: string[];

async function start(reply: string, options: ClientOptions = {}): Promise<void> {
  questions = [];
  const answer = (question: string) => {
    questions.push(question);
    return reply;
  };
  kernel = await KernelClient.start({ ...options, answer });
}

afterEach(() => kernel.close());

const ways = [
  ['process.exit(3)', 3],
  ['(process as any).reallyExit(4)', 4],
  ['process.kill(process.pid)', 143],
  ['process.kill(process.pid, "SIGKILL")', 137],
  ['process.abort()', 134],
  ['import { exit } from "node:process"; exit(5)', 5]
] as const;

describe('what would end the kernel', () => {
  it('asks, and ends only the cell when the answer is not yes', async () => {
    await start('no');
    for (const [code] of ways) {
      const exchange = await kernel.execute(`${code}; console.log("not reached")`);
      const [call = ''] = /^process\.\w+\(.*\)(?= ends the kernel.*Type y)/.exec(questions.pop() ?? '') ?? [];
      expect(call).not.toBe('');
      expect(exchange.reply.content).toMatchObject({
        status: 'error',
        ename: 'SystemExit',
        evalue: `${call} ended the cell`
      });
      expect(printed(exchange)).toBe('');
      expect(printed(exchange, 'stderr')).toContain(`${call}: the cell ends here and the kernel goes on`);
      expect(result(await kernel.execute('40 + 2'))).toBe('42');
    }
  });

  it.each(ways)('ends it after a yes, with the cell’s reply: %s', async (code, expected) => {
    await start(' Y ');
    const exited = new Promise(resolve => kernel.process.once('exit', resolve));
    const exchange = await kernel.execute(`process.on('exit', () => console.log('bye'));\n${code}`);
    expect(exchange.reply.content).toMatchObject({ status: 'error', ename: 'SystemExit' });
    expect(await exited).toBe(expected);
  });

  it('ends it though the cell catches what ends it, and spins', async () => {
    await start('y');
    const exited = new Promise(resolve => kernel.process.once('exit', (_code, signal) => resolve(signal)));
    void kernel.execute('try { process.exit(3) } catch { while (true) {} }');
    expect(await exited).toBe('SIGKILL');
  });

  it('says how to end it where nobody can be asked', async () => {
    await start('y');
    const exchange = await kernel.execute('process.exit(3)', { allow_stdin: false });
    expect(printed(exchange, 'stderr')).toContain('shut it down in the Kernel menu');
    expect(questions).toEqual([]);
    expect(result(await kernel.execute('40 + 2'))).toBe('42');
  });

  it('speaks of no cell where none runs', async () => {
    await start('y');
    const code = `let caught: unknown;
      setTimeout(() => { try { process.abort() } catch (error) { caught = error; throw error } }, 20); 1`;
    await kernel.execute(code);
    const said = () =>
      kernel.iopub.map(one => String(one.content.text)).filter(text => text.includes('abort'));
    await kernel.until(() => said().length > 0);
    expect(said()).toEqual([
      'process.abort(): the kernel goes on (to end the kernel, shut it down in the Kernel menu).\n'
    ]);
    expect(result(await kernel.execute('String(caught)'))).toBe(
      "'SystemExit: process.abort() did not end the kernel'"
    );
    expect(questions).toEqual([]);
    expect(result(await kernel.execute('40 + 2'))).toBe('42');
  });

  it('is not asked of signals that end nothing', async () => {
    await start('y');
    const code = `const heard = new Promise(done => process.once('SIGUSR2', () => done(1)));
      process.kill(process.pid, 0); process.kill(process.pid, 'SIGUSR2');
      await heard`;
    expect(result(await kernel.execute(code))).toBe('1');
    expect(questions).toEqual([]);
  });
});
