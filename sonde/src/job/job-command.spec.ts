/** The command as people start it: a process each time, and jobs that outlive it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { isFinal, type JobRecord, type Schedule } from '@sonde/schema';

jest.setTimeout(60_000);

const main = join(import.meta.dirname, '../../lib/main.js');
const fixtures = join(import.meta.dirname, '../../../toolkit/src/jobs/fixtures');
let home: string;
let data: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'sonde-job-'));
  data = join(home, 'data.csv');
  await writeFile(data, 'a\n1\n');
});
afterAll(async () => {
  const { jobs } = await listed();
  await sonde('job', 'stop', ...jobs.map(({ id }) => id));
  await rm(home, { recursive: true, maxRetries: 20, retryDelay: 100 });
});

function start(...args: string[]) {
  const env = { ...process.env, SONDE_HOME: home, SONDE_MODULES: fixtures, SONDE_OFFLINE: '1' };
  const child = spawn(process.execPath, [main, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  // Listened for from the start: it may have ended before somebody waits for that.
  const closed = once(child, 'close').then(([code]) => code as number);
  const said = { child, closed, out: '', err: '' };
  child.stdout.on('data', (piece: Buffer) => (said.out += piece.toString()));
  child.stderr.on('data', (piece: Buffer) => (said.err += piece.toString()));
  return said;
}

async function sonde(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = start(...args);
  const code = await said.closed;
  return { code, out: said.out, err: said.err };
}

async function listed(...args: string[]) {
  const { out } = await sonde('job', 'list', '--json', '--all', ...args);
  return JSON.parse(out) as { jobs: JobRecord[]; total: number; quarantined: { id: string }[] };
}

async function until<T>(look: () => T | Promise<T>): Promise<NonNullable<T>> {
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

async function ended(id: string): Promise<JobRecord> {
  return until(async () => {
    const job = JSON.parse((await sonde('job', 'show', id, '--json')).out) as JobRecord;
    return isFinal(job.state) ? job : undefined;
  });
}

describe('sonde job', () => {
  it('runs a command, watches it, and fails as it does', async () => {
    const fine = await sonde('job', 'run', 'command', '--watch', '--', 'sh', '-c', 'echo one; echo two');
    expect(fine).toMatchObject({ code: 0, out: expect.stringContaining('one\ntwo\n') });
    const bad = await sonde('job', 'run', 'command', '--watch', '--', 'sh', '-c', 'exit 3');
    expect(bad).toMatchObject({ code: 1, err: expect.stringContaining('ended with exit code 3') });
  });

  it('trains, tells what is known of it, repeats it with changes, and deletes it', async () => {
    const { code, out } = await sonde(
      ...['job', 'run', 'train', 'count', '--data', data, '--arg', 'epochs=2', '--arg', 'note=hello'],
      ...['--label', 'who=me', '--time', '1h', '--title', 'a try']
    );
    expect(code).toBe(0);
    const id = out.trim();
    expect(await ended(id)).toMatchObject({
      state: 'succeeded',
      args: { epochs: 2, note: 'hello' },
      labels: { who: 'me' },
      resources: { minutes: 60 }
    });
    const short = id.slice(-4);
    expect((await sonde('job', 'show', short)).out).toMatch(/State +Succeeded\n.*Module +count@1.2.0\n/s);
    expect((await sonde('job', 'logs', short)).out).toBe('printed by the module\n');
    expect((await sonde('job', 'list')).out).toMatch(
      /^Id +State +Age +Progress +Target +Title\n.*Succeeded +\d+ s +took \d+ s +local +a try\n/s
    );
    const again = (await sonde('job', 'retry', short, '--arg', 'epochs=1')).out.trim();
    expect(await ended(again)).toMatchObject({
      parent: id,
      attempt: 2,
      args: { epochs: 1, note: 'hello' }
    });
    const gone = await sonde('job', 'rm', again, 'nope', id);
    expect(gone).toMatchObject({ code: 1, err: expect.stringContaining('There is no job "nope"') });
    expect(gone.out).toMatch(new RegExp(`^${again} freed \\d+ bytes\n${id} freed \\d+ bytes\n$`));
    expect((await sonde('job', 'show', id)).code).toBe(1);
  });

  it('goes on with a training from its last checkpoint', async () => {
    const cut = (
      await sonde('job', 'run', 'train', 'count', '--data', data, '--arg', 'epochs=3', '--arg', 'what=fail')
    ).out.trim();
    expect(await ended(cut)).toMatchObject({ state: 'failed', checkpoint: { step: expect.any(Number) } });
    expect((await sonde('job', 'show', cut)).out).toMatch(/^Kept +a checkpoint of epoch \d$/m);
    const { out } = await sonde('job', 'resume', cut.slice(-4), '--arg', 'what=learn');
    expect(await ended(out.trim())).toMatchObject({ state: 'succeeded', resumes: cut });
    expect((await sonde('job', 'show', out.trim())).out).toMatch(
      new RegExp(`^Parent +goes on from ${cut}$`, 'm')
    );
    expect(await sonde('job', 'resume', out.trim())).toMatchObject({
      code: 1,
      err: expect.stringContaining('it has kept no checkpoint, or has succeeded')
    });
  });

  it('prints the command of a job that others start, and starts nothing', async () => {
    const asked = ['job', 'run', 'train', 'count', '--data', data, '--arg', 'epochs=2'];
    const before = (await listed()).total;
    const { code, out, err } = await sonde(...asked, '--print', 'apptainer');
    expect(code).toBe(0);
    expect((await listed()).total).toBe(before);
    const [, folder = ''] = /What it makes will be in (.+)\/artefacts\./.exec(err) ?? [];
    const [, inside = ''] = /^apptainer exec .* docker:\/\/node:\S+ node (.+)\n$/.exec(out) ?? [];
    const ran = spawn(process.execPath, inside.split(' '), { stdio: 'ignore' });
    expect(await once(ran, 'exit')).toEqual([0, null]);
    expect(await readdir(join(folder, 'artefacts/model'))).toContain('model.json');
    expect(await sonde(...asked, '--print', 'docker')).toMatchObject({
      code: 2,
      err: expect.stringContaining('--print knows apptainer and udocker, not "docker"')
    });
  });

  it('tries out the values of a list', async () => {
    const { code, out } = await sonde(
      ...['job', 'run', 'train', 'count', '--data', data, '--arg', 'epochs=[1,2]', '--sweep', '--watch']
    );
    expect(code).toBe(0);
    expect(out).toMatch(
      /succeeded {2}count on data.csv: epochs 1\n.*succeeded {2}count on data.csv: epochs 2\n/s
    );
    const wrong = await sonde(
      'job',
      'run',
      'train',
      'count',
      '--data',
      data,
      '--arg',
      'epochs=[1,-2]',
      '--sweep'
    );
    expect(wrong).toMatchObject({ code: 1, err: expect.stringContaining('"epochs" is -2') });
  });

  it('gives programs JSON and nothing else, also while it looks on', async () => {
    const one = await sonde(
      'job',
      'run',
      'command',
      '--watch',
      '--json',
      '--',
      'sh',
      '-c',
      'echo said; exit 3'
    );
    expect(one).toMatchObject({ code: 1, err: expect.stringContaining('Running') });
    expect(JSON.parse(one.out)).toMatchObject({ state: 'failed' });
    const asked = ['job', 'run', 'train', 'count', '--data', data, '--arg', 'epochs=[1,2]', '--sweep'];
    const all = await sonde(...asked, '--watch', '--json');
    expect(all).toMatchObject({ code: 0, err: expect.stringContaining('count on data.csv: epochs 1') });
    expect(JSON.parse(all.out)).toMatchObject({
      group: expect.any(String),
      jobs: [{ state: 'succeeded' }, { state: 'succeeded' }]
    });
  });

  it('runs a notebook with parameters, and keeps it with its outputs', async () => {
    const notebook = join(home, 'fit.ipynb');
    const cell = (source: string, tags: string[] = []) => ({
      cell_type: 'code',
      id: source.slice(0, 4).replace(/\W/g, ''),
      source,
      metadata: { tags },
      outputs: [],
      execution_count: null
    });
    const cells = [cell('let lr = 0.5;', ['parameters']), cell('console.log(`learnt at ${lr}`);')];
    const metadata = { kernelspec: { name: 'sonde', display_name: 'Sonde', language: 'typescript' } };
    await writeFile(notebook, JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 }));
    const kept = join(home, 'kept.ipynb');
    const ran = await sonde('run', notebook, '-p', 'lr=0.01', '-o', kept);
    expect([ran.code, ran.err]).toEqual([0, expect.stringContaining(`with its outputs is ${kept}`)]);
    expect(await readFile(kept, 'utf8')).toContain('learnt at 0.01');
  });

  it('says what deleting would free, and deletes nothing then', async () => {
    const id = (await sonde('job', 'run', 'command', '--watch', '--json', '--', 'true')).out;
    const { id: job } = JSON.parse(id) as JobRecord;
    const dry = await sonde('job', 'rm', '--dry', job);
    expect(dry).toMatchObject({
      code: 0,
      out: expect.stringMatching(new RegExp(`^${job} would free \\d+ bytes\n$`))
    });
    const freed = await sonde('job', 'rm', job);
    expect(freed.out).toBe(dry.out.replace('would free', 'freed'));
  });

  it('follows a log until Ctrl-C, which leaves the job alone', async () => {
    const script = 'let n = 0; setInterval(() => console.log(++n), 50)';
    const { out } = await sonde('job', 'run', 'command', '--', process.execPath, '-e', script);
    const id = out.trim();
    const after = (await sonde('job', 'run', 'command', '--after', id, '--', 'true')).out.trim();
    const following = start('job', 'logs', '-f', id);
    await until(() => following.out.includes('\n5\n'));
    following.child.kill('SIGINT');
    expect(await following.closed).toBe(0);
    expect(following.err).toContain(`Job ${id} runs on`);
    expect((await listed('--state', 'running')).jobs.map(job => job.id)).toEqual([id]);
    const to = start('job', 'logs', '-f', id);
    await until(() => to.out.includes('\n5\n'));
    expect(await sonde('job', 'rm', id)).toMatchObject({
      code: 1,
      err: expect.stringContaining('Stop it first')
    });
    expect((await sonde('job', 'stop', id)).out).toBe(`${id} cancelled\n`);
    expect(await to.closed).toBe(0);
    expect(to.err).toContain(`Job ${id}: Cancelled`);
    expect((await sonde('job', 'stop', id)).out).toBe(`${id} had ended before: cancelled\n`);
    expect(await ended(after)).toMatchObject({ state: 'cancelled', reason: expect.stringContaining(id) });
  });

  it('says in sentences what is wrong, and 2 when it was called in a wrong way', async () => {
    const calls: [string[], number, string][] = [
      [['job', 'lst'], 2, 'There is no command "sonde job lst"'],
      [['job', 'run'], 2, 'Say what to run'],
      [['job', 'show'], 2, '"sonde job show" takes the id of one job'],
      [['job', 'list', '--state', 'done'], 2, 'There is no state "done"'],
      [['job', 'stop', 'x', '--gpus', '1'], 2, '"sonde job stop" takes no --gpus'],
      [['job', 'run', 'train', 'coutn', '--data', data], 1, 'There is no module called "coutn"'],
      [['job', 'run', 'train', 'count', '--data', '/no/such'], 1, '/no/such'],
      [['job', 'run', 'command', '--on', 'mars', '--', 'true'], 1, 'there is no target "mars"'],
      [['job', 'run', 'dance'], 1, 'there are no jobs of kind "dance"'],
      [['run', 'a.ipynb', '-o', '/no/such/folder/b.ipynb'], 2, 'there is no such folder'],
      [['job', 'run', 'notebook', 'a.ipynb', '-o', 'b.ipynb'], 2, '--output needs --watch'],
      [['image', 'build', '--target', 'local'], 2, 'the target "local" runs its jobs in no image'],
      [['image'], 2, 'There is no command "sonde image"'],
      [['schedule', 'add', 'never', 'command', '--', 'true'], 1, 'Cannot read the times "never"'],
      [['serve'], 2, 'give either --socket PATH or --port N']
    ];
    for (const [args, code, sentence] of calls) {
      const said = await sonde(...args);
      expect([args, said.code, said.err]).toEqual([args, code, expect.stringContaining(sentence)]);
      expect(said.err).not.toMatch(/^ +at /m);
    }
  });

  it('lists what cannot be read, too', async () => {
    const folder = join(home, 'jobs', '1m85x7mvq-hgh5');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'job.json'), '{ broken');
    await writeFile(join(folder, 'events.ndjson'), '');
    await sonde('job', 'list');
    expect((await listed()).quarantined).toMatchObject([{ id: '1m85x7mvq-hgh5' }]);
    expect((await sonde('job', 'list')).out).toContain('Job 1m85x7mvq-hgh5 cannot be read and lies aside in');
  });
});

describe('sonde schedule', () => {
  it('keeps a job for set times, and says when it is due', async () => {
    const added = await sonde(
      ...['schedule', 'add', '30 2 * * 1-5', 'train', 'count', '--data', data, '--zone', 'UTC', '--json']
    );
    expect(added).toMatchObject({ code: 0, err: expect.stringContaining('only while the service runs') });
    const { id } = JSON.parse(added.out) as Schedule;
    const list = await sonde('schedule', 'list');
    expect(list.out).toMatch(new RegExp(`${id} +30 2 \\* \\* 1-5 +UTC +.* 02:30 UTC +never +0 +train count`));
    expect((await sonde('schedule', 'pause', id.slice(-4))).out).toBe(`Paused the schedule ${id}.\n`);
    expect((await sonde('schedule', 'list')).out).toContain('paused');
    expect((await sonde('schedule', 'resume', id.slice(-4))).out).toContain('is due next');
    expect((await sonde('schedule', 'rm', id.slice(-4))).out).toBe(`Deleted the schedule ${id}.\n`);
    expect((await sonde('schedule', 'list')).out).toBe('There are no schedules.\n');
  });
});
