// Our side of bench/training.mjs: TensorFlow.js on the engine that Sonde opens.
import { openTensorflow } from 'sonde';
import { answerEach } from './answer.mjs';

const { tf, device } = await openTensorflow('auto');
const { layers } = tf;

const nets = {
  cnn: {
    input: [28, 28, 1],
    classes: 10,
    layers: () => [
      layers.conv2d({ inputShape: [28, 28, 1], filters: 32, kernelSize: 3, activation: 'relu' }),
      layers.maxPooling2d({ poolSize: 2 }),
      layers.conv2d({ filters: 64, kernelSize: 3, activation: 'relu' }),
      layers.maxPooling2d({ poolSize: 2 }),
      layers.flatten(),
      layers.dense({ units: 10, activation: 'softmax' })
    ]
  },
  head: {
    input: [1280],
    classes: 5,
    layers: () => [
      layers.dense({ inputShape: [1280], units: 128, activation: 'relu' }),
      layers.dense({ units: 5, activation: 'softmax' })
    ]
  }
};

const models = new Map();

/** Steps per second of one epoch of `fit`. */
async function train({ net, steps, batch }) {
  const { input, classes, layers } = nets[net];
  let model = models.get(net);
  if (!model) {
    model = tf.sequential({ layers: layers() });
    model.compile({
      optimizer: tf.train.adam(0.001),
      loss: 'categoricalCrossentropy',
      metrics: ['accuracy']
    });
    models.set(net, model);
  }
  const count = steps * batch;
  const x = tf.randomNormal([count, ...input]);
  const y = tf.tidy(() => tf.oneHot(tf.randomUniform([count], 0, classes, 'int32'), classes));
  const begun = performance.now();
  const { history } = await model.fit(x, y, { batchSize: batch, epochs: 1, verbose: 0 });
  const seconds = (performance.now() - begun) / 1000;
  tf.dispose([x, y]);
  return { perSecond: steps / seconds, loss: history.loss[0], parameters: model.countParams() };
}

await answerEach({ engine: device.engine, threads: device.threads }, train);
