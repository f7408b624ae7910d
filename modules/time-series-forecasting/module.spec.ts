import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, jest } from '@jest/globals';
import { jupyterDisplay, mime, type SeriesView } from '@sonde/schema';
import { validate, type OpenContext } from '@sonde/toolkit';
import { scratch } from '../spec/scratch.js';
import { itShipsItsWeights } from '../spec/ships-weights.js';
import { recording } from '../training/recording-context.js';
import type { PredictOptions, TrainArgs } from './arguments.js';
import module from './module.js';
import type { SeriesSource } from './series.js';

jest.setTimeout(120_000);

const folder = fileURLToPath(new URL('.', import.meta.url));
const seattle = fileURLToPath(new URL('../../examples/data/weather/seattle.csv', import.meta.url));
const builders = join(folder, 'examples/unemployment.csv');
const weights = (path: string) => Promise.resolve(join(folder, path));
const defaults = (args: object = {}) => validate<TrainArgs>(module.train!.args, args, 'train');

const files = scratch('series');

/** A column of dates and one of values that go up and down. */
function dated(dates: string[], value: (i: number) => string = i => String(i % 5)): Promise<string> {
  return files.csv(`when,value\n${dates.map((date, i) => `${date},${value(i)}\n`).join('')}`);
}

const days = (count: number) =>
  Array.from({ length: count }, (_, i) => new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10));
const wave = Array.from({ length: 72 }, (_, i) => 10 * Math.sin((2 * Math.PI * i) / 12) + i / 2);

async function predict(source: SeriesSource, options: object = {}, context: Partial<OpenContext> = {}) {
  const predictor = await module.open({ folder, weights, ...context });
  const chosen = validate<PredictOptions>(module.predictOptions, options, 'predict');
  return predictor.predict(await module.input.read(source), chosen);
}

describe('the published forecaster', () => {
  itShipsItsWeights(module, folder);

  it.each(module.examples.map(example => [example.input, example.expected]))(
    'goes on with %s at %s, better than repeating the past',
    async (input, expected) => {
      const { top, values, backtest } = await predict(join(folder, input));
      expect(top.label).toBe(expected);
      expect(backtest.mae).toBeLessThan(backtest.naiveMae);
      expect(values.every(({ low, value, high }) => low < value && value < high)).toBe(true);
    }
  );

  it('knows months and goes on in the calendar', async () => {
    const { unit, season, values } = await predict(builders, { horizon: 3 });
    expect({ unit, season }).toEqual({ unit: 'month', season: 12 });
    expect(values.map(({ at }) => at)).toEqual(['2010-03-01', '2010-04-01', '2010-05-01']);
  });

  it('finds the season of plain numbers, and keeps to it', async () => {
    const { season, values } = await predict(wave, { horizon: 12 });
    expect(season).toBe(12);
    const off = values.map(({ value }, i) =>
      Math.abs(value - (10 * Math.sin((2 * Math.PI * (72 + i)) / 12) + (72 + i) / 2))
    );
    expect(Math.max(...off)).toBeLessThan(3); // the wave swings by 20
  });

  it('widens the band with the confidence and with time', async () => {
    const width = async (confidence: number) =>
      (await predict(builders, { confidence })).values.map(({ low, high }) => high - low);
    const [narrow, wide] = [await width(0.5), await width(0.95)];
    expect(wide[0]).toBeGreaterThan(narrow[0] ?? Infinity);
    expect(wide.at(-1)).toBeGreaterThan(wide[0] ?? Infinity);
  });

  it.each([
    ['hours', (i: number) => new Date(Date.UTC(2024, 0, 1, i)).toISOString(), 'hour', '2024-01-03T12:00'],
    [
      'weeks',
      (i: number) => new Date(Date.UTC(2024, 0, 1 + 7 * i)).toISOString().slice(0, 10),
      'week',
      '2025-03-03'
    ],
    ['years', (i: number) => `${1960 + i}-01-01`, 'year', '2020-01-01'],
    [
      'quarters',
      (i: number) => `${2000 + Math.floor(i / 4)}-${['01', '04', '07', '10'][i % 4]}`,
      'quarter',
      '2015-04-01'
    ],
    [
      'German dates',
      (i: number) => `${String(1 + (i % 28)).padStart(2, '0')}.01.${2024 + Math.floor(i / 28)}`,
      'day',
      ''
    ]
  ])('reads %s', async (name, date, unit, next) => {
    const count =
      name === 'years' || name === 'weeks' ? 60 + (name === 'weeks' ? 1 : 0) : name === 'quarters' ? 61 : 60;
    const some = Array.from({ length: name === 'German dates' ? 28 : count }, (_, i) => date(i));
    const forecast = await predict(await dated(some), { horizon: 2 });
    expect(forecast.unit).toBe(unit);
    if (next) expect(forecast.values[0]?.at).toBe(next);
  });

  it('takes values with their times, and fills few gaps with a note', async () => {
    const timed = days(40)
      .filter((_, i) => i !== 20)
      .map((at, i) => ({ at, value: i === 5 ? null : i % 7 }));
    const { notes, values } = await predict(timed);
    expect(notes).toEqual(['2 missing values of "value" filled in by straight lines.']);
    expect(values[0]?.at).toBe('2024-02-10');
  });

  it('draws the series with its forecast', async () => {
    const bundle = await (await predict(builders))[jupyterDisplay]();
    const view = bundle[mime.series] as SeriesView;
    expect(view.forecast).toHaveLength(12);
    expect(view.footnote).toContain('tried on its past');
    expect(bundle['image/svg+xml']).toContain('<svg');
  });

  it.each<[string, () => SeriesSource | Promise<SeriesSource>, string]>([
    ['a gap', () => dated([...days(30), '2024-06-01']), 'values are missing; at most one in ten'],
    [
      'unsorted dates',
      () => dated([...days(30), '2024-01-10']),
      'not in order of time: 2024-01-10 comes after 2024-01-30'
    ],
    ['a date twice', () => dated([...days(30), '2024-01-30']), 'two values for 2024-01-30'],
    ['no step', () => dated([...days(25), '2024-01-25T07:13']), 'The times keep no step'],
    ['a constant', () => new Array<number>(30).fill(7), 'is always 7'],
    ['few values', () => [1, 2, 3], 'has 3 values; 20 or more'],
    [
      'text for numbers',
      () => dated(days(30), i => (i === 4 ? 'closed' : '1')),
      'holds "closed"; numbers were wanted'
    ],
    ['NaN', () => [1, NaN, 2], 'Value 2 of the series is NaN'],
    [
      'dates that may be either',
      () => dated(Array.from({ length: 30 }, (_, i) => `01/0${1 + (i % 9)}/${2000 + i}`)),
      'day/month or month/day'
    ],
    ['a number', () => 3 as never, 'A series was wanted, not 3']
  ])('answers %s with a sentence', async (_, source, sentence) => {
    await expect(Promise.resolve(source()).then(predict)).rejects.toThrow(sentence);
  });

  it('names the nearest column', async () => {
    await expect(predict(seattle, { value: 'temp_mx' })).rejects.toMatchObject({
      hint: expect.stringContaining('Did you mean "temp_max"')
    });
  });
});

describe('training', () => {
  it('learns a series and beats repeating its last season', async () => {
    expect(await module.train!.check(builders, defaults())).toBe(
      '122 values of "construction", one per month, 2000-01-01 to 2010-02-01; a season of 12, looking up to 12 ahead'
    );
    const { context, metrics } = await recording(module, folder, builders, { epochs: 8 });
    files.remove(context.model);
    const result = await module.train!.run(context);
    expect(result).toMatchObject({ kind: 'quantity', target: 'construction' });
    expect(result.mae).toBeLessThan(result.baseline.mae);
    expect(result.mase).toBeGreaterThan(0);
    expect(new Set(metrics.map(metric => metric.series))).toEqual(new Set(module.train!.metrics));
    const { values } = await predict(builders, {}, { trained: context.model });
    expect(values).toHaveLength(12);
  });

  it('starts from nothing when asked to', async () => {
    const { context } = await recording(module, folder, builders, {
      start: 'nothing',
      hiddenUnits: 4,
      epochs: 2
    });
    files.remove(context.model);
    expect((await module.train!.run(context)).mae).toBeGreaterThan(0);
  });

  it('refuses a series of which nothing can be held out', async () => {
    const path = await dated(days(24));
    await expect(module.train!.check(path, defaults({ season: 11, validationShare: 0.5 }))).rejects.toThrow(
      'too few to train on one part'
    );
  });
});
