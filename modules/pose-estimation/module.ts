/** Finds up to six people in a photograph, each as 17 points from nose to ankles. */
import { Type } from '@sinclair/typebox';
import { defineModule } from '@sonde/toolkit';
import { imageInput } from '../image-input.js';
import { PredictOptions } from './arguments.js';
import { pointNames } from './bodies.js';
import { notebook } from './notebook.js';
import { openEstimator } from './open.js';
import { weights } from './weights.js';

const pixels = (description: string) => Type.Number({ unit: 'px', description });
const score = Type.Number({ minimum: 0, maximum: 1 });

export default defineModule({
  name: 'pose-estimation',
  version: '1.0.0',
  input: imageInput,
  output: {
    type: 'keypoints',
    description: 'Bodies with a score and named points in pixels of the picture, the surest first',
    schema: Type.Object({
      bodies: Type.Array(
        Type.Object({
          score,
          points: Type.Array(
            Type.Object({
              name: Type.Union(pointNames.map(name => Type.Literal(name))),
              x: pixels('From the left of the picture'),
              y: pixels('From the top of the picture'),
              score
            })
          ),
          box: Type.Object({
            x: pixels('Left edge, from the left of the picture'),
            y: pixels('Upper edge, from the top of the picture'),
            width: pixels('Width'),
            height: pixels('Height')
          })
        })
      ),
      ms: Type.Number({ unit: 'ms', description: 'From the decoded image to the bodies' })
    })
  },
  predictOptions: PredictOptions,
  weights,
  examples: [
    { title: 'An astronaut', input: 'examples/astronaut.png', expected: '1 body' },
    { title: 'A photographer at work', input: 'examples/photographer.png', expected: '1 body' }
  ],
  open: openEstimator,
  notebook
});
