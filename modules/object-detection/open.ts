/** Opens the detector: the whole picture, squeezed to the square that the network was trained on, then its boxes. */
import { openOnnx, scaledTensor, type ImageValue, type OpenContext, type Predictor } from '@sonde/toolkit';
import type { PredictOptions } from './arguments.js';
import { boxesOf } from './boxes.js';
import { Detections } from './detections.js';
import { labels } from './labels.js';
import { weightPath } from './weights.js';

/** Edge of the square, in pixels. */
const size = 300;
/** Colours go from −1 to 1. */
const scale = { width: size, height: size, mean: 127.5, deviation: 127.5 };

export async function openDetector(
  context: OpenContext
): Promise<Predictor<ImageValue, PredictOptions, Detections>> {
  const model = await openOnnx(await context.weights(weightPath), { prefer: context.device });
  const { device } = model;
  return {
    device,
    async predict(image, options) {
      const started = performance.now();
      const { boxes, score, class: best } = await model.run({ image: await scaledTensor(image, scale) });
      const proposals = {
        corners: boxes!.data as Float32Array,
        scores: score!.data as Float32Array,
        classes: best!.data as BigInt64Array,
        labels
      };
      const found = boxesOf(proposals, image, options);
      return new Detections({ image, boxes: found, ms: performance.now() - started, device });
    },
    dispose: () => void model.close()
  };
}
