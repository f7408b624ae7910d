/** Finds people, animals, vehicles and things of daily life in a photograph: 80 kinds, each with a box around it. */
import { Type } from '@sinclair/typebox';
import { defineModule } from '@sonde/toolkit';
import { imageInput } from '../image-input.js';
import { PredictOptions } from './arguments.js';
import { notebook } from './notebook.js';
import { openDetector } from './open.js';
import { weights } from './weights.js';

const pixels = (description: string) => Type.Number({ unit: 'px', description });

export default defineModule({
  name: 'object-detection',
  version: '1.0.0',
  input: imageInput,
  output: {
    type: 'boxes',
    description: 'Objects with a label, a score and a box in pixels of the picture, the surest first',
    schema: Type.Object({
      boxes: Type.Array(
        Type.Object({
          label: Type.String({ description: 'One of the 80 kinds of COCO' }),
          score: Type.Number({ minimum: 0, maximum: 1 }),
          x: pixels('Left edge, from the left of the picture'),
          y: pixels('Upper edge, from the top of the picture'),
          width: pixels('Width'),
          height: pixels('Height')
        })
      ),
      ms: Type.Number({ unit: 'ms', description: 'From the decoded image to the boxes' })
    })
  },
  predictOptions: PredictOptions,
  weights,
  examples: [
    { title: 'A cup of coffee on a table', input: 'examples/coffee.png', expected: 'cup' },
    { title: 'Chelsea the cat', input: 'examples/chelsea.png', expected: 'cat' },
    { title: 'A photographer at work', input: 'examples/photographer.png', expected: 'person' }
  ],
  open: openDetector,
  notebook
});
