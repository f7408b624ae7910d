// Runs a TensorFlow.js graph model and the ONNX graph made of it on the same photograph, and fails where they disagree.
//
//   node compare.mjs <detector|poses> model.json model.onnx photograph.jpg
//
// TensorFlow.js is who wrote the model's format, so what it computes is taken for right.
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import ort from 'onnxruntime-node';
import sharp from 'sharp';

/** How each network is fed, what its outputs are called in both, and by how much they may differ: weights are float16 here. */
const networks = {
  detector: {
    size: [300, 300],
    input: 'image_tensor',
    scale: value => value / 127.5 - 1,
    outputs: { boxes: 'Postprocessor/ExpandDims_1', score: 'Postprocessor/Slice' },
    // The graph ends with the greatest score of each box.
    wanted: {
      score: all => Float32Array.from({ length: all.length / 90 }, (_, i) => greatest(all, 90 * i, 90))
    },
    tolerance: 0.02
  },
  poses: {
    size: [256, 192],
    input: 'input',
    scale: value => value,
    outputs: { poses: 'Identity' },
    tolerance: 0.02
  }
};

const [kind, modelPath, onnxPath, photograph] = process.argv.slice(2);
const network = networks[kind];
const [width, height] = network.size;
const pixels = await sharp(photograph).removeAlpha().resize(width, height, { fit: 'fill' }).raw().toBuffer();

const found = await onOnnx();
const wanted = await onTensorflow();
for (const [name, node] of Object.entries(network.outputs)) {
  const [ours, theirs] = [found[name], network.wanted?.[name]?.(wanted[node]) ?? wanted[node]];
  if (ours.length !== theirs.length)
    throw new Error(`${name}: ${ours.length} values, wanted ${theirs.length}`);
  const off = ours.reduce((most, value, i) => Math.max(most, Math.abs(value - theirs[i])), 0);
  console.log(`${name}: ${ours.length} values, largest difference ${off.toFixed(5)}`);
  if (!(off <= network.tolerance)) process.exitCode = 1;
}

function greatest(values, from, count) {
  return values.slice(from, from + count).reduce((most, value) => Math.max(most, value));
}

async function onOnnx() {
  const session = await ort.InferenceSession.create(onnxPath);
  const planes = new Float32Array(3 * width * height);
  for (let i = 0; i < width * height; i++)
    for (let c = 0; c < 3; c++) planes[c * width * height + i] = network.scale(pixels[3 * i + c]);
  const outputs = await session.run({ image: new ort.Tensor('float32', planes, [1, 3, height, width]) });
  return Object.fromEntries(Object.entries(outputs).map(([name, tensor]) => [name, tensor.data]));
}

async function onTensorflow() {
  await tf.setBackend('cpu');
  const { modelTopology, weightsManifest } = JSON.parse(await readFile(modelPath, 'utf8'));
  const shards = weightsManifest.flatMap(group => group.paths);
  const bytes = Buffer.concat(
    await Promise.all(shards.map(path => readFile(join(dirname(modelPath), path))))
  );
  const weightData = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
  const weightSpecs = weightsManifest.flatMap(group => group.weights);
  const model = await tf.loadGraphModel({ load: async () => ({ modelTopology, weightSpecs, weightData }) });
  const image = tf.tensor4d(Int32Array.from(pixels), [1, height, width, 3], 'int32');
  const nodes = Object.values(network.outputs);
  const outputs = [await model.executeAsync({ [network.input]: image }, nodes)].flat();
  return Object.fromEntries(nodes.map((node, i) => [node, outputs[i].dataSync()]));
}
