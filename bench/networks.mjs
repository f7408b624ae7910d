// Every network of ours that runs on ONNX Runtime, and what it is fed with when it is timed alone. A new module adds a line.
import { fileURLToPath } from 'node:url';

const weights = path => fileURLToPath(new URL(`../modules/${path}`, import.meta.url));

/** Inputs are float32 of these shapes, filled with the same waves on both sides. */
export const networks = [
  {
    name: 'image-classification',
    model: weights('image-classification/weights/efficientnet-lite0.onnx'),
    inputs: { image: [1, 3, 224, 224] }
  },
  {
    name: 'object-detection',
    model: weights('object-detection/weights/ssdlite-mobilenet-v2.onnx'),
    inputs: { image: [1, 3, 300, 300] }
  },
  {
    name: 'pose-estimation',
    model: weights('pose-estimation/weights/movenet-multipose.onnx'),
    inputs: { image: [1, 3, 192, 256] }
  },
  {
    name: 'text-recognition, where lines are',
    model: weights('text-recognition/weights/detection.onnx'),
    inputs: { x: [1, 3, 320, 320] }
  },
  {
    name: 'text-recognition, one line',
    model: weights('text-recognition/weights/recognition.onnx'),
    inputs: { x: [1, 3, 48, 320] }
  },
  {
    name: 'voice-activity, 8 seconds',
    model: weights('voice-activity/weights/silero-vad.onnx'),
    inputs: { input: [250, 576], h: [1, 1, 128], c: [1, 1, 128] }
  }
];
