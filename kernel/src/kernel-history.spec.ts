/** The history over several kernels, as consoles ask for it. */
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { KernelClient, printed, result } from './testing/client.js';

jest.setTimeout(30_000);

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sonde-history-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const start = (options: { logged?: boolean; args?: string[] } = {}) =>
  KernelClient.start({ env: { XDG_STATE_HOME: folder }, ...options });

const ask = async (kernel: KernelClient, content: Record<string, unknown>) =>
  (await kernel.request('shell', 'history_request', { raw: true, output: false, ...content })).reply.content
    .history;

it('outlives a restart and a kill, and is one for kernels side by side', async () => {
  const first = await start();
  await first.execute('1 + 1');
  await first.execute('"not kept"', { store_history: false });
  await first.execute('"silent"', { silent: true });
  await first.close();

  const second = await start();
  const third = await start();
  await second.execute('const two = 2');
  await third.execute('const three = 3');
  await second.execute('two * 2');
  const all = [
    [1, 1, ['1 + 1', '2']],
    [2, 1, ['const two = 2', null]],
    [2, 2, ['two * 2', '4']],
    [3, 1, ['const three = 3', null]]
  ];
  const askAll = () => ask(third, { hist_access_type: 'tail', n: 10, output: true });
  // The second kernel writes its last line while it answers.
  let kept = await askAll();
  for (let n = 0; n < 100 && !isDeepStrictEqual(kept, all); n++) {
    await new Promise(resolve => setTimeout(resolve, 20));
    kept = await askAll();
  }
  expect(kept).toEqual(all);
  const killed = new Promise(resolve => second.process.once('exit', resolve));
  second.process.kill('SIGKILL');
  await killed;
  expect(await ask(third, { hist_access_type: 'range', session: -1, start: 1, stop: 2 })).toEqual([
    [2, 1, 'const two = 2']
  ]);
  expect(await ask(third, { hist_access_type: 'search', pattern: '*t[wh]*', n: 2, unique: true })).toEqual([
    [2, 2, 'two * 2'],
    [3, 1, 'const three = 3']
  ]);
  await Promise.all([second.close(), third.close()]);
});

it('is turned off by an option', async () => {
  const kernel = await start({ args: ['--history', 'off'] });
  await kernel.execute('1 + 1');
  expect(await ask(kernel, { hist_access_type: 'tail', n: 10 })).toEqual([[1, 1, '1 + 1']]);
  await kernel.close();
  expect(await readdir(folder)).toEqual([]);
});

it('stays in memory where it cannot be written, with one sentence in the log and none in the notebook', async () => {
  const kernel = await start({ logged: true, args: ['--history', '/dev/null/history'] });
  const cell = await kernel.execute('1 + 1');
  expect(result(cell)).toBe('2');
  expect(printed(cell, 'stderr')).toBe('');
  await kernel.execute('2 + 2');
  await kernel.until(() => kernel.log.includes('/dev/null/history'));
  expect(kernel.log.match(/kept in memory only/g)).toHaveLength(1);
  expect(await ask(kernel, { hist_access_type: 'tail', n: 10 })).toHaveLength(2);
  await kernel.close();
});
