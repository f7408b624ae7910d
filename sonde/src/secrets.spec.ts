/** Secrets that are in the environment of whoever starts a job, or in a target's settings, are written nowhere. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, jest } from '@jest/globals';
import { Jobs, Run } from '@sonde/toolkit';
import { KernelClient } from '../../kernel/lib/testing/client.js';

jest.setTimeout(120_000);

const secret = 'planted-secret-5190';
const home = mkdtempSync(join(tmpdir(), 'sonde-secrets-'));
afterAll(() => rm(home, { recursive: true, maxRetries: 20, retryDelay: 100 }));

/** Every file below, as text. */
function textsBelow(folder: string): [string, string][] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .flatMap(path => {
      const text = textOf(path);
      return text === undefined ? [] : [[path, text]];
    });
}

/** Undefined of one that has gone meanwhile: those of a database come and go. */
function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'latin1');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

it('a planted one is in no record, log, error, answer of the service, notebook or file', async () => {
  const token = join(home, 'token');
  mkdirSync(join(home, 'home'));
  writeFileSync(token, secret);
  chmodSync(token, 0o600);
  const targets = {
    rest: { kind: 'slurm', via: 'rest', url: 'http://127.0.0.1:9', tokenFile: token },
    variable: { kind: 'slurm', via: 'rest', url: 'http://127.0.0.1:9', tokenVariable: 'SONDE_TEST_SECRET' },
    engine: { kind: 'docker', host: 'tcp://127.0.0.1:9', image: 'none' }
  };
  const store = join(home, 'home');
  writeFileSync(join(store, 'targets.json'), JSON.stringify(targets));
  const env = {
    ...process.env,
    NODE_OPTIONS: '',
    SONDE_HOME: store,
    SONDE_OFFLINE: '1',
    SONDE_TEST_SECRET: secret
  };
  const said: string[] = [];
  const sonde = (...args: string[]): void => {
    try {
      said.push(
        execFileSync(process.execPath, [join(import.meta.dirname, '../lib/main.js'), ...args], {
          env,
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'pipe']
        })
      );
    } catch (error) {
      const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
      said.push(stdout, stderr);
    }
  };
  // What a job prints is its own business; all else that is written of it is ours.
  sonde(
    'job',
    'run',
    'command',
    '--watch',
    '--',
    process.execPath,
    '-e',
    'process.exit(process.env.SONDE_TEST_SECRET ? 3 : 0)'
  );
  for (const target of Object.keys(targets)) {
    const option = target === 'engine' ? ['--option', 'env=["SONDE_TEST_SECRET"]'] : [];
    sonde('job', 'run', 'command', '--on', target, ...option, '--', 'true');
  }
  sonde('job', 'list', '--all', '--json');

  const kernel = await KernelClient.start({
    args: ['--provide', `sonde=${join(import.meta.dirname, '..')}`],
    env: { SONDE_HOME: store, SONDE_OFFLINE: '1', SONDE_TEST_SECRET: secret }
  });
  const cell = `import { remote, jobs } from 'sonde';
    await remote(async () => { throw new Error('no luck with ' + typeof process.env['SONDE_TEST_SECRET']); }).catch(error => console.log(String(error)));
    await remote(async () => 1, { on: 'variable' }).catch(error => console.log(String(error)));
    await jobs()`;
  const { outputs } = await kernel.execute(cell);
  said.push(JSON.stringify(outputs));
  await kernel.close();

  const jobs = new Jobs({ home: store });
  const records = await jobs.list();
  expect(records.length).toBeGreaterThanOrEqual(5);
  for (const record of records) {
    const run = new Run(jobs, record);
    said.push(JSON.stringify(await run.record()), JSON.stringify((await run.picture()).view()));
  }
  jobs.close();
  expect(said.join('\n')).toContain('no luck with string'); // it really was there
  expect(said.join('\n')).toContain('exit code 3');
  expect(said.filter(text => text.includes(secret))).toEqual([]);
  expect(textsBelow(store).filter(([, text]) => text.includes(secret))).toEqual([]);
});
