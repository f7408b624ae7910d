/** Says what is on a photograph (1,000 ImageNet labels), and learns to tell your own kinds of pictures apart. */
import { Type } from '@sinclair/typebox';
import { defineModule } from '@sonde/toolkit';
import { imageInput } from '../image-input.js';
import { PredictOptions, TrainArgs, WhyOptions } from './arguments.js';
import { notebook } from './notebook.js';
import { openPredictor } from './open.js';
import { version } from './saved.js';
import { check, train } from './train.js';
import { weights } from './weights.js';

export default defineModule({
  name: 'image-classification',
  version,
  input: imageInput,
  output: {
    type: 'labels',
    description: 'Labels with probabilities, most probable first',
    schema: Type.Object({
      labels: Type.Array(
        Type.Object({ label: Type.String(), probability: Type.Number({ minimum: 0, maximum: 1 }) })
      ),
      ms: Type.Number({ unit: 'ms', description: 'From the decoded image to the labels' })
    })
  },
  predictOptions: PredictOptions,
  weights,
  examples: [
    { title: 'A cup of coffee', input: 'examples/coffee.png', expected: 'espresso' },
    { title: 'Chelsea the cat', input: 'examples/chelsea.png', expected: 'tiger cat' },
    { title: 'The Summer Palace in Beijing', input: 'examples/palace.jpg', expected: 'palace' },
    { title: 'The French Alps, about 1870', input: 'examples/alps.jpg', expected: 'alp' }
  ],
  open: openPredictor,
  explain: { options: WhyOptions },
  train: {
    args: TrainArgs,
    dataset: {
      layout: 'image-folders',
      description: 'A folder with one folder of images per class, named like the class; two classes or more',
      example: '../../examples/data/emoji'
    },
    metrics: ['loss', 'val_loss', 'accuracy', 'val_accuracy'],
    check,
    run: train
  },
  notebook
});
