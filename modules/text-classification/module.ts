/** Tells texts apart, says which words decided, and learns labels from a CSV file in seconds. */
import { Type } from '@sinclair/typebox';
import { defineModule } from '@sonde/toolkit';
import { PredictOptions, TrainArgs } from './arguments.js';
import { notebook } from './notebook.js';
import { openPredictor } from './open.js';
import { readTexts, textFiles, type TextsSource } from './texts.js';
import { check, train } from './train.js';
import { version } from './version.js';
import { weights } from './weights.js';

const label = { label: Type.String(), probability: Type.Number({ minimum: 0, maximum: 1 }) };
const word = {
  start: Type.Integer({ description: 'UTF-16 offset in the text' }),
  end: Type.Integer(),
  weight: Type.Number({
    minimum: -1,
    maximum: 1,
    description: 'How much it speaks for the first label, or against it'
  })
};

export default defineModule({
  name: 'text-classification',
  version,
  input: {
    type: 'text',
    description:
      'A text, a list of texts, or the path of a .txt file or of a .csv file with a column of texts',
    schema: Type.String({ maxLength: 1_000_000, description: 'A text, or the path of a .txt or .csv file' }),
    files: textFiles,
    read: (value: unknown) => readTexts(value as TextsSource)
  },
  output: {
    type: 'spans',
    description: 'For each text: labels with probabilities, most probable first, and what each word weighed',
    schema: Type.Object({
      rows: Type.Array(
        Type.Object({
          ...label,
          labels: Type.Array(Type.Object(label)),
          words: Type.Array(Type.Object(word))
        })
      ),
      target: Type.String({ description: 'What was predicted, e.g. "language"' })
    })
  },
  predictOptions: PredictOptions,
  weights,
  examples: [
    { title: 'A question', input: 'examples/question.txt', expected: 'Portuguese' },
    { title: 'A recipe', input: 'examples/recipe.txt', expected: 'Swedish' },
    { title: 'A weather report', input: 'examples/weather.txt', expected: 'Greek' },
    { title: 'A note', input: 'examples/note.txt', expected: 'Polish' }
  ],
  open: openPredictor,
  train: {
    args: TrainArgs,
    dataset: {
      layout: 'csv',
      description: 'A CSV file with a header line, a column of texts and a column with the label of each',
      example: '../../examples/data/speeches/speeches.csv'
    },
    metrics: ['loss', 'val_loss', 'accuracy', 'val_accuracy'],
    check,
    run: train
  },
  notebook
});
