/** Kernels that end badly, and what the next one says of it. */
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { spawn } from 'node:child_process';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { KernelClient, printed, result } from './testing/client.js';

jest.setTimeout(60_000);

const clients: KernelClient[] = [];

async function start(...options: Parameters<typeof KernelClient.start>): Promise<KernelClient> {
  const client = await KernelClient.start(...options);
  clients.push(client);
  return client;
}

afterEach(async () => {
  for (const client of clients.splice(0).reverse()) await client.close();
});

const end = (client: KernelClient) =>
  new Promise<number | string | null>(resolve =>
    client.process.once('exit', (code, signal) => resolve(signal ?? code))
  );

const small = { nodeArgs: ['--max-old-space-size=500'], log: 'ignore' as const };
/** Never leaves its loop; nearly full, it rests until it is told to go on. */
const fill = `import { existsSync } from 'node:fs'; import { getHeapStatistics } from 'node:v8';
  const all: unknown[] = []; const nap = new Int32Array(new SharedArrayBuffer(4));
  for (;;) {
    for (let i = 0; i < 400; i++) all.push(new Array(100).fill(i));
    const used = getHeapStatistics().used_heap_size;
    while (used > 0.87 * 500 * 2 ** 20 && !existsSync('go')) Atomics.wait(nap, 0, 0, 20);
  }`;

describe('a kernel whose heap is full', () => {
  it('is warned of it in the middle of a loop, and the next one says what it died of', async () => {
    const first = await start(small);
    const ended = end(first);
    void first.execute(fill);
    const warned = (text: unknown) => String(text).includes('JavaScript objects have filled');
    await first.until(() => first.iopub.some(one => warned(one.content.text)), 30_000);
    await writeFile(join(first.folder, 'go'), '');
    await ended;
    const warnings = first.iopub.map(one => String(one.content.text)).filter(warned);
    expect(warnings).toEqual([expect.stringContaining('--max-old-space-size=1024')]);

    const second = await start({ again: first });
    const exchange = await second.execute('1 + 1');
    expect(result(exchange)).toBe('2');
    expect(printed(exchange, 'stderr')).toMatch(
      /^The kernel before this one ran out of memory: .*heap of 500 MB/
    );
    expect(printed(await second.execute('2'), 'stderr')).toBe('');
  });
});

describe('a kernel that was killed', () => {
  it('is told of by the next, and one that ended as it should is not', async () => {
    const first = await start();
    await first.execute('1');
    const ended = end(first);
    first.process.kill('SIGKILL');
    await ended;
    const second = await start({ again: first });
    expect(printed(await second.execute('1', { silent: true }), 'stderr')).toBe('');
    expect(printed(await second.execute('1'), 'stderr')).toContain(
      'killed from outside, or crashed in native code'
    );
    const closed = end(second);
    await second.request('control', 'shutdown_request', { restart: true });
    await closed;
    const third = await start({ again: first });
    expect(printed(await third.execute('1'), 'stderr')).toBe('');
    const closedToo = end(third);
    await third.request('control', 'shutdown_request', { restart: false });
    await closedToo;
    expect(await readdir(first.folder)).toEqual(['.connection.json', 'sonde']);
  });
});

describe('a second kernel', () => {
  it('on the same connection file ends with a sentence, and the first lives', async () => {
    const first = await start();
    const main = fileURLToPath(new URL('../lib/main.js', import.meta.url));
    const child = spawn(process.execPath, [main, join(first.folder, '.connection.json')], {
      stdio: ['ignore', 'ignore', 'pipe']
    });
    let said = '';
    child.stderr.on('data', chunk => (said += String(chunk)));
    const code = await new Promise(resolve => child.once('exit', resolve));
    expect(code).toBe(1);
    expect(said).toContain('Cannot listen on tcp://127.0.0.1:');
    expect(said).toContain(`process ${first.process.pid}`);
    expect(said).not.toContain('    at ');
    expect(result(await first.execute('1 + 1'))).toBe('2');
  });
});

describe('a kernel whose log nobody reads', () => {
  it('lives on, whatever is written there', async () => {
    const kernel = await start({ log: 'closed' });
    const code = `import { writeSync } from 'node:fs';
      let refused: unknown; try { for (;;) writeSync(2, 'x'.repeat(1e5)) } catch (error) { refused = (error as any).code }
      process.emitWarning('careful'); console.error('err'); refused`;
    const exchange = await kernel.execute(code);
    expect(result(exchange)).toBe("'EPIPE'");
    expect(printed(exchange, 'stderr')).toContain('err\n');
    expect(result(await kernel.execute('1 + 1'))).toBe('2');
  });
});
