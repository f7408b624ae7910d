import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { SshEnd, sshAgent } from './ssh-agent.js';

let folder: string;
const path = process.env.PATH ?? '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sonde-ssh-'));
  process.env.PATH = `${folder}${delimiter}${path}`;
});
afterEach(async () => {
  process.env.PATH = path;
  await rm(folder, { recursive: true });
});

it('waits for what ssh says at its end, also when it stopped reading long before', async () => {
  const ssh = join(folder, 'ssh');
  await writeFile(
    ssh,
    '#!/bin/sh\nexec 0<&-\nsleep 0.3\necho "connect to host: Connection refused" >&2\nexit 255\n'
  );
  await chmod(ssh, 0o755);
  const error = await new Promise(resolve => {
    const call = request({ host: 'docker', method: 'POST', agent: sshAgent(new URL('ssh://nobody')) });
    call.on('error', resolve);
    // More than a pipe holds, so that some of it is still to be written when nobody reads any more.
    call.end(Buffer.alloc(1_000_000));
  });
  expect(error).toBeInstanceOf(SshEnd);
  expect((error as SshEnd).message).toBe('connect to host: Connection refused');
});
