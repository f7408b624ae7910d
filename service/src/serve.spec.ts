import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { paths, serviceHeader } from '@sonde/schema';
import { serve } from './serve.js';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'sonde-serve-'))));
afterAll(() => rm(folder, { recursive: true }));

/** The status that the service at `socketPath` answers with. */
function status(socketPath: string, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { [serviceHeader.name]: serviceHeader.value };
    request({ socketPath, path, headers }, response => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}

describe('serve', () => {
  it('listens on a socket that only its owner may use, and removes it at the end', async () => {
    const socket = join(folder, 'one');
    const served = await serve({ socket, sources: [] });
    expect(statSync(socket).mode & 0o777).toBe(0o600);
    expect(await status(socket, paths.modules)).toBe(200);
    await served.close();
    expect(existsSync(socket)).toBe(false);
  });

  it('takes over the socket of a dead process', async () => {
    const socket = join(folder, 'stale');
    const script = `require('node:net').createServer().listen(${JSON.stringify(socket)}, () => process.kill(process.pid, 'SIGKILL'))`;
    await once(spawn(process.execPath, ['-e', script]), 'exit');
    expect(existsSync(socket)).toBe(true);
    const served = await serve({ socket, sources: [] });
    expect(await status(socket, paths.modules)).toBe(200);
    await served.close();
  });

  it('does not stand beside a living one', async () => {
    const socket = join(folder, 'taken');
    const served = await serve({ socket, sources: [] });
    await expect(serve({ socket, sources: [] })).rejects.toMatchObject({ code: 'socket-taken' });
    expect(await status(socket, paths.modules)).toBe(200);
    await served.close();
  });

  it('survives what is no HTTP', async () => {
    const socket = join(folder, 'garbage');
    const served = await serve({ socket, sources: [] });
    for (const bytes of [
      '\0\0\0',
      'GET / HTTP/9\r\n\r\n',
      'POST /api/jobs HTTP/1.1\r\nContent-Length: -5\r\n\r\n',
      'GET ' + '/x'.repeat(50_000)
    ]) {
      const client = connect(socket);
      client.on('error', () => undefined);
      client.write(bytes);
      client.end();
      client.resume();
      await once(client, 'close');
    }
    expect(await status(socket, '/%E0%A4%A')).toBe(404);
    expect(await status(socket, paths.modules)).toBe(200);
    await served.close();
  });
});

describe('sonde serve', () => {
  const main = fileURLToPath(new URL('../../sonde/lib/main.js', import.meta.url));

  it('answers, ends at SIGTERM with code 0 and leaves no socket', async () => {
    const socket = join(folder, 'command');
    const child = spawn(process.execPath, [main, 'serve', '--socket', socket], {
      env: { ...process.env, SONDE_HOME: join(folder, 'home') },
      stdio: ['ignore', 'pipe', 'inherit']
    });
    await once(child.stdout, 'data');
    expect(await status(socket, paths.modules)).toBe(200);
    expect(await status(socket, paths.jobs)).toBe(200);
    expect(await status(socket, paths.health)).toBe(200);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(existsSync(socket)).toBe(false);
  });

  it.each([
    [['serve'], 'Cannot serve: give either --socket PATH or --port N'],
    [['serve', '--port', 'x'], 'Cannot serve on port "x"'],
    [['serve', '--sokcet', 'x'], "Unknown option '--sokcet'"],
    [['srve'], 'There is no command "sonde srve"']
  ])('says what is wrong with %j', async (args, sentence) => {
    const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', chunk => (said += String(chunk)));
    expect(await once(child, 'close')).toEqual([2, null]);
    expect(said).toContain(sentence);
  });

  it('cannot listen where there is no folder, and says so', async () => {
    const path = join(folder, 'file');
    await writeFile(path, '');
    const child = spawn(process.execPath, [main, 'serve', '--socket', join(path, 'socket')], {
      stdio: ['ignore', 'ignore', 'pipe']
    });
    let said = '';
    child.stderr.on('data', chunk => (said += String(chunk)));
    expect(await once(child, 'close')).toEqual([1, null]);
    expect(said).toContain('Cannot listen on ');
  });
});
