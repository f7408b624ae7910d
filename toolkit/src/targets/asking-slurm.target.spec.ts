/** What jobs ask of a Slurm cluster, and of what kinds they may be. */
import { createHash } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInThisContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { JobRecord, JobRequest } from '@sonde/schema';
import { jobFolder } from '../jobs/job-folder.js';
import { Jobs } from '../jobs/jobs.js';
import { valueFile } from '../jobs/kinds/cell.js';
import { packFunction } from '../remote/pack-function.js';
import { unpackValue } from '../remote/plain-data.js';
import { noSlurm, startSlurm, type SlurmCluster } from '../testing/slurm-cluster.js';
import { command, script } from '../testing/watched-jobs.js';
import type { SlurmOptions } from './slurm/settings.js';
import { slurmTarget } from './slurm.js';

jest.setTimeout(120_000);
const why = noSlurm();
if (why && process.env['CI'] === 'true') throw new Error(`Cannot test Slurm: ${why}`);
if (why) console.warn(`Left out: what jobs ask of Slurm, because ${why}`);

/** A module that needs no training; what its weights are is all the same to it. */
const weights = {
  path: 'weights.txt',
  sha256: createHash('sha256').update('none').digest('hex'),
  bytes: 4,
  format: 'text',
  licence: 'Apache-2.0',
  origin: 'the test'
};
const countsWords = `export default {
  name: 'words', version: '1.0.0',
  input: { type: 'text', description: 'A text', schema: { type: 'string' }, read: async text => text },
  output: { type: 'json', description: 'How many words it has', schema: {} },
  predictOptions: { type: 'object', properties: {}, additionalProperties: false },
  weights: [${JSON.stringify(weights)}],
  examples: [],
  async open() {
    return {
      device: { engine: 'loop', kind: 'cpu', device: 'test', threads: 1, why: 'It needs no engine' },
      predict: async text => text.split(' ').length,
      dispose() {}
    };
  }
};`;

(why ? describe.skip : describe)('a job on Slurm', () => {
  let cluster: SlurmCluster;
  let home: string;
  let jobs: Jobs;
  const on = (targetOptions: SlurmOptions = {}): Pick<JobRequest, 'target' | 'targetOptions'> => ({
    target: 'slurm',
    targetOptions
  });
  const end = async (request: JobRequest): Promise<JobRecord> => {
    const { id } = await jobs.submit(request);
    const record = await jobs.ended(id);
    if (record.state !== 'succeeded') throw new Error(`${record.reason}\n${await jobs.log(id)}`);
    return record;
  };
  /** What Slurm has of it. */
  const shown = ({ place }: JobRecord): string =>
    cluster.ask('scontrol', 'show', 'job', '-o', place?.id ?? '');

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'sonde-asking-'));
    await mkdir(join(home, 'data'));
    await writeFile(join(home, 'data', 'a.txt'), 'one two three');
    await writeFile(join(home, 'data', 'b.txt'), 'one');
    const words = join(home, 'modules', 'words');
    await mkdir(words, { recursive: true });
    await copyFile(
      join(import.meta.dirname, '../jobs/fixtures/count/ai4-metadata.yml'),
      join(words, 'ai4-metadata.yml')
    );
    await writeFile(join(words, 'module.js'), countsWords);
    await writeFile(join(words, 'weights.txt'), 'none');
    cluster = await startSlurm({
      gpus: 2,
      more: ['PartitionName=both Nodes=n1,n2 MaxTime=60 State=UP PriorityTier=1']
    });
    const sources = [{ name: 'mine', kind: 'folder' as const, location: join(home, 'modules') }];
    jobs = new Jobs({ home, sources, targets: [slurmTarget('slurm')] });
  });
  afterAll(async () => {
    jobs.close();
    await cluster.stop();
    await rm(home, { recursive: true, maxRetries: 20, retryDelay: 100 });
  });

  describe('asks for', () => {
    it('an account, a number of nodes and features that they have', async () => {
      const account = await end({ ...command('true'), ...on({ account: 'biology' }) });
      expect(shown(account)).toContain(' Account=biology ');
      const nodes = await end({ ...command('true'), ...on({ partition: 'both', nodes: 2 }) });
      expect(shown(nodes)).toMatch(/ NodeList=n\[1-2\] .* NumNodes=2 /);
      const slow = await end({ ...command('true'), ...on({ partition: 'both', constraint: 'slow' }) });
      expect(slow.place).toMatchObject({ node: 'n2' });
      expect(shown(slow)).toContain(' Features=slow ');
    });

    it('GPUs, and is told which it was given', async () => {
      const told = script('echo "given $CUDA_VISIBLE_DEVICES."');
      const two = await end({ ...told, resources: { gpus: 2 }, ...on() });
      expect(await jobs.log(two.id)).toContain('given 0,1.');
      const own = await end({ ...told, ...on({ gres: 'gpu:1' }) });
      expect(await jobs.log(own.id)).toMatch(/given [01]\./);
      expect(shown(own)).toMatch(/gres[:/]gpu:1 /);
      const none = await end({ ...told, ...on() });
      expect(await jobs.log(none.id)).toContain('given .');
    });
  });

  describe('may be', () => {
    it('a prediction on each file of a folder', async () => {
      const { id } = await end({ kind: 'predict', module: 'words', data: join(home, 'data'), ...on() });
      const results = await readFile(join(jobFolder(home, id).artefacts, 'results.ndjson'), 'utf8');
      expect(
        results
          .trim()
          .split('\n')
          .map(line => JSON.parse(line) as unknown)
      ).toEqual([
        { input: 'a.txt', output: 3 },
        { input: 'b.txt', output: 1 }
      ]);
    });

    it('a notebook', async () => {
      const notebook = join(home, 'sum.ipynb');
      const cell = (id: string, source: string, tags: string[] = []) => ({
        cell_type: 'code',
        id,
        metadata: { tags },
        source: [source],
        outputs: [],
        execution_count: null
      });
      await writeFile(
        notebook,
        JSON.stringify({
          cells: [cell('p', 'const n = 1;', ['parameters']), cell('c', 'console.log(`n is ${n}`);')],
          metadata: {
            kernelspec: { name: 'sonde', display_name: 'TypeScript (Sonde)', language: 'typescript' }
          },
          nbformat: 4,
          nbformat_minor: 5
        })
      );
      const { id } = await end({ kind: 'notebook', notebook, args: { n: 7 }, ...on() });
      const written = await readFile(join(jobFolder(home, id).artefacts, 'sum.ipynb'), 'utf8');
      expect(written).toContain('n is 7');
    });

    it('a function of a cell', async () => {
      const work = runInThisContext('(() => ({ sum: 1 + 2 }))') as () => unknown;
      const packed = await packFunction(work, { imported: new Map(), directory: home });
      const { id } = await end({ kind: 'cell', code: JSON.stringify(packed), ...on() });
      const value = await readFile(join(jobFolder(home, id).artefacts, valueFile));
      expect(unpackValue(value)).toEqual({ sum: 3 });
    });
  });
});
