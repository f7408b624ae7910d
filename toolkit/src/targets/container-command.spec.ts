import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { folderAt, type StoredJob } from '../jobs/job-folder.js';
import { containerCommand } from './container-command.js';

const folder = folderAt('/home/me/.sonde/printed/jobs/j1', 'j1');
const context = { root: '/opt/sonde', runner: '/opt/sonde/toolkit/lib/jobs/runner.js' };
const job = (more: Partial<StoredJob> = {}): StoredJob =>
  ({ id: 'j1', kind: 'train', title: 'a job', data: { path: '/data/a b.csv' }, ...more }) as StoredJob;
/** The words as a shell reads them. */
const words = (command: string): string[] =>
  execFileSync('/bin/sh', ['-c', `printf '%s\\n' ${command}`], { encoding: 'utf8' })
    .trimEnd()
    .split('\n');
const last = ['node', '--enable-source-maps', context.runner, folder.path];

describe('the command for a job at a site without Docker', () => {
  it('is one of Apptainer', () => {
    expect(words(containerCommand('apptainer', job(), folder, context))).toEqual([
      ...['apptainer', 'exec', '--cleanenv', '--no-home'],
      ...['--mount', 'type=bind,source=/opt/sonde,destination=/opt/sonde,ro'],
      ...['--mount', 'type=bind,source=/data/a b.csv,destination=/data/a b.csv,ro'],
      ...['--mount', `type=bind,source=${folder.path},destination=${folder.path}`],
      'docker://node:22-bookworm-slim',
      ...last
    ]);
  });

  it('is one of udocker', () => {
    expect(words(containerCommand('udocker', job(), folder, { ...context, image: 'my/node:1' }))).toEqual([
      ...['udocker', 'run', '--rm', `--volume=${folder.path}:${folder.path}`],
      ...['--volume=/opt/sonde:/opt/sonde', '--volume=/data/a b.csv:/data/a b.csv', 'my/node:1'],
      ...last
    ]);
  });

  it('gives it the GPUs', () => {
    const wanted = job({ resources: { gpus: 1 } });
    expect(containerCommand('apptainer', wanted, folder, context)).toContain(' --nv ');
    expect(containerCommand('udocker', wanted, folder, context)).toMatch(
      /^udocker pull \S+ && udocker create --name=sonde-j1 \S+ && udocker setup --nvidia sonde-j1 && udocker run .* sonde-j1 node /
    );
  });

  it('holds with odd names, or says that it cannot', () => {
    const odd = job({ data: { path: `/data/it's, "a".csv` } as never });
    expect(words(containerCommand('apptainer', odd, folder, context))).toContain(
      `type=bind,"source=/data/it's, ""a"".csv","destination=/data/it's, ""a"".csv",ro`
    );
    const colon = job({ data: { path: '/data/a:b' } as never });
    expect(() => containerCommand('udocker', colon, folder, context)).toThrow(
      'Cannot run job "a job" by udocker: it mounts no path with a colon, as in /data/a:b'
    );
  });
});
