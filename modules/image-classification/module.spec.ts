import { cp, mkdir, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { jupyterDisplay, mime, type SondeError } from '@sonde/schema';
import { imageFolders, readImage, validate, type OpenContext } from '@sonde/toolkit';
import { refusedFields } from '../spec/refused-fields.js';
import { itShipsItsWeights } from '../spec/ships-weights.js';
import { recording } from '../training/recording-context.js';
import module from './module.js';

jest.setTimeout(300_000);

const folder = fileURLToPath(new URL('.', import.meta.url));
const emoji = fileURLToPath(new URL('../../examples/data/emoji', import.meta.url));
const weights = (path: string) => Promise.resolve(join(folder, path));
const open = (context: Partial<OpenContext> = {}) => module.open({ folder, weights, ...context });
const temporary: string[] = [];
afterAll(() => Promise.all(temporary.map(path => rm(path, { recursive: true }))));

describe('the published classifier', () => {
  itShipsItsWeights(module, folder, { onCard: file => /\.(bin|onnx)$/.test(file.path) });

  it.each(module.examples.map(example => [example.input, example.expected]))(
    'sees in %s: %s',
    async (input, expected) => {
      const predictor = await open();
      const answer = await predictor.predict(await module.input.read(join(folder, input)), { top: 5 });
      expect(answer.top?.label).toBe(expected);
      expect(answer.labels).toHaveLength(5);
      const probabilities = answer.labels.map(({ probability }) => probability);
      expect([...probabilities].sort((a, b) => b - a)).toEqual(probabilities);
      predictor.dispose();
    }
  );

  it('returns as many labels as asked for; all add up to 1', async () => {
    const predictor = await open();
    const coffee = await readImage(join(folder, 'examples/coffee.png'));
    const all = await predictor.predict(coffee, { top: 1000 });
    expect(all.labels.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 4);
    expect(
      (await predictor.predict(coffee, { top: 1000, minProbability: 0.5 })).labels.map(one => one.label)
    ).toEqual(['espresso']);
    predictor.dispose();
  });

  it('draws its answer beside the image', async () => {
    const predictor = await open();
    const answer = await predictor.predict(await readImage(join(folder, 'examples/coffee.png')), { top: 3 });
    const bundle = await answer[jupyterDisplay]();
    expect(bundle[mime.labels]).toMatchObject({
      width: 600,
      height: 400,
      labels: [{ label: 'espresso' }, {}, {}]
    });
    expect(bundle['text/plain']).toContain('espresso');
    expect(bundle['image/svg+xml']).toContain('data:image/jpeg');
    predictor.dispose();
  });

  it('gives the same answer on WebAssembly', async () => {
    const image = await readImage(join(folder, 'examples/coffee.png'));
    const [onnx, wasm] = await Promise.all([open(), open({ device: 'wasm' })]);
    const [a, b] = [await onnx.predict(image, { top: 3 }), await wasm.predict(image, { top: 3 })];
    expect(b.device.engine).toContain('wasm');
    a.labels.forEach(({ label, probability }, i) => {
      expect(b.labels[i]?.label).toBe(label);
      expect(b.labels[i]?.probability).toBeCloseTo(probability, 3);
    });
    onnx.dispose();
    wasm.dispose();
  });

  it('checks its options', () => {
    const wrong = (given: object) => refusedFields(module.predictOptions, given);
    expect(wrong({})).toBeUndefined();
    expect(wrong({ top: 0 })).toHaveProperty('top');
    expect(wrong({ topp: 3 })?.['topp']?.[0]).toContain('"top"');
    expect(wrong({ minProbability: 2 })).toHaveProperty('minProbability');
  });
});

describe('a new head', () => {
  it('learns six classes of emoji far above chance, and predicts with the new weights at once', async () => {
    expect(await module.train?.check(emoji, validate(module.train.args, {}, 'train'))).toContain(
      '397 images in 6 classes'
    );
    const { context, metrics, devices, progress } = await recording(module, folder, emoji, { epochs: 15 });
    temporary.push(context.model);
    const result = await module.train!.run(context);
    expect(result.accuracy).toBeGreaterThan(0.8); // guessing gives 0.18
    expect(result.examples).toEqual({ training: 318, heldOut: 79 });
    const counted = result.confusion.flat().reduce((sum, count) => sum + count, 0);
    const right = result.confusion.reduce((sum, row, i) => sum + (row[i] ?? 0), 0);
    expect([counted, right / counted]).toEqual([79, result.accuracy]);
    expect(devices).toHaveLength(1);
    expect(progress).toContainEqual({ done: 397, total: 397, unit: 'images' });
    const steps = metrics.filter(metric => metric.series === 'loss').map(metric => metric.step);
    expect(steps).toEqual(steps.map((_, i) => i + 1));

    const { labels, images } = await imageFolders(emoji);
    const predictor = await open({ trained: context.model });
    let same = 0;
    for (const image of images.filter((_, i) => i % 8 === 0)) {
      const answer = await predictor.predict(await readImage(image.path), { top: 6 });
      if (answer.top?.label === labels[image.label]) same++;
    }
    expect(same / Math.ceil(images.length / 8)).toBeGreaterThan(0.85);
    predictor.dispose();
  });

  it('stops after the current batch', async () => {
    const stop = new AbortController();
    const reason = new Error('stop');
    const { context, metrics } = await recording(
      module,
      folder,
      emoji,
      {},
      { signal: stop.signal, onMetric: () => stop.abort(reason) }
    );
    temporary.push(context.model);
    await expect(module.train!.run(context)).rejects.toBe(reason);
    expect(metrics).toHaveLength(1);
  });
});

describe('training in full', () => {
  let few: string;
  beforeAll(async () => {
    few = await mkdtemp(join(tmpdir(), 'sonde-few-'));
    temporary.push(few);
    const { images } = await imageFolders(emoji);
    for (const label of ['faces', 'flags']) {
      await mkdir(join(few, label));
      const three = images.filter(image => image.path.includes(`/${label}/`)).slice(0, 3);
      for (const [i, image] of three.entries()) await cp(image.path, join(few, label, `${i}.png`));
    }
  });

  it('moves all layers and predicts with them at once', async () => {
    const { context, metrics } = await recording(module, folder, few, {
      mode: 'full',
      epochs: 2,
      batchSize: 4
    });
    temporary.push(context.model);
    const result = await module.train!.run(context);
    expect(result.examples).toEqual({ training: 4, heldOut: 2 });
    const losses = metrics.filter(metric => metric.series === 'loss').map(metric => metric.value);
    expect(losses[0]).toBeCloseTo(Math.log(2), 4); // an empty head finds both classes equally likely
    expect(losses[1]).toBeLessThan(losses[0] ?? 0);
    const saved = JSON.parse(await readFile(join(context.model, 'model.json'), 'utf8')) as {
      tensors: unknown[];
    };
    expect(saved.tensors.length).toBeGreaterThan(90);

    const predictor = await open({ trained: context.model });
    expect(predictor.device.engine).toMatch(/tensorflow|wasm/);
    const answer = await predictor.predict(await readImage(join(few, 'flags', '0.png')), { top: 5 });
    expect(answer.labels.map(one => one.label).sort()).toEqual(['faces', 'flags']);
    expect(answer.top?.label).toBe('flags');
    predictor.dispose();
  });
});

describe('bad data and arguments', () => {
  it('names a truncated image', async () => {
    const bad = await mkdtemp(join(tmpdir(), 'sonde-bad-'));
    temporary.push(bad);
    await cp(join(emoji, 'flags'), join(bad, 'flags'), { recursive: true });
    await cp(join(emoji, 'food'), join(bad, 'food'), { recursive: true });
    await cp(join(folder, 'examples/palace.jpg'), join(bad, 'food', 'cut.jpg'));
    await truncate(join(bad, 'food', 'cut.jpg'), 20_000);
    const { context } = await recording(module, folder, bad);
    temporary.push(context.model);
    await expect(module.train!.run(context)).rejects.toThrow(/cut\.jpg" is damaged or breaks off/);
  });

  it('refuses one class', async () => {
    const one = await mkdtemp(join(tmpdir(), 'sonde-one-'));
    temporary.push(one);
    await mkdir(join(one, 'rose'));
    await writeFile(join(one, 'rose', '1.png'), '');
    await expect(module.train!.check(one, validate(module.train!.args, {}, 'train'))).rejects.toThrow(
      'only one class, "rose"'
    );
  });

  it.each([
    [{ epohcs: 3 }, 'epohcs', 'Did you mean "epochs"'],
    [{ epochs: 0 }, 'epochs', 'from 1 to 1000'],
    [{ epochs: 2.5 }, 'epochs', 'whole number'],
    [{ mode: 'heads' }, 'mode', 'one of "head", "full"'],
    [{ validationShare: 0.9 }, 'validationShare', 'from 0.05 to 0.5'],
    [{ learningRate: 0 }, 'learningRate', 'greater than 0']
  ])('refuses %j', (args, field, sentence) => {
    let fields: SondeError['fields'];
    try {
      validate(module.train!.args, args, 'train');
    } catch (error) {
      fields = (error as SondeError).fields;
    }
    expect(fields?.[field]?.[0]).toContain(sentence);
  });
});
