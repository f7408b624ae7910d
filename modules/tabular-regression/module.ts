/** Predicts a number from the columns of a table, and learns it from a CSV file in seconds. */
import { Type } from '@sinclair/typebox';
import { defineModule } from '@sonde/toolkit';
import { rowInput } from '../tabular/row-input.js';
import { PredictOptions, TrainArgs } from './arguments.js';
import { notebook } from './notebook.js';
import { openPredictor } from './open.js';
import { check, train } from './train.js';
import { version } from './version.js';
import { weights } from './weights.js';

export default defineModule({
  name: 'tabular-regression',
  version,
  input: rowInput,
  output: {
    type: 'table',
    description: 'For each row: the predicted number and the band it is expected in',
    schema: Type.Object({
      rows: Type.Array(Type.Object({ value: Type.Number(), low: Type.Number(), high: Type.Number() })),
      target: Type.String({ description: 'Name of the column that was predicted' }),
      confidence: Type.Number({ minimum: 0, maximum: 1 })
    })
  },
  predictOptions: PredictOptions,
  weights,
  examples: [
    { title: 'A small penguin from Torgersen', input: 'examples/adelie.csv', expected: '3367' },
    { title: 'A large penguin from Biscoe', input: 'examples/gentoo.csv', expected: '5321' },
    { title: 'A penguin from Dream, of unknown sex', input: 'examples/chinstrap.csv', expected: '3413' }
  ],
  open: openPredictor,
  train: {
    args: TrainArgs,
    dataset: {
      layout: 'csv',
      description: 'A CSV file with a header line, a row per example and a column of numbers to predict',
      example: '../../examples/data/penguins/penguins.csv'
    },
    metrics: ['loss', 'val_loss', 'mae', 'val_mae'],
    check,
    run: train
  },
  notebook
});
