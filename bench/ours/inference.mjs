// Our side of bench/inference.mjs: what a cell does. Arguments: image, ONNX model.
import { load, openOnnx } from 'sonde';
import { answerEach, timed } from './answer.mjs';

const [image, modelPath] = process.argv.slice(2);
const module = await load('image-classification');
const first = await module.predict(image, { top: 5 });

let bare;
const data = Float32Array.from({ length: 3 * 224 * 224 }, (_, i) => Math.sin(i));
await answerEach({ labels: first.labels }, async ({ what, times }) => {
  if (what === 'predict') return { ms: await timed(times, () => module.predict(image, { top: 5 })) };
  bare ??= await openOnnx(modelPath);
  return { ms: await timed(times, () => bare.run({ image: { data, dims: [1, 3, 224, 224] } })) };
});
