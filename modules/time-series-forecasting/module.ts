/** Goes on with a series of numbers, says how sure it is, and learns from a CSV file in seconds. */
import { Type } from '@sinclair/typebox';
import { defineModule } from '@sonde/toolkit';
import { PredictOptions, TrainArgs } from './arguments.js';
import { notebook } from './notebook.js';
import { openPredictor } from './open.js';
import { readSeries, type SeriesSource } from './series.js';
import { check, train } from './train.js';
import { version } from './version.js';
import { weights } from './weights.js';

const number = Type.Number();

export default defineModule({
  name: 'time-series-forecasting',
  version,
  input: {
    type: 'series',
    description:
      'The path of a CSV file with a column of dates and one of values, a list of numbers, or a list of { at, value }',
    schema: Type.Union([
      Type.String({ description: 'Path of a CSV file' }),
      Type.Array(Type.Union([number, Type.Null()])),
      Type.Array(Type.Object({ at: Type.String(), value: Type.Union([number, Type.Null()]) }))
    ]),
    read: (value: unknown) => readSeries(value as SeriesSource)
  },
  output: {
    type: 'series',
    description: 'The values to come, each with the band it is expected in, and how well it did on the past',
    schema: Type.Object({
      name: Type.String(),
      values: Type.Array(
        Type.Object({ at: Type.Union([Type.String(), number]), value: number, low: number, high: number })
      ),
      season: Type.Integer({ description: 'Values after which the pattern repeats; 1 is none' }),
      confidence: Type.Number({ minimum: 0, maximum: 1 }),
      backtest: Type.Object({ count: Type.Integer(), mae: number, naiveMae: number, mase: number })
    })
  },
  predictOptions: PredictOptions,
  weights,
  examples: [
    { title: 'Daily temperatures of Seattle', input: 'examples/temperatures.csv', expected: '5.658' },
    {
      title: 'Unemployed builders in the United States, by month',
      input: 'examples/unemployment.csv',
      expected: '2505'
    }
  ],
  open: openPredictor,
  train: {
    args: TrainArgs,
    dataset: {
      layout: 'csv',
      description: 'A CSV file with a header line, a column of dates in order and a column of values',
      example: '../../examples/data/weather/seattle.csv'
    },
    metrics: ['loss', 'val_loss', 'mae', 'val_mae'],
    check,
    run: train
  },
  notebook
});
