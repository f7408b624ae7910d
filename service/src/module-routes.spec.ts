import { mkdir, mkdtemp, readFile, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  mime,
  paths,
  serviceHeader,
  type CheckAnswer,
  type GalleryView,
  type LabelsView,
  type PredictAnswer,
  type PredictInput,
  type Problem,
  type UploadAnswer,
  type WhyView
} from '@sonde/schema';
import { Jobs, sources } from '@sonde/toolkit';
import { Predictors } from './predictor.js';
import { serve, type Served } from './serve.js';
import { Uploads } from './uploads.js';

jest.setTimeout(120_000);

let root: string;
let jobs: Jobs;
let served: Served;
let predictors: Predictors;
let env: Record<string, string>;

const card = `metadata_version: 2.0.0
title: Trouble
summary: Does what it is told
description: ''
dates: { created: '2026-01-01', updated: '2026-01-01' }
links: { source_code: 'https://example.org' }
tags: []
tasks: [Other]
categories: [AI4 inference]
libraries: [Other]
`;
/** Does what its input says: crash, hang, loop, or say the id of its process. */
const trouble = (name: string): string => `export default {
  name: '${name}', version: '1.0.0',
  input: { type: 'json', description: 'what to do', schema: {}, read: async value => value },
  output: { type: 'json', description: 'the id of the process', schema: {} },
  predictOptions: { type: 'object', properties: {}, additionalProperties: false },
  weights: [{ path: 'module.js', sha256: '', bytes: 0 }],
  examples: [
    { title: 'A picture', input: 'a.svg', expected: '' },
    { title: 'Gone', input: 'gone.png', expected: '' }
  ],
  notebook: [],
  open: async () => ({
    device: { engine: 'none', kind: 'cpu', device: '', threads: 1, why: '' },
    async predict(value) {
      if (value === 'crash') { console.error('It went wrong deep down'); process.abort(); }
      if (value === 'loop') for (;;);
      if (value === 'throw') throw new Error('A fault of the module');
      return { pid: process.pid };
    },
    dispose() {}
  })
};`;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'sonde-routes-'));
  const folder = join(root, 'modules');
  for (const name of ['trouble', 'trouble-2', 'trouble-3']) {
    await mkdir(join(folder, name), { recursive: true });
    await writeFile(join(folder, name, 'ai4-metadata.yml'), card);
    await writeFile(join(folder, name, 'module.js'), trouble(name));
    await writeFile(join(folder, name, 'a.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  }
  const home = join(root, 'home');
  const all = sources({ SONDE_MODULES: folder });
  jobs = new Jobs({ home, sources: all });
  env = { SONDE_HOME: home, SONDE_MODULES: folder };
  predictors = new Predictors({ env, limit: 30_000 });
  const uploads = new Uploads(home, { most: 1_000_000 });
  served = await serve({ port: 0, jobs, sources: all, predictors, uploads });
});

afterAll(async () => {
  await served.close();
  jobs.close();
  await rm(root, { recursive: true, maxRetries: 20, retryDelay: 100 });
});

function ask(path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(served.address + path, {
    ...init,
    headers: { [serviceHeader.name]: serviceHeader.value }
  });
}

function predict(module: string, body: unknown, init: RequestInit = {}): Promise<Response> {
  return ask(paths.modulePredict(module), { method: 'POST', body: JSON.stringify(body), ...init });
}

async function problemOf(answer: Promise<Response>): Promise<Problem> {
  return (await (await answer).json()) as Problem;
}

async function pidOf(module: string): Promise<number> {
  const { bundle } = (await (await predict(module, { input: { value: 'pid' } })).json()) as PredictAnswer;
  return Number(/pid: (\d+)/.exec(String(bundle['text/plain']))?.[1]);
}

const gentoo = {
  island: 'Biscoe',
  bill_length_mm: 47.3,
  bill_depth_mm: 15.3,
  flipper_length_mm: 222,
  body_mass_g: 5250,
  sex: null
};

describe('a prediction', () => {
  it('with an example, a row or a file gives what a cell would show, and the cell', async () => {
    const path = join(root, 'row.json');
    await writeFile(path, JSON.stringify(gentoo));
    for (const [input, code] of [
      [{ example: 2 }, 'await model.predict(model.example(2), { top: 2 });'],
      [{ value: gentoo }, "island: 'Biscoe',"],
      [{ path }, `await model.predict('${path}', { top: 2 });`]
    ] as const) {
      const response = await predict('tabular-classification', { input, options: { top: 2 } });
      const answer = (await response.json()) as PredictAnswer;
      expect(response.status).toBe(200);
      expect((answer.bundle[mime.labels] as LabelsView).labels[0]?.label).toBe('Gentoo');
      expect(answer.bundle['text/plain']).toContain('Gentoo');
      expect(answer.code).toContain(code);
      expect(answer.device.engine).toMatch(/^(node|onnxruntime) /);
    }
  });

  it('with a wrong option is a problem that names the field', async () => {
    const problem = await problemOf(
      predict('tabular-classification', { input: { example: 0 }, options: { top: 0 } })
    );
    expect(problem).toMatchObject({ status: 422, type: 'arguments-wrong' });
    expect(problem.fields?.['top']?.[0]).toContain('a whole number from 1 to 1000');
  });

  it('is explained where the module can, and is a sentence where it cannot', async () => {
    const why = (module: string, body: unknown) =>
      ask(paths.moduleWhy(module), { method: 'POST', body: JSON.stringify(body) });
    const response = await why('image-classification', { input: { example: 1 }, options: { grid: 3 } });
    const { bundle, code } = (await response.json()) as PredictAnswer;
    expect((bundle[mime.why] as WhyView).label).toBe('tiger cat');
    expect(code).toContain('await model.why(model.example(1), { grid: 3 });');
    expect(await problemOf(why('trouble', { input: { value: 1 } }))).toMatchObject({
      status: 422,
      type: 'why-unknown'
    });
  });

  it('with several files gives a gallery, in which one that cannot be read is a sentence', async () => {
    const path = join(root, 'row.json');
    await writeFile(path, JSON.stringify(gentoo));
    const response = await predict('tabular-classification', { input: { paths: [path, '/no/such.json'] } });
    const { bundle, code } = (await response.json()) as PredictAnswer;
    const { items } = bundle[mime.gallery] as GalleryView;
    expect(items.map(({ title, mime: type }) => [title, type])).toEqual([
      ['row.json', mime.labels],
      ['such.json', 'text/plain']
    ]);
    expect(code).toContain('await model.predictAll([');
  });

  it('with files of text reads each as a cell would, and the cell reads them too', async () => {
    const [table, log] = [join(root, 'notes.csv'), join(root, 'wide.log')];
    await writeFile(table, 'id,note\n1,Dobrý deň všetkým\n2,O gato dorme na casa hoje\n');
    await writeFile(log, Buffer.from('\ufeffO gato dorme na casa da minha avó hoje à noite', 'utf16le'));
    const ask = async (input: PredictInput) =>
      (await (await predict('text-classification', { input })).json()) as PredictAnswer;
    expect((await ask({ path: table })).bundle['text/plain']).toContain('Slovak');
    const one = await ask({ path: log });
    expect(one.bundle['text/plain']).toContain('Portuguese');
    expect(one.code).toContain(`predict(await readText('${log}'))`);
    const both = await ask({ paths: [table, log] });
    const { items } = both.bundle[mime.gallery] as GalleryView;
    expect(items.map(({ title }) => title)).toEqual(['notes.csv', 'wide.log']);
    expect(both.code).toContain(`  '${table}',\n  await readText('${log}')`);
  });

  it('asks the module of the source that is named', async () => {
    const response = await predict('modules/trouble@1.0.0', { input: { value: 1 } });
    expect(((await response.json()) as PredictAnswer).code).toContain("load('modules/trouble@1.0.0')");
    const problem = await problemOf(predict('built-in/trouble', { input: { value: 1 } }));
    expect(problem).toMatchObject({ status: 404, type: 'module-unknown' });
  });

  it.each<[string, unknown, string, number, string]>([
    ['an unknown module', { input: { example: 0 } }, 'imge', 404, 'no module called "imge"'],
    ['an example that is not there', { input: { example: 9 } }, 'trouble', 404, 'no example number 9'],
    ['a path from nowhere', { input: { path: 'a.png' } }, 'trouble', 422, '"path" is "a.png"'],
    ['no input', {}, 'trouble', 422, '"input" is missing'],
    ['two inputs', { input: { path: '/a', example: 1 } }, 'trouble', 422, '"input"'],
    ['a fault of the module', { input: { value: 'throw' } }, 'trouble', 500, 'A fault of the module']
  ])('with %s is a sentence', async (_, body, module, status, sentence) => {
    const silent = jest.spyOn(console, 'error').mockReturnValue();
    const problem = await problemOf(predict(module, body));
    silent.mockRestore();
    expect(problem.status).toBe(status);
    expect(problem.detail).toContain(sentence);
  });
});

describe('the process of a module', () => {
  it('stays warm', async () => {
    expect(await pidOf('trouble')).toBe(await pidOf('trouble'));
  });

  it('that crashes is a sentence with its last words, and the next request starts another', async () => {
    const before = await pidOf('trouble');
    const silent = jest.spyOn(console, 'error').mockReturnValue();
    const problem = await problemOf(predict('trouble', { input: { value: 'crash' } }));
    silent.mockRestore();
    expect(problem).toMatchObject({ status: 500, type: 'predictor-ended' });
    expect(problem.detail).toContain('"trouble" ended before it had an answer (SIGABRT)');
    expect(problem.hint).toContain('Its last words: It went wrong deep down');
    expect(await pidOf('trouble')).not.toBe(before);
  });

  it('is ended when it loops and the prediction is cancelled, by its id or by closing the request', async () => {
    const byId = predict('trouble', { input: { value: 'loop' }, id: 'mine' });
    await sleep(50);
    await ask(paths.prediction('mine'), { method: 'DELETE' });
    expect((await problemOf(byId)).type).toBe('cancelled');

    const closing = new AbortController();
    const closed = predict('trouble', { input: { value: 'loop' } }, { signal: closing.signal });
    await sleep(50);
    closing.abort();
    await expect(closed).rejects.toThrow();
    expect(await pidOf('trouble')).toBeGreaterThan(0); // it would wait for ever behind the loop
  });

  it('makes room for a third module', async () => {
    const first = await pidOf('trouble');
    await pidOf('trouble-2');
    await pidOf('trouble-3');
    expect(predictors.alive).toBe(2);
    expect(await pidOf('trouble')).not.toBe(first);
  });

  it('ends when it takes too long', async () => {
    const strict = new Predictors({ limit: 20, env });
    const task = { do: 'predict', input: { value: 'loop' } } as const;
    await expect(strict.run('trouble', task)).rejects.toThrow(
      'had no answer after 0.02 seconds and was ended'
    );
    expect(strict.alive).toBe(0);
  });

  it('ends five minutes after its last answer', async () => {
    // Only the clock of the time-outs is ours: a real process answers.
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'performance', 'Date'] });
    const resting = new Predictors({ env });
    try {
      const task = { do: 'predict', input: { value: 'pid' } } as const;
      await resting.run('trouble', task);
      jest.advanceTimersByTime(200_000);
      await resting.run('trouble', task);
      jest.advanceTimersByTime(299_999);
      expect(resting.alive).toBe(1);
      jest.advanceTimersByTime(1);
      expect(resting.alive).toBe(0);
    } finally {
      resting.close();
      jest.useRealTimers();
    }
  });
});

it('data is checked before a training', async () => {
  const data = join(import.meta.dirname, '../../examples/data/penguins/penguins.csv');
  const check = (body: unknown) =>
    ask(paths.moduleCheck('tabular-classification'), { method: 'POST', body: JSON.stringify(body) });
  expect(((await (await check({ data })).json()) as CheckAnswer).summary).toContain('344 rows');
  expect((await problemOf(check({ data, args: { epochs: 0 } }))).fields?.['epochs']).toHaveLength(1);
  expect((await problemOf(check({ data: '/no/such.csv' }))).detail).toContain('/no/such.csv');
});

describe('the bytes of an example', () => {
  it('come with their type, and an SVG among them can run nothing', async () => {
    const response = await ask(paths.moduleExample('trouble', 0));
    expect(response.headers.get('content-type')).toBe('image/svg+xml');
    expect(response.headers.get('content-security-policy')).toContain('sandbox');
    expect(await response.text()).toContain('<svg');
  });

  it('that is not there is not found', async () => {
    expect((await ask(paths.moduleExample('trouble', 7))).status).toBe(404);
    const gone = await problemOf(ask(paths.moduleExample('trouble', 1)));
    expect(gone).toMatchObject({ status: 404, type: 'example-missing' });
  });
});

describe('a picture of a README', () => {
  const picture = (path: string) => ask(paths.modulePicture('trouble', path));

  beforeAll(() => symlink(join(root, 'modules/trouble-2/a.svg'), join(root, 'modules/trouble/linked.png')));

  it('comes from the folder of its module', async () => {
    const response = await picture('a.svg');
    expect(response.headers.get('content-type')).toBe('image/svg+xml');
    expect(response.headers.get('content-security-policy')).toContain('sandbox');
    expect(await response.text()).toContain('<svg');
  });

  it.each([
    ['gone.png', 404, 'picture-missing'],
    ['module.js', 404, 'picture-missing'],
    ['', 404, 'picture-missing'],
    ['../trouble-2/a.svg', 422, 'path-outside'],
    ['/etc/icon.png', 422, 'path-outside'],
    ['linked.png', 422, 'path-outside']
  ])('called "%s" is %d', async (path, status, type) => {
    expect(await problemOf(picture(path))).toMatchObject({ status, type });
  });
});

describe('an upload', () => {
  const upload = (name: string, body: string | Uint8Array<ArrayBuffer>): Promise<Response> =>
    ask(`${paths.uploads}?name=${encodeURIComponent(name)}`, { method: 'POST', body });

  it('lies in a folder named by its content', async () => {
    const { path } = (await (await upload('cat.png', 'meow')).json()) as UploadAnswer;
    expect(path).toBe(join(root, 'home/uploads/404cdd7bc109/cat.png'));
    expect(await readFile(path, 'utf8')).toBe('meow');
  });

  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\temp\\cat.png', 'cat.png'],
    ['..', 'file'],
    ['.bashrc', 'bashrc'],
    ['a\u0000b\n.csv', 'a_b_.csv'],
    ['-rf.txt', 'rf.txt'],
    ['katze (2) ü.jpg', 'katze (2) ü.jpg'],
    [`${'x'.repeat(300)}.wav`, `${'x'.repeat(100)}.wav`]
  ])('called %j is safe', async (name, kept) => {
    const { path } = (await (await upload(name, name)).json()) as UploadAnswer;
    expect(path.split('/').at(-1)).toBe(kept);
    expect(path.startsWith(join(root, 'home/uploads/'))).toBe(true);
  });

  it('that is too large or empty is a sentence and leaves nothing', async () => {
    const large = await upload('large.bin', new Uint8Array(1_000_001));
    expect(large.status).toBe(413);
    expect(((await large.json()) as Problem).detail).toBe('"large.bin" is larger than 1 MB');
    expect((await problemOf(upload('empty.bin', ''))).detail).toContain('"empty.bin" is empty');
    const left = await readdir(join(root, 'home/uploads'));
    expect(left.filter(name => name.startsWith('.part'))).toEqual([]);
  });

  it('goes a week after its last use', async () => {
    const uploads = new Uploads(join(root, 'home'));
    const { path } = (await (await upload('old.txt', 'old')).json()) as UploadAnswer;
    const { path: other } = (await (await upload('new.txt', 'new')).json()) as UploadAnswer;
    const eightDays = new Date(Date.now() - 8 * 86_400_000);
    await utimes(join(path, '..'), eightDays, eightDays);
    await uploads.purge();
    await expect(readFile(path)).rejects.toThrow('ENOENT');
    expect(await readFile(other, 'utf8')).toBe('new');
  });
});
