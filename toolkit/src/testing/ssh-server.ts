/** For tests: an ssh server on loopback with a throw-away key. Needs Debian's openssh-server, and root. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port.js';
import { listens } from './listens.js';

export interface SshServer {
  port: number;
  /** The key that is let in, and one that is not. */
  identity: string;
  stranger: string;
  /** For `ssh -o`: nobody has seen this server before. */
  options: string[];
  /** Breaks all connections there are now, as a network does that fails; new ones are let in. */
  cut(): void;
  stop(): Promise<void>;
}

/** Why there can be no such server here, if so. */
export function noSsh(): string | undefined {
  if (process.getuid?.() !== 0) return 'an ssh server is started by root only';
  const missing = ['/usr/sbin/sshd', '/usr/bin/ssh-keygen'].filter(path => !existsSync(path));
  return missing.length > 0 ? `there is no ${missing.join(', ')} here` : undefined;
}

/** @param env what those who log in find in their environment */
export async function startSsh(env: Record<string, string> = {}): Promise<SshServer> {
  const folder = mkdtempSync(join(tmpdir(), 'sonde-ssh-'));
  const key = (name: string): string => {
    const path = join(folder, name);
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', path]);
    return path;
  };
  const [host, identity, stranger] = [key('host'), key('identity'), key('stranger')];
  const allowed = join(folder, 'allowed');
  writeFileSync(allowed, readFileSync(`${identity}.pub`), { mode: 0o600 });
  chmodSync(folder, 0o755);
  if (!existsSync('/run/sshd')) mkdirSync('/run/sshd', { mode: 0o755 });
  const port = await freePort();
  const config = join(folder, 'sshd_config');
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  writeFileSync(
    config,
    [
      `Port ${port}`,
      'ListenAddress 127.0.0.1',
      `HostKey ${host}`,
      `AuthorizedKeysFile ${allowed}`,
      'PermitRootLogin yes',
      'PasswordAuthentication no',
      'KbdInteractiveAuthentication no',
      'UsePAM no',
      'StrictModes no',
      'PidFile none',
      ...(variables.length > 0 ? [`SetEnv ${variables.join(' ')}`] : [])
    ].join('\n')
  );
  const server = spawn('/usr/sbin/sshd', ['-D', '-f', config], { stdio: 'ignore' });
  const patience = Date.now() + 10_000;
  while (!(await listens(port))) {
    if (Date.now() > patience) throw new Error(`sshd did not start with ${config}`);
    await sleep(50);
  }
  return {
    port,
    identity,
    stranger,
    options: [
      'StrictHostKeyChecking=no',
      `UserKnownHostsFile=${join(folder, 'known')}`,
      'LogLevel=ERROR',
      // First of its name it wins, and the kept connection goes with the test.
      `ControlPath=${join(folder, '%C')}`,
      'ControlPersist=5'
    ],
    cut() {
      for (const pid of childrenOf(server.pid)) process.kill(pid, 'SIGKILL');
    },
    async stop() {
      const gone = once(server, 'exit');
      server.kill('SIGTERM');
      await gone;
      rmSync(folder, { recursive: true, force: true });
    }
  };
}

function childrenOf(pid: number | undefined): number[] {
  const listed = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return listed.split(' ').filter(Boolean).map(Number);
}
