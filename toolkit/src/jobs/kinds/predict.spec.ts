import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { SondeError, type JobRequest } from '@sonde/schema';
import { localTarget } from '../../targets/local.js';
import { jobFolder } from '../job-folder.js';
import { Jobs } from '../jobs.js';
import { flatRows, plainValue } from './flat-rows.js';

jest.setTimeout(60_000);

let home: string;
let jobs: Jobs;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'sonde-predict-'));
  process.env['SONDE_HOME'] = home;
  const folder = join(home, 'modules', 'words');
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, 'ai4-metadata.yml'),
    await readFile(join(import.meta.dirname, '../fixtures/count/ai4-metadata.yml'), 'utf8')
  );
  await writeFile(join(folder, 'weights.txt'), 'none');
  const sha256 = '140bedbf9c3f6d56a9846d2ba7088798683f4da0c248231336e6a05679e4fdfe';
  await writeFile(
    join(folder, 'module.js'),
    `export default {
      name: 'words', version: '1.0.0',
      input: { type: 'text', description: 'A text', schema: { type: 'string' }, read: async text => text },
      output: { type: 'json', description: 'Its words', schema: {} },
      predictOptions: { type: 'object', properties: { pause: { type: 'number', default: 0 } }, additionalProperties: false },
      weights: [{ path: 'weights.txt', sha256: '${sha256}', bytes: 4, format: 'text', licence: 'Apache-2.0', origin: 'the test' }],
      examples: [],
      async open() {
        return {
          device: { engine: 'loop', kind: 'cpu', device: 'test', threads: 1, why: 'It needs no engine' },
          async predict(text, { pause }) {
            await new Promise(resolve => setTimeout(resolve, pause));
            if (text.includes('bad')) throw new Error('This text is bad');
            const more = text.includes('loud') ? { loud: true } : {};
            return { words: text.trim().split(' ').length, first: text.split(' ')[0], ms: 1, ...more };
          },
          dispose() {}
        };
      }
    };`
  );
  const sources = [{ name: 'mine', kind: 'folder' as const, location: join(home, 'modules') }];
  jobs = new Jobs({ home, sources, targets: [localTarget()] });
});
afterAll(async () => {
  jobs.close();
  delete process.env['SONDE_HOME'];
  await rm(home, { recursive: true, maxRetries: 20, retryDelay: 100 });
});

async function texts(name: string, files: Record<string, string>): Promise<string> {
  const folder = join(home, name);
  await mkdir(folder);
  for (const [file, text] of Object.entries(files)) await writeFile(join(folder, file), text);
  return folder;
}
const request = (data: string, args: object = {}): JobRequest => ({
  kind: 'predict',
  module: 'words',
  data,
  args: { ...args }
});
const output = (id: string, name: string): Promise<string> =>
  readFile(join(jobFolder(home, id).artefacts, name), 'utf8');

describe('a prediction as a job', () => {
  it('makes a table with the columns of all, of texts in whichever encoding', async () => {
    const data = await texts('columns', { 'a.txt': 'one two' });
    await writeFile(join(data, 'b.txt'), Buffer.from('\ufeffvery loud thing', 'utf16le'));
    const { id } = await jobs.submit(request(data));
    await jobs.ended(id);
    expect(await output(id, 'results.csv')).toBe(
      'input,item,words,first,loud\na.txt,1,2,one,\nb.txt,1,3,very,1\n'
    );
  });

  it('answers each file of a folder, and says for which there is no answer', async () => {
    const data = await texts('some', {
      'a.txt': 'one two',
      'b.txt': 'a bad text',
      'c.txt': 'three',
      '.hidden': 'x'
    });
    const { id } = await jobs.submit(request(data));
    expect(await jobs.ended(id)).toMatchObject({
      state: 'succeeded',
      title: 'words on some',
      module: 'words@1.0.0',
      progress: { done: 3, total: 3, unit: 'inputs' },
      result: { inputs: 3, failed: 1 },
      artefacts: [{ name: 'results.csv' }, { name: 'results.ndjson' }]
    });
    const lines = (await output(id, 'results.ndjson')).trim().split('\n');
    expect(lines.map(line => JSON.parse(line) as unknown)).toEqual([
      { input: 'a.txt', output: { words: 2, first: 'one' } },
      { input: 'b.txt', error: 'This text is bad' },
      { input: 'c.txt', output: { words: 1, first: 'three' } }
    ]);
    expect(await output(id, 'results.csv')).toBe('input,item,words,first\na.txt,1,2,one\nc.txt,1,1,three\n');
  });

  it('takes the lines of one file of texts', async () => {
    const data = join(home, 'lines.txt');
    await writeFile(data, 'one, two\n\nthree\n');
    const { id } = await jobs.submit(request(data));
    await jobs.ended(id);
    expect(await output(id, 'results.csv')).toBe(
      'input,item,words,first\nline 1,1,2,"one,"\nline 3,1,1,three\n'
    );
  });

  it('has failed when there was no answer at all', async () => {
    const { id } = await jobs.submit(request(await texts('bad', { 'a.txt': 'bad', 'b.txt': 'bad' })));
    expect(await jobs.ended(id)).toMatchObject({
      state: 'failed',
      reason: 'None of the 2 inputs could be predicted on'
    });
    const none = await jobs.submit(request(await texts('empty', {})));
    expect((await jobs.ended(none.id)).reason).toContain('There is nothing to predict on');
  });

  it('keeps what it has when it is stopped', async () => {
    const files = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`${i}.txt`, 'one']));
    const { id } = await jobs.submit(request(await texts('many', files), { pause: 50 }));
    for await (const event of jobs.events(id)) if (event.kind === 'progress' && event.done >= 2) break;
    expect((await jobs.cancel(id)).state).toBe('cancelled');
    expect((await output(id, 'results.ndjson')).split('\n').length).toBeGreaterThan(2);
  });

  it('is refused when its arguments or its data are wrong', async () => {
    await expect(jobs.submit(request('/no/such'))).rejects.toThrow('there is no such file or folder');
    await expect(jobs.submit(request(home, { speed: 3 }))).rejects.toBeInstanceOf(SondeError);
    await expect(jobs.submit({ kind: 'predict', module: 'words' })).rejects.toThrow('no data was given');
    await expect(jobs.submit({ kind: 'predict', data: home })).rejects.toThrow('no module was named');
  });
});

describe('the lines of a table', () => {
  it('are the rows, boxes or regions of an output, the likeliest label, or its plain fields', () => {
    const labels = [
      { label: 'cat', probability: 0.9 },
      { label: 'dog', probability: 0.1 }
    ];
    expect(flatRows({ labels, ms: 3 })).toEqual([{ label: 'cat', probability: 0.9 }]);
    expect(flatRows({ boxes: [{ label: 'cup', x: 1, mask: [1, 2] }], ms: 3 })).toEqual([
      { label: 'cup', x: 1 }
    ]);
    expect(
      flatRows({
        rows: [
          { label: 'a', labels },
          { label: 'b', labels }
        ]
      })
    ).toEqual([{ label: 'a' }, { label: 'b' }]);
    expect(flatRows(7)).toEqual([{ value: 7 }]);
    expect(flatRows(undefined)).toEqual([]);
  });

  it('hold no long signals', () => {
    expect(plainValue({ short: new Float32Array([1, 2]), long: new Uint8Array(20_000) })).toEqual({
      short: [1, 2],
      long: { type: 'Uint8Array', length: 20_000 }
    });
  });
});
