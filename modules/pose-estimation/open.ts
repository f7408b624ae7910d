/** Opens the pose estimator. */
import { openOnnx, type ImageValue, type OpenContext, type Predictor } from '@sonde/toolkit';
import type { PredictOptions } from './arguments.js';
import { bodiesOf } from './bodies.js';
import { framed } from './framed.js';
import { Poses } from './poses.js';
import { weightPath } from './weights.js';

export async function openEstimator(
  context: OpenContext
): Promise<Predictor<ImageValue, PredictOptions, Poses>> {
  const model = await openOnnx(await context.weights(weightPath), { prefer: context.device });
  const { device } = model;
  return {
    device,
    async predict(image, options) {
      const started = performance.now();
      const { tensor, whole } = await framed(image);
      const { poses } = await model.run({ image: tensor });
      const bodies = bodiesOf(poses!.data as Float32Array, whole, image, options);
      return new Poses({ image, bodies, ms: performance.now() - started, device });
    },
    dispose: () => void model.close()
  };
}
