/** The handshake of JEP 66: a kernel that chooses its ports, and tells who started it. */
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Dealer, Router } from 'zeromq';
import { Wire } from './protocol/wire.js';

jest.setTimeout(30_000);

const key = 'the key';
const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const sign = (text: string | Buffer, by = key) => createHmac('sha256', by).update(text).digest('hex');

let folder: string;
let service: Router;
let kernel: ChildProcess | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sonde-registration-'));
  service = new Router({ linger: 0 });
  await service.bind('tcp://127.0.0.1:*');
});

afterEach(async () => {
  service.close();
  if (kernel?.exitCode === null && kernel.signalCode === null) {
    kernel.kill('SIGKILL');
    await once(kernel, 'exit');
  }
  await rm(folder, { recursive: true, force: true });
});

async function start(more: object = {}): Promise<{ said(): string }> {
  const file = join(folder, 'registration.json');
  const registration_port = Number(/:(\d+)$/.exec(service.lastEndpoint ?? '')?.[1]);
  const place = { transport: 'tcp', registration_ip: '127.0.0.1', registration_port };
  await writeFile(
    file,
    JSON.stringify({ kernel_id: 'seven', ...place, signature_scheme: 'hmac-sha256', key, ...more })
  );
  let said = '';
  kernel = spawn(process.execPath, ['--no-force-async-hooks-checks', main, file], {
    cwd: folder,
    env: { ...process.env, NODE_OPTIONS: '', XDG_STATE_HOME: folder },
    stdio: ['ignore', 'inherit', 'pipe']
  });
  kernel.stderr?.on('data', chunk => (said += String(chunk)));
  return { said: () => said };
}

it('tells its ports, signed, and answers there', async () => {
  const { said } = await start();
  const [identity, delimiter, signature, content] = await service.receive();
  expect(String(delimiter)).toBe('<IDS|MSG>');
  expect(String(signature)).toBe(sign(content!));
  const told = JSON.parse(String(content)) as Record<string, string>;
  expect(told).toEqual({
    kernel_id: 'seven',
    shell_port: expect.stringMatching(/^\d+$/),
    control_port: expect.stringMatching(/^\d+$/),
    stdin_port: expect.stringMatching(/^\d+$/),
    iopub_port: expect.stringMatching(/^\d+$/),
    hb_port: expect.stringMatching(/^\d+$/)
  });
  expect(new Set(Object.values(told)).size).toBe(6);
  // Somebody else's answer is not the one it waits for.
  await service.send([identity!, '<IDS|MSG>', sign('{}', 'another'), '{}']);
  await service.send([identity!, '<IDS|MSG>', sign('{}'), '{}']);

  const wire = new Wire(key);
  const shell = new Dealer({ linger: 0 });
  shell.connect(`tcp://127.0.0.1:${told['shell_port']}`);
  try {
    for (const type of ['kernel_info', 'connect']) {
      const header = wire.header(`${type}_request`);
      await shell.send(
        wire.encode({ identities: [], header, parent: {}, metadata: {}, content: {}, buffers: [] })
      );
      const reply = wire.decode(await shell.receive());
      expect(reply).toMatchObject({ header: { msg_type: `${type}_reply` }, content: { status: 'ok' } });
      if (type === 'connect') expect(reply?.content.shell_port).toBe(Number(told['shell_port']));
    }
  } finally {
    shell.close();
  }
  expect(said()).toBe('');
});

it('ends cleanly where nobody has acknowledged them', async () => {
  const { said } = await start();
  const [, , , content] = await service.receive();
  const told = JSON.parse(String(content)) as Record<string, string>;
  const wire = new Wire(key);
  const control = new Dealer({ linger: 0 });
  control.connect(`tcp://127.0.0.1:${told['control_port']}`);
  const exited = once(kernel!, 'exit');
  const header = wire.header('shutdown_request');
  await control.send(
    wire.encode({ identities: [], header, parent: {}, metadata: {}, content: {}, buffers: [] })
  );
  expect(await exited).toEqual([0, null]);
  control.close();
  expect(said()).toBe('');
});

it.each([
  [{ transport: 'ipc' }, 'wants the transport "ipc"; only tcp is spoken'],
  [{ kernel_id: 7 }, 'has no kernel_id'],
  [{ registration_port: 99_999 }, 'has the registration_port 99999; a port is a number from 1 to 65535']
])('refuses %j with a sentence', async (more, sentence) => {
  const { said } = await start(more);
  expect(await once(kernel!, 'exit')).toEqual([1, null]);
  expect(said()).toContain(sentence);
  expect(said()).not.toContain('    at ');
});
