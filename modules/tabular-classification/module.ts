/** Predicts a class from the columns of a table, and learns it from a CSV file in seconds. */
import { Type } from '@sinclair/typebox';
import { defineModule } from '@sonde/toolkit';
import { PredictOptions, TrainArgs } from './arguments.js';
import { notebook } from './notebook.js';
import { openPredictor } from './open.js';
import { rowInput } from '../tabular/row-input.js';
import { check, train } from './train.js';
import { version } from './version.js';
import { weights } from './weights.js';

const label = { label: Type.String(), probability: Type.Number({ minimum: 0, maximum: 1 }) };

export default defineModule({
  name: 'tabular-classification',
  version,
  input: rowInput,
  output: {
    type: 'labels',
    description: 'For each row: labels with probabilities, most probable first',
    schema: Type.Object({
      rows: Type.Array(Type.Object({ ...label, labels: Type.Array(Type.Object(label)) })),
      target: Type.String({ description: 'Name of the column that was predicted' })
    })
  },
  predictOptions: PredictOptions,
  weights,
  examples: [
    { title: 'A penguin from Torgersen', input: 'examples/adelie.csv', expected: 'Adelie' },
    { title: 'A penguin from Dream', input: 'examples/chinstrap.csv', expected: 'Chinstrap' },
    { title: 'A penguin from Biscoe, of unknown sex', input: 'examples/gentoo.csv', expected: 'Gentoo' }
  ],
  open: openPredictor,
  train: {
    args: TrainArgs,
    dataset: {
      layout: 'csv',
      description: 'A CSV file with a header line, a row per example and a column that holds its class',
      example: '../../examples/data/penguins/penguins.csv'
    },
    metrics: ['loss', 'val_loss', 'accuracy', 'val_accuracy'],
    check,
    run: train
  },
  notebook
});
