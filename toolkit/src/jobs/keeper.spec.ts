import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, it, jest } from '@jest/globals';
import { jobFolder } from './job-folder.js';
import { Jobs } from './jobs.js';

jest.setTimeout(60_000);

const home = mkdtempSync(join(tmpdir(), 'sonde-keeper-'));
afterAll(() => rmSync(home, { recursive: true, maxRetries: 20, retryDelay: 100 }));

it('jobs that wait are started when who submitted them has gone and the one before them was killed', async () => {
  writeFileSync(join(home, 'targets.json'), JSON.stringify({ local: { kind: 'local', slots: 1 } }));
  const toolkit = new URL('../../lib/index.js', import.meta.url).href;
  const script = `
    const { Jobs } = await import(${JSON.stringify(toolkit)});
    const jobs = new Jobs({ home: ${JSON.stringify(home)}, sources: [], keeper: true });
    const first = await jobs.submit({ kind: 'command', command: ['sleep', '60'] });
    const second = await jobs.submit({ kind: 'command', command: ['true'] });
    console.log(JSON.stringify([first.id, second.id]));
    process.exit();`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit']
  });
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => (printed += String(chunk)));
  await once(child, 'close');
  const [first = '', second = ''] = JSON.parse(printed) as string[];
  const { process: identity } = jobFolder(home, first);
  while (!existsSync(identity)) await sleep(50);
  process.kill((JSON.parse(readFileSync(identity, 'utf8')) as { pid: number }).pid, 'SIGKILL');
  // Nobody looks: the file alone tells.
  const { events } = jobFolder(home, second);
  while (!readFileSync(events, 'utf8').includes('succeeded')) await sleep(50);
  const jobs = new Jobs({ home, sources: [] });
  expect((await jobs.get(first)).state).toBe('lost');
  expect(await jobs.isAnyoneWaiting()).toBe(false);
  jobs.close();
});
