import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import type { StoredJob } from '../../jobs/job-folder.js';
import { batchJob } from './batch-job.js';
import type { SlurmSettings } from './settings.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '../../../..');
const path = '/home/me/.local/share/sonde/jobs/j1';
const job = (more: Partial<StoredJob> = {}): StoredJob =>
  ({ id: 'j1', kind: 'train', title: 'a job', data: { path: '/home/me/data.csv' }, ...more }) as StoredJob;
const scriptOf = (settings: SlurmSettings, stored = job()): string => batchJob(stored, settings, path).script;
const lastLine = (...args: Parameters<typeof scriptOf>): string =>
  scriptOf(...args)
    .trimEnd()
    .split('\n')
    .at(-1) ?? '';
const apptainer = { engine: 'apptainer' as const, image: 'node.sif' };
const enroot = { engine: 'enroot' as const, image: 'node.sqsh' };

describe('the script of a batch job', () => {
  it('knows the job’s folder, the runner and Node as the nodes know them', () => {
    const paths = {
      '/home/me': '/nfs/me',
      [root]: '/nfs/sonde',
      [dirname(process.execPath)]: '/nfs/bin'
    };
    const { folder, output, script } = batchJob(job(), { paths }, path);
    expect(folder).toBe('/nfs/me/.local/share/sonde/jobs/j1');
    expect(output).toBe(`${folder}/log.txt`);
    expect(script).toContain(
      `exec '/nfs/bin/node' '--enable-source-maps' '/nfs/sonde/toolkit/lib/jobs/runner.js' '${folder}'\n`
    );
    expect(script).toContain(`export SONDE_PATHS='${JSON.stringify(paths)}'\n`);
  });

  it('leaves a runner that is named as it is', () => {
    const runner = '/opt/sonde/node_modules/@sonde/toolkit/lib/jobs/runner.js';
    expect(lastLine({ runner, paths: { '/opt': '/elsewhere' }, ssh: 'login' })).toBe(
      `exec 'node' '--enable-source-maps' '${runner}' '${path}'`
    );
  });

  it('mounts in a container what the job reads, Sonde and the mapped folders, and the job’s folder last', () => {
    const paths = { '/home/me': '/nfs/me' };
    const runner = '/opt/sonde/node_modules/@sonde/toolkit/lib/jobs/runner.js';
    const stored = job({ trained: '/models/a', code: '/modules/m/module.js', folder: '/modules/m' });
    const mounted = (place: string, more = ''): string =>
      `'--mount' 'type=bind,source=${place},destination=${place}${more}'`;
    expect(lastLine({ container: apptainer, paths, runner }, stored)).toBe(
      [
        "exec 'apptainer' 'exec'",
        ...['/opt/sonde', '/nfs/me', '/modules/m', '/models/a'].map(place => mounted(place, ',ro')),
        mounted('/nfs/me/.local/share/sonde/jobs/j1'),
        "'node.sif' 'node' '--enable-source-maps'",
        `'${runner}' '/nfs/me/.local/share/sonde/jobs/j1'`
      ].join(' ')
    );
  });

  it('gives a container the GPUs of the node only when some were asked for', () => {
    const withGpus = [job({ resources: { gpus: 1 } }), job({ targetOptions: { gres: 'gpu:a100:2' } })];
    expect(lastLine({ container: apptainer })).not.toContain('--nv');
    expect(lastLine({ container: enroot })).toContain("'--env' 'NVIDIA_VISIBLE_DEVICES=void'");
    for (const stored of withGpus) {
      expect(lastLine({ container: apptainer }, stored)).toContain("'--nv'");
      expect(lastLine({ container: enroot }, stored)).toContain("'--env' 'NVIDIA_VISIBLE_DEVICES=all'");
    }
  });

  it('hands Enroot the variables that it would keep back, and refuses paths that it cannot mount', () => {
    const line = lastLine({ container: enroot });
    expect(line).toContain("'--env' 'SONDE_PATHS' '--env' 'SONDE_END' '--env' 'SONDE_PLACE'");
    expect(line).toContain(`'--mount' '${path}:${path}:none:x-create=auto,rbind,rw'`);
    const odd = job({ data: { path: '/my data/a.csv', fingerprint: 'f', files: 1, bytes: 1 } });
    expect(() => lastLine({ container: enroot }, odd)).toThrow(
      'Cannot run the job by Enroot: it mounts no path with a colon or a blank, as in /my data/a.csv'
    );
  });
});
