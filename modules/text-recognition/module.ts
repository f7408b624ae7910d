/** Reads the text on a picture. */
import { Type } from '@sinclair/typebox';
import { defineModule } from '@sonde/toolkit';
import { imageInput } from '../image-input.js';
import { PredictOptions } from './arguments.js';
import { notebook } from './notebook.js';
import { openPredictor } from './open.js';
import { weights } from './weights.js';

const pixels = (description: string) =>
  Type.Number({ unit: 'px', description: `${description}, in pixels of the picture` });

export default defineModule({
  name: 'text-recognition',
  version: '1.0.0',
  input: imageInput,
  output: {
    type: 'boxes',
    description: 'Lines of text with the boxes around them, in reading order, and the text as a whole',
    schema: Type.Object({
      lines: Type.Array(
        Type.Object({
          text: Type.String(),
          score: Type.Number({ minimum: 0, maximum: 1, description: 'Mean probability of its characters' }),
          x: pixels('Left edge'),
          y: pixels('Top edge'),
          width: pixels('Width'),
          height: pixels('Height')
        })
      ),
      text: Type.String({ description: 'All lines' }),
      ms: Type.Number({ unit: 'ms', description: 'From the decoded picture to the text' })
    })
  },
  predictOptions: PredictOptions,
  weights,
  examples: [
    { title: 'A letter', input: 'examples/letter.png', expected: 'Dear visitor,' },
    { title: 'A leaning sign', input: 'examples/sign.jpg', expected: 'EXIT 42' },
    { title: 'A photo of a printed page', input: 'examples/page.png', expected: 'Region-based segmentation' }
  ],
  open: openPredictor,
  notebook
});
