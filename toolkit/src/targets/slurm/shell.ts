/** Runs programs here or, through ssh, on a log-in node, with one way to say what went wrong on the way there. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { SondeError } from '@sonde/schema';
import type { SlurmSettings } from './settings.js';
import { sharedConnection } from './shared-connection.js';

export interface Shell {
  /** For people, e.g. "me@login.example.org". */
  readonly where: string;
  /** Ends with the program; a code other than 0 is for the caller to judge. No shell reads the arguments. */
  run(argv: readonly string[], options?: { input?: string | Buffer }): Promise<Ran>;
  /** As {@link run}, for as long as it takes, with streams; throws a sentence when the program fails. */
  pipe(argv: readonly string[], streams: Streams): Promise<void>;
}

export interface Streams {
  input?: Readable;
  output?: Writable;
  signal?: AbortSignal | undefined;
}

export interface Ran {
  code: number;
  stdout: Buffer;
  stderr: string;
}

export function openShell(settings: SlurmSettings): Shell {
  return settings.ssh === undefined ? localShell() : sshShell(settings.ssh, settings);
}

/** `text` as one word of a POSIX shell. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

function localShell(): Shell {
  const where = 'this machine';
  return {
    where,
    run: (argv, { input } = {}) => run(argv, input, where),
    async pipe(argv, streams) {
      const { code, stderr } = await pipe(argv, streams);
      if (code !== 0) throw failed(argv, where, stderr);
    }
  };
}

function sshShell(host: string, { port, identity, sshOptions = [] }: SlurmSettings): Shell {
  const argv = (): string[] => [
    'ssh',
    ...(port === undefined ? [] : ['-p', String(port)]),
    ...(identity === undefined ? [] : ['-i', identity, '-o', 'IdentitiesOnly=yes']),
    // Of options of the same name ssh takes the first.
    ...[...sshOptions, ...usualOptions()].flatMap(option => ['-o', option]),
    host
  ];
  return {
    where: host,
    async run(words, { input } = {}) {
      const ran = await run([...argv(), words.map(quote).join(' ')], input, host);
      if (ran.code === 255) throw unreachable(host, ran.stderr);
      return ran;
    },
    async pipe(words, streams) {
      const { code, stderr } = await pipe([...argv(), words.map(quote).join(' ')], streams);
      if (code === 255) throw unreachable(host, stderr);
      if (code !== 0) throw failed(words, host, stderr);
    }
  };
}

async function pipe(
  [program = '', ...words]: readonly string[],
  { input, output, signal }: Streams
): Promise<{ code: number; stderr: string }> {
  const child = spawn(program, words, {
    stdio: ['pipe', 'pipe', 'pipe'],
    cwd,
    env: process.env,
    ...(signal && { signal })
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr = (stderr + chunk).slice(-4096)));
  const exited = once(child, 'exit') as Promise<[number | null]>;
  if (!input) child.stdin.end();
  if (!output) child.stdout.resume();
  // The program may end without having read all: why it did counts more than that.
  const sent = input ? pipeline(input, child.stdin).then(() => undefined, asError) : undefined;
  const taken = output ? pipeline(child.stdout, output) : undefined;
  const [[code]] = await Promise.all([exited, taken]);
  const unsent = await sent;
  if (code === 0 && unsent !== undefined) throw unsent;
  return { code: code ?? 137, stderr };
}

const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));

function failed([program = '']: readonly string[], where: string, stderr: string): SondeError {
  const said = stderr.trim().split('\n').at(-1) ?? '';
  return new SondeError(
    'stage-failed',
    `Cannot copy to or from ${where}: ${said || `${program} failed there`}`,
    {
      hint: 'Is there space left, and may you write to the folder that `stage` names in targets.json?'
    }
  );
}

/** Nobody is there to type a password, and a network that is gone says nothing. */
function usualOptions(): string[] {
  return [
    ...['BatchMode=yes', 'ConnectTimeout=10', 'ServerAliveInterval=10', 'ServerAliveCountMax=3'],
    ...sharedConnection()
  ];
}

/** Ours may have been deleted, and sbatch does nothing without one. */
const cwd = '/';

/** Milliseconds that one call may take: slurmctld is waited for by the commands themselves, for some ten seconds. */
const patience = 60_000;

function run(argv: readonly string[], input: string | Buffer | undefined, where: string): Promise<Ran> {
  const [program = '', ...words] = argv;
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, { stdio: ['pipe', 'pipe', 'pipe'], cwd, env: process.env });
    const out: Buffer[] = [];
    let stderr = '';
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      child.kill('SIGKILL');
    }, patience);
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
    child.stdin.on('error', () => undefined); // it may end without having read all
    child.stdin.end(input);
    const exited = new Promise<number>(done => child.once('exit', code => done(code ?? 137)));
    const read = new Promise<void>(done => child.stdout.once('close', () => done()));
    child.once('error', (cause: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      if (cause.code === 'ENOENT')
        resolve({ code: 127, stdout: Buffer.alloc(0), stderr: `${program}: not found` });
      else reject(cause);
    });
    // Not 'close' of all three: an ssh that stays to serve the next calls keeps stderr open.
    void Promise.all([exited, read]).then(([code]) => {
      clearTimeout(timer);
      if (late) reject(new SondeError('target-unreachable', `${where} did not answer within a minute`));
      else resolve({ code, stdout: Buffer.concat(out), stderr });
    });
  });
}

function unreachable(host: string, stderr: string): SondeError {
  const said = stderr.trim().split('\n').at(-1) ?? '';
  if (/Permission denied/.test(said)) {
    return new SondeError('target-credentials', `${host} does not let us in by ssh: ${said}`, {
      hint: 'Name your private key as `identity` in targets.json, or load it into the ssh agent; nobody can type a password here.'
    });
  }
  if (/[Hh]ost key/.test(stderr)) {
    return new SondeError(
      'target-credentials',
      `The host key of ${host} is not the known one, or not known yet`,
      {
        hint: `Connect once by hand: ssh ${host}`
      }
    );
  }
  return new SondeError(
    'target-unreachable',
    `Cannot reach ${host} by ssh: ${said || 'the connection broke'}`,
    {
      hint: 'Is the network up, and are `ssh` and `port` right in targets.json?'
    }
  );
}
