import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConnection } from './connection.js';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sonde-connection-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const ports = { shell_port: 1, control_port: 2, stdin_port: 3, iopub_port: 4, hb_port: 5 };

async function read(fields: object) {
  const file = join(folder, 'connection.json');
  await writeFile(file, JSON.stringify({ ...ports, key: 'k', ...fields }));
  return readConnection(file);
}

describe('readConnection', () => {
  it('knows where each channel listens', async () => {
    const tcp = await read({ ip: '10.0.0.1' });
    expect([tcp.key, tcp.address.shell, tcp.address.hb]).toEqual([
      'k',
      'tcp://10.0.0.1:1',
      'tcp://10.0.0.1:5'
    ]);
    expect(tcp.ports).toEqual(ports);
    expect(tcp.curve).toBeUndefined();
    const ipc = await read({ transport: 'ipc', ip: '/tmp/kernel' });
    expect(ipc.address.iopub).toBe('ipc:///tmp/kernel-4');
  });

  it('takes a pair of keys for encryption, and no half of one', async () => {
    const [publicKey, secretKey] = ['p'.repeat(40), 's'.repeat(40)];
    const both = await read({ curve_publickey: publicKey, curve_secretkey: secretKey });
    expect(both.curve).toEqual({ publicKey, secretKey });
    await expect(read({ curve_publickey: publicKey })).rejects.toThrow('wants encryption');
    await expect(read({ curve_publickey: 'short', curve_secretkey: secretKey })).rejects.toThrow(
      '40 characters'
    );
  });

  it('refuses what it cannot speak with a sentence', async () => {
    await expect(read({ signature_scheme: 'hmac-md5' })).rejects.toThrow('"hmac-md5"; only hmac-sha256');
    await expect(read({ stdin_port: 'x' })).rejects.toMatchObject({
      message: expect.stringContaining('has no stdin_port'),
      hint: expect.stringContaining('through Jupyter')
    });
    await expect(read({ hb_port: 70_000 })).rejects.toThrow(
      'hb_port is 70000; a port is a number from 1 to 65535'
    );
  });

  it.each(['null', '7', '"text"', '{'])('refuses a file that holds %s', async text => {
    const file = join(folder, 'wrong.json');
    await writeFile(file, text);
    expect(() => readConnection(file)).toThrow(`onnection file ${file}`);
  });
});
