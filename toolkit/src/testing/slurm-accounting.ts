/**
 * For tests: the accounting of a Slurm cluster, slurmdbd on a MariaDB of its own, in the cluster's folder. Needs Debian's packages
 * slurmdbd and mariadb-server.
 */
import { execFileSync, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from './free-port.js';
import { listens } from './listens.js';

/** Why there can be no accounting here, if so. */
export function noAccounting(): string | undefined {
  const programs = ['/usr/sbin/slurmdbd', '/usr/sbin/mariadbd', '/usr/bin/mariadb-install-db'];
  const missing = programs.filter(path => !existsSync(path));
  return missing.length > 0 ? `there is no ${missing.join(', ')} here` : undefined;
}

export interface AccountingContext {
  folder: string;
  /** The socket of munge. */
  munge: string;
  jwtKey: string;
  start(program: string, words: string[]): ChildProcess;
  until(what: string, check: () => boolean | Promise<boolean>): Promise<void>;
}

/** The port at which slurmdbd listens. */
export async function startAccounting(context: AccountingContext): Promise<number> {
  const { folder, munge, jwtKey, start, until } = context;
  const [port, databasePort] = await Promise.all([freePort(), freePort()]);
  const place = join(folder, 'database');
  mkdirSync(place);
  const data = join(place, 'data');
  const quick = ['--no-defaults', `--datadir=${data}`, '--user=root'];
  execFileSync(
    'mariadb-install-db',
    [...quick, '--auth-root-authentication-method=normal', '--skip-test-db'],
    {
      stdio: ['ignore', 'ignore', 'inherit']
    }
  );
  const init = join(place, 'init.sql');
  const password = randomBytes(16).toString('hex');
  writeFileSync(
    init,
    [
      'CREATE DATABASE slurm;',
      `CREATE USER slurm@'127.0.0.1' IDENTIFIED BY '${password}';`,
      `GRANT ALL ON slurm.* TO slurm@'127.0.0.1';\n`
    ].join('\n')
  );
  start('mariadbd', [
    ...quick,
    ...['--bind-address=127.0.0.1', `--port=${databasePort}`, `--socket=${join(place, 'socket')}`],
    ...[`--pid-file=${join(place, 'pid')}`, `--init-file=${init}`, '--innodb-buffer-pool-size=64M']
  ]);
  const login = ['-h127.0.0.1', `-P${databasePort}`, '-uslurm', `-p${password}`];
  await until('the database answers', () => {
    execFileSync('mariadb', ['--no-defaults', ...login, 'slurm', '-e', 'SELECT 1'], { stdio: 'ignore' });
    return true;
  });
  const conf = [
    'AuthType=auth/munge',
    `AuthInfo=socket=${munge}`,
    'AuthAltTypes=auth/jwt',
    `AuthAltParameters=jwt_key=${jwtKey}`,
    'DbdHost=localhost',
    'DbdAddr=127.0.0.1',
    `DbdPort=${port}`,
    'SlurmUser=root',
    `LogFile=${folder}/slurmdbd.log`,
    `PidFile=${folder}/slurmdbd.pid`,
    'StorageType=accounting_storage/mysql',
    'StorageHost=127.0.0.1',
    `StoragePort=${databasePort}`,
    'StorageUser=slurm',
    `StoragePass=${password}`,
    'StorageLoc=slurm'
  ];
  writeFileSync(join(folder, 'slurmdbd.conf'), `${conf.join('\n')}\n`, { mode: 0o600 });
  start('slurmdbd', ['-D']);
  await until('slurmdbd listens', () => listens(port));
  return port;
}
