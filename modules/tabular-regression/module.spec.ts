import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, jest } from '@jest/globals';
import { jupyterDisplay } from '@sonde/schema';
import { readTable, validate, type OpenContext } from '@sonde/toolkit';
import { scratch } from '../spec/scratch.js';
import { itShipsItsWeights } from '../spec/ships-weights.js';
import type { RowsSource } from '../tabular/rows.js';
import { recording } from '../training/recording-context.js';
import type { PredictOptions, TrainArgs } from './arguments.js';
import module from './module.js';

jest.setTimeout(120_000);

const folder = fileURLToPath(new URL('.', import.meta.url));
const penguins = fileURLToPath(new URL('../../examples/data/penguins/penguins.csv', import.meta.url));
const weights = (path: string) => Promise.resolve(join(folder, path));
const defaults = (args: object = {}) => validate<TrainArgs>(module.train!.args, args, 'train');

const files = scratch('regression');

async function predict(source: RowsSource, options: object = {}, context: Partial<OpenContext> = {}) {
  const predictor = await module.open({ folder, weights, ...context });
  const chosen = validate<PredictOptions>(module.predictOptions, options, 'predict');
  return predictor.predict(await module.input.read(source), chosen);
}

describe('the published regression', () => {
  itShipsItsWeights(module, folder);

  it.each(module.examples.map(example => [example.input, example.expected]))(
    'estimates %s at %s g',
    async (input, expected) => {
      const answer = await predict(join(folder, input));
      expect(answer.top.label).toBe(expected);
      expect(answer.rows[0]?.low).toBeLessThan(answer.value);
      expect(answer.rows[0]?.high).toBeGreaterThan(answer.value);
    }
  );

  it('is right within its band for about the share of rows that was asked for', async () => {
    const table = await readTable(penguins);
    const { rows } = await predict(table, { confidence: 0.8 });
    const known = rows.map((row, i) => ({ ...row, mass: table.rows[i]?.['body_mass_g'] }));
    const inside = known.filter(({ mass, low, high }) => Number(mass) >= low && Number(mass) <= high);
    expect(inside.length / rows.length).toBeGreaterThan(0.7);
    expect(inside.length / rows.length).toBeLessThan(0.95);
  });

  it('widens the band with the confidence', async () => {
    const example = join(folder, 'examples/adelie.csv');
    const [sure, unsure] = [
      await predict(example, { confidence: 0.95 }),
      await predict(example, { confidence: 0.5 })
    ];
    const width = ({ rows }: typeof sure) => (rows[0]?.high ?? 0) - (rows[0]?.low ?? 0);
    expect(width(sure)).toBeGreaterThan(width(unsure));
  });

  it('draws a table with its text', async () => {
    const bundle = await (await predict(join(folder, 'examples/adelie.csv')))[jupyterDisplay]();
    expect(bundle['text/plain']).toContain('predicted body_mass_g');
  });

  it('refuses a row without a column that it needs', async () => {
    await expect(predict({ island: 'Biscoe' })).rejects.toThrow('no column');
  });
});

describe('training', () => {
  it('learns a quantity from scratch and predicts with the new weights at once', async () => {
    const args = { target: 'flipper_length_mm', epochs: 20 };
    expect(await module.train!.check(penguins, defaults(args))).toBe(
      '342 rows, 6 columns to predict "flipper_length_mm" from (172 to 231, 200.9 on average)'
    );
    const { context, metrics } = await recording(module, folder, penguins, args);
    files.remove(context.model);
    const result = await module.train!.run(context);
    expect(result).toMatchObject({
      kind: 'quantity',
      target: 'flipper_length_mm',
      baseline: { what: 'the mean' }
    });
    expect(result.mae).toBeLessThan(result.baseline.mae / 2);
    expect(result.r2).toBeGreaterThan(0.6);
    expect(new Set(metrics.map(metric => metric.series))).toEqual(new Set(module.train!.metrics));
    const { value } = await predict(penguins, {}, { trained: context.model });
    expect(value).toBeGreaterThan(170);
    expect(value).toBeLessThan(210);
  });

  const rows = (cell: (i: number) => string) =>
    `a,b\n${Array.from({ length: 12 }, (_, i) => `${i},${cell(i)}\n`).join('')}`;
  it.each([
    ['texts', rows(i => (i === 3 ? 'many' : '2')), {}, 'holds texts, such as "many"'],
    ['a constant', rows(() => '7'), {}, 'is 7 in every row'],
    ['a single row', 'a,b\n1,2\n', {}, 'has 1 known value; 10 or more'],
    ['nothing to predict from', rows(i => String(i)).replace(/^\d+/gm, ''), {}, 'no column from which "b"'],
    ['a wrong target', rows(String), { target: 'c' }, 'no column "c"']
  ])('refuses %s', async (_, text, args, sentence) => {
    await expect(module.train!.check(await files.csv(text), defaults(args))).rejects.toThrow(sentence);
  });
});
