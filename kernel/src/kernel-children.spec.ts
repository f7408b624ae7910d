/** Processes that cells start: what they write is the cell's output, and they end with the kernel. */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { KernelClient, printed, result, type Exchange } from './testing/client.js';

jest.setTimeout(60_000);

let kernel: KernelClient;

beforeAll(async () => {
  kernel = await KernelClient.start({
    files: {
      'child.js': 'console.log("from", process.argv[2]); console.error("err"); process.send?.("sent")'
    }
  });
});

afterAll(() => kernel.close());

const ended = 'await new Promise(done => child.on("close", done))';

describe('a child’s output', () => {
  it.each([
    [
      'spawn',
      `const child = spawn('sh', ['-c', 'echo grüße; echo bad >&2'], { stdio: 'inherit' }); ${ended}; child.stdout`
    ],
    [
      'descriptors',
      `const child = spawn('sh', ['-c', 'echo grüße; echo bad >&2'], { stdio: ['ignore', 1, 2] }); ${ended}; null`
    ],
    [
      'streams',
      `const child = spawn('sh', ['-c', 'echo grüße; echo bad >&2'], { stdio: ['ignore', process.stdout, process.stderr] }); ${ended}; null`
    ],
    ['execSync', `execSync('echo grüße; echo bad >&2', { stdio: 'inherit' })`],
    ['spawnSync', `spawnSync('sh', ['-c', 'echo grüße; echo bad >&2'], { stdio: 'inherit' }).stdout`],
    [
      'execFileSync',
      `execFileSync('sh', ['-c', 'echo grüße; echo bad >&2'], { stdio: ['ignore', 'inherit', 'inherit'] })`
    ],
    [
      'by import',
      `const { execSync: run } = await import('node:child_process'); run('echo grüße; echo bad >&2', { stdio: 'inherit' })`
    ]
  ])('that it would inherit is the cell’s: %s', async (_name, code) => {
    const exchange = await kernel.execute(
      `import { spawn, execSync, spawnSync, execFileSync } from 'node:child_process';\n${code}`
    );
    expect(exchange.reply.content).toMatchObject({ status: 'ok' });
    expect(printed(exchange)).toBe('grüße\n');
    expect(printed(exchange, 'stderr')).toBe('bad\n');
    expect(result(exchange)).toBe('null');
  });

  it('of fork comes with its messages', async () => {
    const exchange = await kernel.execute(
      `import { fork } from 'node:child_process';
       const child = fork('./child.js', ['fork']);
       const [message] = await Promise.all([new Promise(done => child.on('message', done)), new Promise(done => child.on('close', done))]);
       message`
    );
    expect(printed(exchange)).toBe('from fork\n');
    expect(printed(exchange, 'stderr')).toBe('err\n');
    expect(result(exchange)).toBe("'sent'");
  });

  it('that is asked for is returned, as ever', async () => {
    const code = `import { execSync, exec } from 'node:child_process'; import { promisify } from 'node:util';
      [execSync('echo a').toString(), (await promisify(exec)('echo b')).stdout, execSync('cat', { input: 'c', stdio: ['pipe', 'pipe', 'inherit'] }).toString()].join('')`;
    const exchange = await kernel.execute(code);
    expect(result(exchange)).toBe("'a\\nb\\nc'");
    expect(printed(exchange)).toBe('');
  });

  it('comes in order with what is printed around it, and complete', async () => {
    const exchange = await kernel.execute(
      `console.log('before'); execSync('seq 1 20000', { stdio: 'inherit' }); console.log('after')`
    );
    const numbers = Array.from({ length: 20_000 }, (_, index) => index + 1);
    expect(printed(exchange)).toBe(['before', ...numbers, 'after', ''].join('\n'));
  });

  it.each([
    ['not waited for', `const child = spawn('sh', ['-c', script], { stdio: 'inherit' }); ${ended}`],
    ['waited for', `execSync(script, { stdio: 'inherit' })`]
  ])('is seen while it runs, when it is %s', async (_name, code) => {
    const { folder } = kernel;
    // The child goes on only when its first line has been seen.
    const running = kernel.execute(
      `var script = 'echo first; while [ ! -e go ]; do sleep 0.05; done; rm go; echo second';\n${code}`
    );
    await kernel.until(() => kernel.iopub.at(-1)?.content.text === 'first\n');
    const { writeFile } = await import('node:fs/promises');
    await writeFile(`${folder}/go`, '');
    expect(printed(await running)).toBe('first\nsecond\n');
  });

  it('belongs to the cell that started it, also while another runs', async () => {
    const first = await kernel.execute(
      `var late = spawn('sh', ['-c', 'while [ ! -e go ]; do sleep 0.05; done; rm go; echo late'], { stdio: 'inherit' }); 1`
    );
    const code = `const closed = new Promise(done => late.on('close', done)); await import('node:fs').then(fs => fs.writeFileSync('go', '')); await closed; 2`;
    const second: Exchange = await kernel.execute(code);
    expect(printed(second)).toBe('');
    const late = kernel.iopub.find(one => one.content.text === 'late\n');
    expect(late?.parent.msg_id).toBe(first.id);
  });

  it('ends a child that reads: there is no keyboard', async () => {
    const exchange = await kernel.execute(`execSync('cat; echo done', { stdio: 'inherit' })`);
    expect(printed(exchange)).toBe('done\n');
  });

  it('of what cannot be started is an error, and nothing else', async () => {
    const exchange = await kernel.execute(
      `const none = spawn('/no/such/program', [], { stdio: 'inherit' });
       await new Promise(done => none.on('error', error => done((error as any).code)))`
    );
    expect(result(exchange)).toBe("'ENOENT'");
    const failed = await kernel.execute(`execSync('echo out; exit 3', { stdio: 'inherit' })`);
    expect(failed.reply.content).toMatchObject({ status: 'error', ename: 'Error' });
    expect(printed(failed)).toBe('out\n');
  });
});

describe('children', () => {
  const isAlive = (pid: number): boolean => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  const gone = async (pid: number): Promise<boolean> => {
    for (let patience = 200; isAlive(pid) && patience > 0; patience--) {
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    return !isAlive(pid);
  };

  it.each([
    ['an idle kernel', ''],
    ['a spinning kernel', 'while (true) {}']
  ])('end with %s, and detached ones live on', async (_name, then) => {
    const mortal = await KernelClient.start();
    const exchange = await mortal.execute(
      `import { spawn } from 'node:child_process';
       console.log(spawn('sleep', ['60']).pid, spawn('sleep', ['60'], { detached: true, stdio: 'ignore' }).pid); 1`
    );
    const [bound = 0, detached = 0] = printed(exchange).trim().split(' ').map(Number);
    if (then) {
      void mortal.execute(`console.log('in'); ${then}`);
      await mortal.until(() => mortal.iopub.at(-1)?.content.text === 'in\n');
    }
    expect([isAlive(bound), isAlive(detached)]).toEqual([true, true]);
    await mortal.close();
    expect(await gone(bound)).toBe(true);
    expect(isAlive(detached)).toBe(true);
    process.kill(detached);
  });

  it('that a kernel with a group of its own waits for are interrupted with it, and end with it', async () => {
    const leader = await KernelClient.start({ ownGroup: true });
    const sleep = `execSync('echo $$; sleep 60; echo not reached', { stdio: 'inherit' })`;
    const shell = () => Number(leader.iopub.at(-1)?.content.text);
    const completed = () => leader.request('shell', 'complete_request', { code: 'JSON.par', cursor_pos: 8 });
    await completed();
    const running = leader.execute(`import { execSync } from 'node:child_process';\n${sleep}`);
    await leader.until(() => shell() > 0);
    await leader.request('control', 'interrupt_request', {});
    const exchange = await running;
    expect(exchange.reply.content.ename).toBe('KeyboardInterrupt');
    expect(printed(exchange)).not.toContain('not reached');
    // What the interrupted child wrote to is closed.
    const open = await leader.execute(`import { readdirSync, readlinkSync } from 'node:fs';
      readdirSync('/proc/self/fd').map(fd => { try { return readlinkSync('/proc/self/fd/' + fd) } catch { return '' } })
        .filter(file => file.includes('sonde-child')).length`);
    expect(result(open)).toBe('0');
    // The language server was not meant.
    expect((await completed()).reply.content.matches).toEqual(['parse']);
    void leader.execute(sleep);
    await leader.until(() => shell() > 0);
    const pid = shell();
    await leader.close();
    expect(await gone(pid)).toBe(true);
  });
});
