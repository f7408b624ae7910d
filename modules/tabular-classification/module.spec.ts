import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, jest } from '@jest/globals';
import { jupyterDisplay, type SondeError } from '@sonde/schema';
import { readTable, validate, type OpenContext } from '@sonde/toolkit';
import { scratch } from '../spec/scratch.js';
import { itShipsItsWeights } from '../spec/ships-weights.js';
import { recording } from '../training/recording-context.js';
import type { TrainArgs } from './arguments.js';
import module from './module.js';
import type { RowsSource } from '../tabular/rows.js';

jest.setTimeout(120_000);

const folder = fileURLToPath(new URL('.', import.meta.url));
const penguins = fileURLToPath(new URL('../../examples/data/penguins/penguins.csv', import.meta.url));
const weights = (path: string) => Promise.resolve(join(folder, path));
const open = (context: Partial<OpenContext> = {}) => module.open({ folder, weights, ...context });
const defaults = (args: object = {}) => validate<TrainArgs>(module.train!.args, args, 'train');

const gentoo = {
  island: 'Biscoe',
  bill_length_mm: 47.3,
  bill_depth_mm: 15.3,
  flipper_length_mm: 222,
  body_mass_g: 5250,
  sex: null
};

const files = scratch('tabular');

async function predict(source: RowsSource, context: Partial<OpenContext> = {}) {
  const predictor = await open(context);
  return predictor.predict(await module.input.read(source), { top: 5 });
}

describe('the published classifier', () => {
  itShipsItsWeights(module, folder);

  it.each(module.examples.map(example => [example.input, example.expected]))(
    'sees in %s: %s',
    async (input, expected) => {
      const answer = await predict(join(folder, input));
      expect(answer.top?.label).toBe(expected);
      expect(answer.labels.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 6);
    }
  );

  it('takes a row, rows, a table and a file', async () => {
    expect((await predict(gentoo)).top?.label).toBe('Gentoo');
    expect((await predict([gentoo, { ...gentoo, sex: 'male' }])).rows).toHaveLength(2);
    const table = await readTable(penguins);
    const { rows } = await predict(table);
    const right = rows.filter((row, i) => row.label === table.rows[i]?.['species']).length;
    expect(right / rows.length).toBeGreaterThan(0.97);
    expect((await predict(penguins)).rows).toEqual(rows);
  });

  it('draws one row as labels and more as a table', async () => {
    expect((await (await predict(gentoo))[jupyterDisplay]())['text/plain']).toContain('Gentoo');
    const many = await (await predict([gentoo, gentoo]))[jupyterDisplay]();
    expect(many['text/html']).toContain('predicted species');
  });

  it.each<[string, RowsSource, string, string]>([
    ['a wrong category', { ...gentoo, island: 'Drem' }, '"island" is "Drem"', 'Did you mean "Dream"?'],
    ['NaN', { ...gentoo, body_mass_g: NaN }, '"body_mass_g" is NaN', 'null'],
    ['text for a number', { ...gentoo, body_mass_g: 'heavy' }, '"body_mass_g" is "heavy"', 'null'],
    ['a row of nothing', {}, 'The row has no column "island"', 'Columns that are needed: island'],
    ['a number', 3 as never, 'A row was wanted, not 3', 'island'],
    ['no rows', [], 'No row was given', 'one or more']
  ])('answers %s with a sentence', async (_, source, message, hint) => {
    const error = (await predict(source).catch((thrown: unknown) => thrown)) as SondeError;
    expect(error.message).toContain(message);
    expect(`${error.message} ${error.hint}`).toContain(hint);
  });

  it('points at a misspelt column', async () => {
    const { bill_length_mm: length, ...rest } = gentoo;
    await expect(predict({ ...rest, bill_lenght_mm: length })).rejects.toMatchObject({
      message: 'The row has no column "bill_length_mm"',
      hint: 'It has "bill_lenght_mm": is that "bill_length_mm"?'
    });
  });

  it('refuses devices that it cannot run on', async () => {
    await expect(open({ device: 'gpu' })).rejects.toMatchObject({ code: 'no-gpu' });
  });
});

describe('training', () => {
  it('learns the penguins from scratch and predicts with the new weights at once', async () => {
    expect(await module.train!.check(penguins, defaults())).toBe(
      '344 rows, 6 columns to predict "species" from: Adelie 152, Chinstrap 68, Gentoo 124'
    );
    const { context, metrics, devices } = await recording(module, folder, penguins, { epochs: 30 });
    files.remove(context.model);
    const result = await module.train!.run(context);
    expect(result.accuracy).toBeGreaterThan(0.93); // always answering "Adelie" gives 0.44
    expect(result.labels).toEqual(['Adelie', 'Chinstrap', 'Gentoo']);
    expect(devices).toHaveLength(1);
    const steps = metrics.filter(metric => metric.series === 'loss').map(metric => metric.step);
    expect(steps).toEqual(steps.map((_, i) => i + 1));
    expect((await predict(gentoo, { trained: context.model })).top?.label).toBe('Gentoo');
  });

  it('predicts another column, without those that are to be ignored', async () => {
    const args = { target: 'sex', ignore: ['species'], epochs: 2 };
    expect(await module.train!.check(penguins, defaults(args))).toMatch(
      /^333 rows, 5 columns to predict "sex" from/
    );
    const { context, logs } = await recording(module, folder, penguins, args);
    files.remove(context.model);
    expect((await module.train!.run(context)).labels).toEqual(['female', 'male']);
    expect(logs).toContain('11 rows have no "sex"; left out.');
  });

  it.each([
    ['an empty file', '', {}, '0 bytes'],
    ['a header only', 'a,b\n', {}, 'no rows'],
    ['one class', 'a,b\n1,x\n2,x\n', {}, 'only one class, "x"'],
    ['no class', 'a,b\n1,\n2,\n', {}, 'no value at all'],
    ['a class with a single row', 'a,b\n1,x\n2,x\n3,y\n', {}, 'single row: "y"'],
    [
      'a quantity as target',
      `a,b\n${Array.from({ length: 60 }, (_, i) => `1,${i}.5\n`).join('')}`,
      {},
      '60 different values'
    ],
    ['nothing to predict from', 'a,b\n,x\n,y\n,x\n,y\n', {}, 'no column from which "b"'],
    ['a wrong target', 'size,kind\n1,x\n2,y\n', { target: 'kidn' }, 'no column "kidn"'],
    ['a wrong column to ignore', 'size,kind\n1,x\n2,y\n', { ignore: ['sice'] }, 'no column "sice"']
  ])('refuses %s', async (_, text, args, sentence) => {
    await expect(module.train!.check(await files.csv(text), defaults(args))).rejects.toThrow(sentence);
  });

  it('names the nearest column', async () => {
    const path = await files.csv('size,kind\n1,x\n2,y\n1,x\n2,y\n');
    await expect(module.train!.check(path, defaults({ target: 'kidn' }))).rejects.toMatchObject({
      hint: expect.stringContaining('Did you mean "kind"?')
    });
  });

  it('leaves out names and empty columns, and says so', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => `name${i},,${i % 2},${i % 2 ? 'odd' : 'even'}\n`).join(
      ''
    );
    const { context, logs } = await recording(
      module,
      folder,
      await files.csv(`who,empty,bit,kind\n${rows}`),
      {
        epochs: 1
      }
    );
    files.remove(context.model);
    await module.train!.run(context);
    expect(logs.filter(log => log.includes('left out'))).toHaveLength(2);
  });

  it.each([[{ hiddenUnit: 3 }], [{ epochs: -1 }], [{ ignore: 'species' }], [{ batchSize: '16' }]])(
    'refuses %j',
    args => {
      expect(() => defaults(args)).toThrow(Object.keys(args)[0]);
    }
  );
});
